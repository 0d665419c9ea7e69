"""What careers are told of the years of the self-employed: every base that counts, once, in order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.kernel.periods import year


def test_each_base_is_told_once_and_what_replaces_it_later(casnos: Any) -> None:
    from mizan.flows.feed_careers import feed_careers

    told: list[tuple[str, int, int]] = []

    def record(person_id: int, of: Any, *, days: int, base: int, source: str, document_hash: str, by: int, at: Any) -> None:
        assert (person_id > 0, source.startswith("due/")) == (True, True)
        told.append((of.key, days, base))

    def feed(after: int) -> int:
        with casnos.world.batch() as by:
            return feed_careers(record, after=after, by=by, at=casnos.world.at("2025-06-01"))

    casnos.assess(2025, "2025-02-01")
    casnos.declare("newcomer", 2025, 500_000_00, "2025-03-20")
    last = feed(0)
    # The newcomer began on 1 March: ten months.
    assert sorted(told) == [("2025", 300, 500_000_00), ("2025", 360, 300_000_00), ("2025", 360, 300_000_00)]
    told.clear()
    assert feed(last) == last
    assert told == []
    casnos.declare("trader", 2025, 900_000_00, "2025-04-01")
    assert feed(last) > last
    assert told == [("2025", 360, 900_000_00)]


@pytest.mark.parametrize(
    ("started", "ended", "days"),
    [(date(2020, 1, 1), None, 360), (date(2025, 12, 31), None, 30), (date(2026, 1, 1), None, 0), (date(2020, 1, 1), date(2025, 1, 1), 0),
     (date(2020, 1, 1), date(2025, 1, 2), 30), (date(2025, 2, 10), date(2025, 4, 1), 60)],
)  # fmt: skip
def test_days_are_thirty_a_month_of_activity(started: date, ended: date | None, days: int) -> None:
    from mizan.flows.feed_careers import active_days

    assert active_days(started, ended, year(2025)) == days


@given(st.dates(date(2020, 1, 1), date(2028, 1, 1)), st.none() | st.dates(date(2020, 1, 2), date(2028, 1, 2)))
def test_days_never_leave_the_year(started: date, ended: date | None) -> None:
    from mizan.flows.feed_careers import active_days

    days = active_days(started, ended, year(2025))
    assert 0 <= days <= 360
    assert days % 30 == 0
