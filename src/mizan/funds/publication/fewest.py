"""The fewest numbers to hide: an integer programme whose constraints are the cuts through which a hidden number could be bounded.

A hidden number moves as far as flows go round it, up and down (`suppression.belief`). A flow is no more than the room of any cut: it is
enough to ask of every cut that what is hidden in it has room. Cuts are found where they are broken (SciPy's maximum flow), asked for, and
the programme is solved again (HiGHS); what breaks none hides the least that can be hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROUNDS, NODES = 80, 20_000
"""Past so many rounds, or branches of one, the fewest is not looked for: the same on every machine, for no clock is read."""


class Arc(NamedTuple):
    """A number as a flow sees it: from one sum to another, its value, whether it is hidden whatever else is, and what hiding it costs."""

    tail: int
    head: int
    value: int
    forced: bool
    cost: int


def fewest(arcs: Sequence[Arc], nodes: int, least: int) -> frozenset[int] | None:
    """The places of the arcs to hide at the least cost, so that each hidden one can move `least`; None where none is found or proved."""
    hidden = frozenset(at for at, one in enumerate(arcs) if one.forced)
    asked: dict[tuple[int, ...], None] = {}
    for _ in range(ROUNDS):
        broken = [row for at in sorted(hidden) for row in _broken(arcs, nodes, hidden, at, least)]
        if not broken:
            return hidden
        if all(row in asked for row in broken):
            return None
        asked.update(dict.fromkeys(broken))
        found = _solved(arcs, list(asked))
        if found is None:
            return None
        hidden = found
    return None


def _broken(arcs: Sequence[Arc], nodes: int, hidden: frozenset[int], at: int, least: int) -> list[tuple[int, ...]]:
    """The constraints that one hidden arc breaks: the weight of each arc, so that the sum over what is hidden is not below nought."""
    one = arcs[at]
    up, up_side = _flow(arcs, nodes, hidden, at, one.head, one.tail, least)
    down, down_side = _flow(arcs, nodes, hidden, at, one.tail, one.head, least)
    rows = []
    if up + one.value < least:
        rows.append(_row([_room(arcs, at, up_side, least)], at, least - one.value))
    if up + down < least:
        rows.append(_row([_room(arcs, at, up_side, least), _room(arcs, at, down_side, least)], at, least))
    return rows


def _row(rooms: Sequence[Sequence[int]], at: int, wanted: int) -> tuple[int, ...]:
    """The room of cuts, no more than is wanted of each arc; and what is wanted, where the arc itself is hidden."""
    summed = [min(sum(each), wanted) for each in zip(*rooms, strict=True)]
    summed[at] = -wanted
    return tuple(summed)


def _room(arcs: Sequence[Arc], at: int, side: frozenset[int], least: int) -> list[int]:
    """What each other arc lets across a cut, from `side` out: growing along its way, shrinking to nothing against it."""
    return [
        0
        if place == at or (one.tail in side) == (one.head in side)
        else least
        if one.tail in side
        else min(one.value, least)
        for place, one in enumerate(arcs)
    ]  # fmt: skip


def _flow(
    arcs: Sequence[Arc], nodes: int, hidden: frozenset[int], at: int, source: int, sink: int, least: int
) -> tuple[int, frozenset[int]]:
    """How much goes from one sum to another through the other hidden arcs, and the side of the source in the narrowest cut."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    room: NDArray[np.int32] = np.zeros((nodes, nodes), dtype=np.int32)
    for place in hidden:
        if place != at:
            one = arcs[place]
            room[one.tail, one.head] += least
            room[one.head, one.tail] += min(one.value, least)
    found = maximum_flow(csr_matrix(room), source, sink)
    left = room - found.flow.toarray()
    reached = breadth_first_order(csr_matrix((left > 0).astype(np.int8)), source, return_predecessors=False)
    return int(found.flow_value), frozenset(int(node) for node in reached)


def _solved(arcs: Sequence[Arc], rows: Sequence[tuple[int, ...]]) -> frozenset[int] | None:
    """The cheapest choice that keeps every constraint asked so far; None where there is none, or none is proved to be the cheapest."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    lower = np.array([1 if one.forced else 0 for one in arcs])
    found = milp(
        np.array([one.cost for one in arcs]),
        integrality=np.ones(len(arcs)),
        bounds=Bounds(lower, np.ones(len(arcs))),
        constraints=LinearConstraint(np.array(rows), lb=0),
        options={"node_limit": NODES},
    )
    if found.status != 0:
        return None
    return frozenset(int(at) for at in np.flatnonzero(found.x > 0.5))  # no money: a whole choice, as the solver writes it
