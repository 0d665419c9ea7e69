"""Equity made public: no group's people, no outcome of one to nine of them, can be had from all less the others."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mizan.funds.procedures.types import Equity, Group
from mizan.funds.publication.equity import equity_lines
from mizan.funds.publication.suppression import LEAST
from mizan.kernel.periods import month

MONTH = month(2025, 12)
PPM = 1_000_000


def group(dimension: str, value: str, persons: int, granted: int) -> Group:
    """A group as the question answers it: hidden under ten people, its share hidden when one to nine were granted, or were not."""
    if persons < LEAST:
        return Group(dimension, value, hidden=True)
    told = not (0 < granted < LEAST or 0 < persons - granted < LEAST)
    return Group(dimension, value, persons=persons, decided=persons, delay=7, granted=granted * PPM // persons if told else None)


counts = st.lists(st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=1, max_size=6)


@given(counts)
def test_neither_people_nor_outcomes_are_left_over(found: list[tuple[int, int]]) -> None:
    of = {f"sex:{at}": pair for at, pair in enumerate(found)}
    people, granted = sum(count for count, _ in found), sum(given for _, given in found)
    groups = [group("all", "", people, granted)] + [group("sex", name[4:], *pair) for name, pair in of.items()]
    lines = {
        (one.place, one.item): one.value for one in equity_lines(Equity(None, date(2025, 1, 1), date(2026, 1, 1), tuple(groups)), MONTH)
    }
    if lines["all", "persons"] is None:
        assert len(lines) == 1
        return
    silent = [name for name in of if lines[name, "persons"] is None]
    assert all(lines[name, "persons"] is not None or name in silent for name in of)
    assert {name for name, (count, _) in of.items() if count < LEAST} <= set(silent)
    if silent and len(silent) < len(of):
        assert len(silent) > 1
        assert sum(of[name][0] for name in silent) >= LEAST
    mute = [name for name in of if lines.get((name, "granted")) is None]
    if lines["all", "granted"] is not None and mute and len(mute) < len(of):
        assert len(mute) > 1
        assert sum(of[name][1] for name in mute) >= LEAST
        assert sum(of[name][0] - of[name][1] for name in mute) >= LEAST
