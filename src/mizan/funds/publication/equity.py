"""The table of equity made public: groups nobody can compute from the total of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mizan.funds.procedures.types import Equity, Group
from mizan.funds.publication.suppression import LEAST
from mizan.funds.publication.types import Line, Standing
from mizan.kernel.periods import Period

DIMENSIONS = ("scheme", "sex", "wilaya")
ALL = "ALL"
MILLION = 1_000_000


def equity_lines(found: Equity, month: Period) -> list[Line]:
    """Persons, claims decided, median delay, shares granted and in error, of each group and of all, as whole numbers.

    The groups of a dimension add up to all: what is hidden of one is what all has more than the others. So at least two are hidden, and
    together they are at least ten people, ten granted, ten refused.
    """
    whole = next(iter(found.of("all")), None)
    if whole is None or whole.hidden:
        return [_line("all", "persons", "count", None, month, hidden=whole is not None)]
    no_outcome, no_errors, hidden = _apart(found, whole)
    lines = _of_group("all", whole, month, outcome=whole.granted is not None, errors=whole.errors is not None)
    for dimension in DIMENSIONS:
        for group in found.of(dimension):
            name = f"{dimension}:{group.value}"
            if name in hidden:
                lines.append(_line(name, "persons", "count", None, month, hidden=True))
                continue
            lines += _of_group(name, group, month, outcome=name not in no_outcome, errors=name not in no_errors)
    return lines


def _apart(found: Equity, whole: Group) -> tuple[set[str], set[str], set[str]]:
    """The groups whose outcome, whose errors, and whose every number is not told."""
    no_outcome, no_errors, hidden = set[str](), set[str](), set[str]()
    for dimension in DIMENSIONS:
        groups = found.of(dimension)
        silent = _silent(groups, {one.value for one in groups if one.hidden}, _persons(groups), (whole.persons,))
        told = [one for one in groups if one.value not in silent]
        hidden |= {f"{dimension}:{value}" for value in silent}
        for measure, names in (("granted", no_outcome), ("errors", no_errors)):
            counts = {one.value: _counts(one, measure) for one in told}
            mute = silent | {one.value for one in told if counts[one.value] is None}
            total = _counts(whole, measure)
            if total is not None:
                known = {value: count for value, count in counts.items() if count is not None}
                mute = _silent(groups, mute, known, total)
            names |= {f"{dimension}:{value}" for value in mute}
    return no_outcome, no_errors, hidden


def _silent(groups: Sequence[Group], silent: set[str], known: Mapping[str, tuple[int, ...]], totals: tuple[int, ...]) -> set[str]:
    """The silent groups and as many more as it takes: none, or two at least that hold ten of each count together."""
    silent = set(silent)
    while silent:
        rest = [total - sum(counts[at] for value, counts in known.items() if value not in silent) for at, total in enumerate(totals)]
        if len(silent) > 1 and min(rest) >= LEAST:
            break
        shown = [value for value in known if value not in silent]
        if not shown:
            break
        silent.add(min(shown, key=lambda value: (sum(known[value]), value)))
    return silent if silent else set()


def _persons(groups: Sequence[Group]) -> dict[str, tuple[int, ...]]:
    return {one.value: (one.persons,) for one in groups if not one.hidden}


def _counts(group: Group, measure: str) -> tuple[int, int] | None:
    """Those found and the others, where the share is told: a share and what it is of give both."""
    share, among = (group.granted, group.decided) if measure == "granted" else (group.errors, group.compared)
    if share is None:
        return None
    found = -(-share * among // MILLION)
    return found, among - found


def _of_group(name: str, group: Group, month: Period, *, outcome: bool, errors: bool) -> list[Line]:
    return [
        _line(name, "persons", "count", group.persons, month),
        _line(name, "decided", "count", group.decided, month),
        _line(name, "delay", "days", group.delay, month),
        _line(name, "granted", "ppm", group.granted if outcome else None, month, hidden=not outcome),
        _line(name, "errors", "ppm", group.errors if errors else None, month, hidden=not errors),
    ]


def _line(place: str, item: str, unit: str, value: int | None, month: Period, *, hidden: bool = False) -> Line:
    state = Standing.HIDDEN if hidden else Standing.MEASURED if value is not None else Standing.NOT_COVERED
    return Line("equity", item, ALL, place, month.key, unit, state, value, month.last_day.isoformat())
