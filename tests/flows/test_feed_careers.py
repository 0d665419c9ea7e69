"""The years of the self-employed in their careers: every base that counts, once, with its source; what replaces it after it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.flows.test_together import both

from mizan.kernel.periods import year
from mizan.kernel.refusals import Refused


def feed(casnos: Any, day: str) -> int:
    from mizan.flows.feed_careers import feed_careers

    with casnos.world.batch() as by:
        return feed_careers(by=by, at=casnos.world.at(day))


def person(casnos: Any, name: str) -> int:
    from mizan.funds.self_employed.queries import affiliation_of

    with casnos.world.batch():
        found = affiliation_of(casnos.ids[name])
        assert found is not None
        return found.person_id


def years(casnos: Any, name: str, day: str) -> list[tuple[int, int, int, bool]]:
    from mizan.funds.careers.queries import yearly_incomes_on

    with casnos.world.batch():
        return [
            (one.year, one.days, one.base, one.declared) for one in yearly_incomes_on(person(casnos, name), known_at=casnos.world.at(day))
        ]


def test_a_year_declared_is_in_the_career_with_its_source(casnos: Any) -> None:
    from mizan.funds.careers.queries import career_on, yearly_incomes_on
    from mizan.funds.careers.types import Origin, Scheme

    casnos.declare("trader", 2025, 900_000_00, "2025-01-20")
    assert feed(casnos, "2025-01-21") == 1
    (due,) = casnos.live("trader")
    with casnos.world.batch():
        (one,) = yearly_incomes_on(person(casnos, "trader"), known_at=casnos.world.at("2025-01-22"))
        career = career_on(person(casnos, "trader"), known_at=casnos.world.at("2025-01-22"))
    assert (one.year, one.days, one.base, one.declared, one.due_id) == (2025, 360, 900_000_00, True, due.id)
    assert career.incomes_y == (900_000_00,)
    assert (career.counts[Scheme.CASNOS].effective, career.counts[Scheme.CNR].effective) == (4, 0)
    assert {source.origin for month in career.months for source in month.sources} == {Origin.CASNOS}
    assert years(casnos, "trader", "2025-01-20") == []


def test_a_base_within_the_bounds_is_what_the_career_holds(casnos: Any) -> None:
    casnos.declare("trader", 2025, 100_00, "2025-01-20")
    feed(casnos, "2025-01-21")
    (due,) = casnos.live("trader")
    assert years(casnos, "trader", "2025-02-01") == [(2025, 360, due.base, True)]
    assert due.base > 100_00


def test_what_replaces_a_base_is_known_later_and_the_earlier_answer_stays(casnos: Any) -> None:
    casnos.assess(2025, "2025-02-01")
    assert feed(casnos, "2025-02-02") == 2
    assert feed(casnos, "2025-02-03") == 0
    casnos.declare("trader", 2025, 900_000_00, "2025-04-01")
    casnos.declare("trader", 2025, 950_000_00, "2025-04-02", kind="rectifying")
    assert feed(casnos, "2025-04-03") == 1
    assert years(casnos, "trader", "2025-04-02") == [(2025, 360, 300_000_00, False)]
    assert years(casnos, "trader", "2025-04-04") == [(2025, 360, 950_000_00, True)]
    assert years(casnos, "farmer", "2025-04-04") == [(2025, 360, 300_000_00, False)]


def test_a_due_numbered_before_another_and_kept_after_it_is_told_all_the_same(casnos: Any, db: Any) -> None:
    """Numbers of dues are taken before acts commit: a thread that kept some comes later with lower ones."""
    with db.raw() as admin:
        admin.execute("SELECT setval('contributions_due_id_seq', 500000)")
    casnos.assess(2025, "2025-02-01")
    feed(casnos, "2025-02-02")
    with db.raw() as admin:
        (highest,) = admin.execute("SELECT max(id) FROM contributions_due").fetchone()
        admin.execute("SELECT setval('contributions_due_id_seq', 400000)")
    # A thread of its own takes fresh numbers, lower than those told.
    both(db, lambda: casnos.declare("newcomer", 2025, 500_000_00, "2025-03-20"))
    told = [due.id for due in casnos.live("newcomer")]
    assert told
    assert max(told) < highest
    assert feed(casnos, "2025-03-21") == 1
    assert years(casnos, "newcomer", "2025-03-22") == [(2025, 300, 500_000_00, True)]


def test_a_year_begun_in_its_course_lies_on_the_months_worked(casnos: Any) -> None:
    from mizan.funds.careers.queries import career_on

    casnos.declare("newcomer", 2025, 500_000_00, "2025-03-20")
    feed(casnos, "2025-03-21")
    with casnos.world.batch():
        career = career_on(person(casnos, "newcomer"), known_at=casnos.world.at("2025-04-01"))
    # The newcomer began on 1 March: ten months of thirty days, nothing before.
    assert [month.month.month for month in career.months] == list(range(3, 13))
    assert {month.days for month in career.months} == {30}
    assert sum(month.amount for month in career.months) == 500_000_00
    (spell,) = career.spells
    assert (spell.scheme.value, spell.starts_on, spell.ends_on, spell.source) == ("CASNOS", date(2025, 3, 1), None, "casnos")


def test_one_activity_opens_one_spell_whatever_the_years(casnos: Any) -> None:
    from mizan.funds.careers.queries import career_on

    for of, day in ((2025, "2025-01-20"), (2026, "2026-01-20")):
        casnos.declare("trader", of, 900_000_00, day)
    assert feed(casnos, "2026-01-21") == 2
    casnos.declare("trader", 2026, 800_000_00, "2026-01-22", kind="rectifying")
    assert feed(casnos, "2026-01-23") == 1
    with casnos.world.batch():
        career = career_on(person(casnos, "trader"), known_at=casnos.world.at("2026-02-01"))
    assert len(career.spells) == 1
    assert career.incomes_y == (900_000_00, 800_000_00)


def test_consumers_hear_that_a_career_changed(casnos: Any) -> None:
    from mizan.funds.people.queries import changes_waiting

    with casnos.world.batch():
        before = {one.id for one in changes_waiting("benefits")}
    casnos.declare("trader", 2025, 900_000_00, "2025-01-20")
    feed(casnos, "2025-01-21")
    with casnos.world.batch():
        news = [one for one in changes_waiting("benefits") if one.id not in before]
    assert [(one.person_id, one.kind, one.since) for one in news] == [(person(casnos, "trader"), "career", date(2025, 1, 1))]


def test_two_rounds_at_once_tell_nothing_twice(casnos: Any, db: Any) -> None:
    casnos.assess(2025, "2025-02-01")
    assert sorted(both(db, *[lambda: feed(casnos, "2025-02-02") for _ in range(3)])) == [0, 0, 2]


def test_a_source_is_told_once(casnos: Any) -> None:
    from mizan.funds.careers.actions.record_yearly_income import record_yearly_income
    from mizan.funds.careers.types import ActivitySpan, YearlyIncomeDraft

    who, at = person(casnos, "trader"), casnos.world.at("2025-02-02")
    draft = YearlyIncomeDraft(who, year(2025), 360, 1_00, "due/77", "", ActivitySpan(date(2015, 1, 1), None))
    with casnos.world.batch() as by:
        assert record_yearly_income([draft], by=by, at=at) == 1
        with pytest.raises(Refused) as told:
            record_yearly_income([draft._replace(year=year(2026))], by=by, at=at)
    assert told.value.refusal.code == "yearly_income_told"


@pytest.mark.parametrize("who", ["trader", "casnos", "casnos_controller", "casnos_director", "cnas", "minister"])
def test_only_the_round_records(casnos: Any, who: str) -> None:
    from django.db import DatabaseError

    from mizan.funds.careers.actions.record_yearly_income import record_yearly_income, yearly_turn
    from mizan.funds.careers.types import ActivitySpan, YearlyIncomeDraft

    draft = YearlyIncomeDraft(1, year(2025), 360, 1_00, "due/77", "", ActivitySpan(date(2015, 1, 1), None))
    with casnos.world.acting(who), pytest.raises(DatabaseError):
        yearly_turn()
    with casnos.world.acting(who) as by, pytest.raises(Refused) as refused:
        record_yearly_income([draft], by=by, at=casnos.world.at("2025-02-02"))
    assert refused.value.refusal.code == "file_not_open"


def test_a_person_sees_their_own_years_and_the_fund_all_of_them(casnos: Any) -> None:
    from mizan.funds.careers.queries import yearly_incomes_on

    casnos.assess(2025, "2025-02-01")
    feed(casnos, "2025-02-02")
    own, known_at = person(casnos, "trader"), casnos.world.at("2025-02-03")
    seen = {}
    for who in ("trader", "farmer", "casnos", "casnos_controller", "casnos_director", "cnas", "cnr", "controller", "minister", "builder"):
        with casnos.world.acting(who):
            seen[who] = len(yearly_incomes_on(own, known_at=known_at))
    assert {who for who, count in seen.items() if count} == {"trader", "casnos", "casnos_controller"}


def test_the_night_tells_careers(casnos: Any) -> None:
    from mizan.flows.nightly import run_night

    casnos.declare("trader", 2025, 900_000_00, "2025-01-20")
    with casnos.world.batch():
        assert run_night(at=casnos.world.at("2025-01-20")).told == 1
        assert run_night(at=casnos.world.at("2025-01-21")).told == 0
    assert years(casnos, "trader", "2025-02-01") == [(2025, 360, 900_000_00, True)]


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
