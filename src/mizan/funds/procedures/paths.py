"""The real path of cases up to their answer: the graph of what follows what (networkx), its loops, its variants, its hand-overs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from mizan.funds.procedures.spread import spread_of
from mizan.funds.procedures.types import ANSWERS, Activity, Awaited, Case, Cost, Edge, Paths, Rework, Spread, Variant

if TYPE_CHECKING:
    import networkx as nx

DESKS = frozenset({"officer", "second"})
"""Whose desks a case goes to: what the citizen does is written at a desk too, and is no hand-over."""
LONGEST_LOOP = 6
_ORDER = {activity: place for place, activity in enumerate(Activity)}


def paths_of(cases: Sequence[Case]) -> Paths:
    """The map of what was done up to the answer, or up to now; what comes after an answer is another journey."""
    graph = graph_of(cases)
    places = _places(cases, graph)
    rank = {activity: place for place, (activity, _) in enumerate(places)}
    edges = [
        Edge(before, after, len(told["waits"]), len(told["cases"]), _spread(told["waits"]), rank[after] <= rank[before])
        for before, after, told in graph.edges(data=True)
    ]
    edges.sort(key=lambda one: (-one.times, rank[one.before], rank[one.after]))
    return Paths(len(cases), places, tuple(edges), _variants(cases), _loops(graph, rank), _rework(cases), _hand_overs(cases))


def graph_of(cases: Iterable[Case]) -> nx.DiGraph:
    """Activities and what follows them; an edge holds the seconds of each time (`waits`) and the cases that went there."""
    import networkx as nx

    graph = nx.DiGraph()
    for case in cases:
        path = case.to_answer
        graph.add_nodes_from(path)
        for before, after, gap in zip(path, path[1:], case.before_answer, strict=False):
            if not graph.has_edge(before, after):
                graph.add_edge(before, after, waits=[], cases=set())
            told = graph.edges[before, after]
            told["waits"].append(gap.seconds)
            told["cases"].add(case.id)
    return graph


def costs_of(cases: Iterable[Case]) -> tuple[Cost, ...]:
    """What each wait before the answer cost, the dearest first; with what is still being waited for."""
    waits: dict[tuple[Activity, Activity | None, Awaited], list[int]] = defaultdict(list)
    for case in cases:
        for gap in case.before_answer:
            waits[gap.before, gap.after, gap.awaited].append(gap.seconds)
    found = [Cost(*key, len(seconds), _spread(seconds)) for key, seconds in waits.items()]
    return tuple(sorted(found, key=lambda one: (-one.wait.total, _ORDER[one.before], one.after or "", one.awaited)))


def attributed(cases: Iterable[Case]) -> dict[Awaited, int]:
    """The seconds before the answer by whom they were spent waiting for; they sum to what the cases took, exactly."""
    found = dict.fromkeys(Awaited, 0)
    for case in cases:
        for gap in case.before_answer:
            found[gap.awaited] += gap.seconds
    return found


def _spread(values: Sequence[int]) -> Spread:
    return spread_of(values) or Spread(0, 0, 0, 0)


def _places(cases: Sequence[Case], graph: nx.DiGraph) -> tuple[tuple[Activity, int], ...]:
    """Each activity with how often it was done, in such an order that nothing leads back but by a round one can turn in.

    Rounds are taken together (the graph condensed); what may come in any order, by its usual place in a case. Answers close the map.
    """
    import networkx as nx

    first: dict[Activity, list[int]] = defaultdict(list)
    times: Counter[Activity] = Counter()
    for case in cases:
        times.update(case.to_answer)
        for activity in set(case.to_answer):
            first[activity].append(case.to_answer.index(activity))
    usual = {activity: (activity in ANSWERS, _spread(places).median, _ORDER[activity]) for activity, places in first.items()}
    rounds = nx.condensation(graph)
    members = {number: sorted(told["members"], key=lambda one: usual[one]) for number, told in rounds.nodes(data=True)}
    ordered = nx.lexicographical_topological_sort(rounds, key=lambda number: usual[members[number][0]])
    return tuple((activity, times[activity]) for number in ordered for activity in members[number])


def _variants(cases: Sequence[Case]) -> tuple[Variant, ...]:
    taken: dict[tuple[Activity, ...], list[int]] = defaultdict(list)
    for case in cases:
        if case.answer is not None:
            taken[case.to_answer].append(case.elapsed)
    found = [Variant(path, len(elapsed), _spread(elapsed)) for path, elapsed in taken.items()]
    return tuple(sorted(found, key=lambda one: (-one.cases, one.path)))


def _loops(graph: nx.DiGraph, rank: dict[Activity, int]) -> tuple[tuple[Activity, ...], ...]:
    """The rounds one may turn in, the shortest first, each begun at its earliest place."""
    import networkx as nx

    found = []
    for cycle in nx.simple_cycles(graph, length_bound=LONGEST_LOOP):
        start = min(range(len(cycle)), key=lambda place: rank[cycle[place]])
        found.append((*cycle[start:], *cycle[:start]))
    return tuple(sorted(found, key=lambda one: (len(one), [rank[activity] for activity in one])))


def _rework(cases: Sequence[Case]) -> tuple[Rework, ...]:
    again: dict[Activity, list[int]] = defaultdict(list)
    for case in cases:
        for activity, times in Counter(case.to_answer).items():
            if times > 1:
                again[activity].append(times - 1)
    return tuple(Rework(activity, len(again[activity]), sum(again[activity])) for activity in Activity if activity in again)


def hand_overs_of(case: Case) -> int:
    """How many times a case changed desk before its answer."""
    events = case.events if case.answer is None else case.events[: case.answer + 1]
    desks = [one.desk for one in events if one.actor in DESKS]
    return sum(1 for one, other in pairwise(desks) if one != other)


def _hand_overs(cases: Sequence[Case]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(Counter(hand_overs_of(case) for case in cases).items()))
