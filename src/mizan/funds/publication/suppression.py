"""Hiding small groups so that they can not be found again: the cells under a number, and those without which they could be computed.

A table with totals is a network: each number leads from one sum it stands in to the other. What a reader may still believe of a hidden
number is how far it can move while everything shown stays as it is and nothing is negative: a flow through the other hidden numbers.
SciPy computes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mizan.funds.publication.fewest import Arc, fewest

LEAST = 10
"""A group of fewer people is never told."""
OUTSIDE = "outside"
Cell = tuple[str, str]
"""Row and column of a number; ("", x) is the total of a column, (x, "") of a row, ("", "") of all."""
TOTAL = ""
CELL, ROW, COLUMN, ALL = range(4)
COSTS = {CELL: 1_000, ROW: 2_500, COLUMN: 50_000, ALL: 100_000}
"""What a number is of: a cell, the total of a row, of a column (or of a line), of all."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a table: from which sum to which it leads, what it is, how many people it tells of (None: itself).

    `rank`: what it is of; what is a sum of more is hidden later.
    """

    cell: Cell
    tail: str
    head: str
    value: int
    people: int | None = None
    rank: int = CELL

    @property
    def few(self) -> bool:
        """Whether it tells of fewer people than may be told."""
        return (self.value if self.people is None else self.people) < LEAST


def hidden_in_table(values: Mapping[Cell, int], *, people: Mapping[Cell, int] | None = None, also: Iterable[Cell] = ()) -> frozenset[Cell]:
    """The cells to hide of a table by rows and columns with the totals of both, which are computed here.

    `values` are whole numbers, none negative; `people`, where the values are no heads, how many each cell tells of (those of totals are
    added up). `also`: cells that stay hidden, since they were once. A pair that is not in `values` is nobody, and is hidden as such.
    """
    return frozenset(_hidden(_table(values, people), set(also)))


def hidden_in_line(values: Mapping[str, int], *, people: Mapping[str, int] | None = None, also: Iterable[str] = ()) -> frozenset[str]:
    """The names to hide of a line of numbers and their total, named ""; see `hidden_in_table`."""
    numbers = [Number((name, TOTAL), OUTSIDE, "sum", value, people[name] if people else None) for name, value in sorted(values.items())]
    heads = sum(people.values()) if people else None
    numbers.append(Number((TOTAL, TOTAL), "sum", OUTSIDE, sum(values.values()), heads, COLUMN))
    return frozenset(cell[0] for cell in _hidden(numbers, {(name, TOTAL) for name in also}))


def with_totals(values: Mapping[Cell, int]) -> dict[Cell, int]:
    """The cells of a table with the totals of its rows, of its columns and of all."""
    found = dict.fromkeys(((row, column) for row in _names(values, 0) for column in _names(values, 1)), 0) | dict(values)
    for (row, column), value in list(found.items()):
        for cell in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            found[cell] = found.get(cell, 0) + value
    return found


def belief(numbers: Sequence[Number], hidden: set[Cell], number: Number) -> int:
    """How many units a hidden number can move, up and down together, each way counted up to `LEAST`: 0 when it can be computed."""
    up = _flow(numbers, hidden, number, number.head, number.tail)
    down = min(number.value, _flow(numbers, hidden, number, number.tail, number.head))
    return up + down


def _hidden(numbers: Sequence[Number], hidden: set[Cell]) -> set[Cell]:
    """What is few, with the least that protects it: totals cost most, then what tells of most people; what is safe where none is found."""
    forced = hidden | {one.cell for one in numbers if one.few}
    if not forced or all(belief(numbers, forced, one) >= LEAST for one in numbers if one.cell in forced):
        return forced
    places = {name: at for at, name in enumerate(sorted({node for one in numbers for node in (one.tail, one.head)}))}
    arcs = [Arc(places[one.tail], places[one.head], one.value, one.cell in forced, _cost(one)) for one in numbers]
    chosen = fewest(arcs, len(places), LEAST)
    return _safe(numbers, hidden) if chosen is None else {numbers[at].cell for at in chosen}


def _cost(number: Number) -> int:
    """What hiding a number takes from the reader: one number more, above all; a total before a cell; of two alike, the larger."""
    return COSTS[number.rank] + min((number.value if number.people is None else number.people) // LEAST, 99)


def _safe(numbers: Sequence[Number], hidden: set[Cell]) -> set[Cell]:
    """What is few, then, for each hidden number that can move less than `LEAST`, the smallest of its neighbours, until it can.

    A number hidden more only lets the others move further: each is looked at once it is hidden, and never again.
    """
    hidden = hidden | {one.cell for one in numbers if one.few}
    waiting = [one for one in numbers if one.cell in hidden]
    while waiting:
        number = waiting.pop()
        while belief(numbers, hidden, number) < LEAST:
            chosen = _neighbour(numbers, hidden, number)
            if chosen is None:
                break
            hidden.add(chosen.cell)
            waiting.append(chosen)
    return hidden


def _neighbour(numbers: Sequence[Number], hidden: set[Cell], number: Number) -> Number | None:
    """The next number to hide: in the sum where the hidden one stands alone; else in one of its two, or in one that is near.

    Totals of columns and of all come last; of the others the smallest.
    """
    away = [one for one in numbers if one.cell in hidden]
    own = {number.tail, number.head}
    alone = {node for node in own if sum(node in (one.tail, one.head) for one in away) == 1}
    near = own | {node for one in away if {one.tail, one.head} & own for node in (one.tail, one.head)}
    shown = [one for one in numbers if one.cell not in hidden]
    cells, plain = ([one for one in shown if one.rank <= rank] for rank in (CELL, ROW))
    for nodes, among in ((alone, shown), (own, cells), (near, cells), (near, plain), (near, shown)):
        beside = [one for one in among if {one.tail, one.head} & nodes]
        if beside:
            return min(beside, key=_cheapest)
    return min(shown, key=_cheapest, default=None)


def _cheapest(number: Number) -> tuple[int, int, Cell]:
    return number.rank, number.value, number.cell


def _flow(numbers: Sequence[Number], hidden: set[Cell], number: Number, source: str, sink: str) -> int:
    """How much can go from one sum to another through the other hidden numbers: each may grow without end, and shrink to nothing."""
    others = [one for one in numbers if one.cell in hidden and one is not number]
    if {node for one in others for node in (one.tail, one.head)} <= {source, sink}:
        # A line: there is no way round.
        return min(LEAST, sum(LEAST if one.tail == source else min(one.value, LEAST) for one in others))
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_flow

    places = {name: at for at, name in enumerate(sorted({node for one in numbers for node in (one.tail, one.head)}))}
    room = np.zeros((len(places), len(places)), dtype=np.int32)
    for one in others:
        room[places[one.tail], places[one.head]] += LEAST
        room[places[one.head], places[one.tail]] += min(one.value, LEAST)
    return min(LEAST, int(maximum_flow(csr_matrix(room), places[source], places[sink]).flow_value))


def _table(values: Mapping[Cell, int], people: Mapping[Cell, int] | None) -> list[Number]:
    whole = with_totals(values)
    heads = with_totals(people) if people is not None else None
    found = []
    for (row, column), value in sorted(whole.items()):
        # Cells lead from their column to their row, rows to the sum of rows, and that round to the columns again.
        tail = f"column {column}" if column else f"row {row}" if row else "all rows"
        head = f"row {row}" if row and column else "all rows" if row else f"column {column}" if column else "all columns"
        if not row and column:
            tail, head = "all columns", f"column {column}"
        count = heads.get((row, column), 0) if heads is not None else None
        found.append(Number((row, column), tail, head, value, count, CELL if row and column else ROW if row else COLUMN if column else ALL))
    return found


def _names(values: Mapping[Cell, int], at: int) -> list[str]:
    return sorted({cell[at] for cell in values})
