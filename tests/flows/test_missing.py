"""Who is silent is assessed, for each of its periods, once, on a base that silence never lowers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

SINCE = "2025-01-01"
Live = dict[tuple[str, str, str], int]


def assess(world: Any, day: str, since: str = SINCE, **more: Any) -> tuple[int, ...]:
    """One night's assessments; the night after must find nothing left to do."""
    from mizan.flows.assess_missing import assess_missing

    with world.batch() as by:
        words = {"day": date.fromisoformat(day), "since": date.fromisoformat(since), "by": by, "at": world.at(day), **more}
        made: tuple[int, ...] = assess_missing(**words)
        acts = acts_of(world)
        assert assess_missing(**words) == ()
        assert acts_of(world) == acts
    assert world.faults() == []
    return made


def acts_of(world: Any) -> int:
    """How many assessments the log holds."""
    from mizan.funds.contributions.sql import one_row

    return int(one_row("SELECT count(*) FROM access_act WHERE verb = 'assess_missing'")[0])


def live(world: Any, name: str) -> Live:
    """The bases that count today, by period, code and kind."""
    from mizan.funds.contributions.queries import dues_of

    with world.acting(name):
        return {(due.period_key, due.code, due.kind): due.base for due in dues_of(world.employers[name], live_only=True)}


def wages(found: Live, kind: str = "provisional") -> dict[str, int]:
    """The wages assessed, by period."""
    return {period: base for (period, code, of), base in found.items() if code == "R22" and of == kind}


def test_every_month_of_a_silence_is_assessed_on_the_last_month_declared(world: Any) -> None:
    world.file_dac("monthly", "2025-03", 100_000_00, "2025-04-10")
    for day in ("2025-05-31", "2025-07-01", "2025-07-31", "2025-12-15"):
        assess(world, day, "2025-03-01")
    assert wages(live(world, "monthly")) == {f"2025-{month:02d}": 100_000_00 for month in range(4, 11)}


def test_several_may_assess_at_once_each_among_other_employers(world: Any) -> None:
    one, *others = world.employers.values()
    day, since = "2025-07-01", "2025-03-01"
    first = assess(world, day, since, among=[one])
    assert first
    assert [who for who, found in world.employers.items() if wages(live(world, who))] == [
        who for who, found in world.employers.items() if found == one
    ]
    assert assess(world, day, since, among=others)
    assert assess(world, day, since, among=[]) == ()
    assert assess(world, day, since) == ()


def test_an_empty_month_before_the_silence_gives_way_to_the_quarter_then_to_the_year(world: Any) -> None:
    for index, base in enumerate((120_000_00, 60_000_00, 0), 1):
        world.file_dac("monthly", f"2025-{index:02d}", base, f"2025-{index + 1:02d}-10")
    assess(world, "2025-06-15")
    assert wages(live(world, "monthly")) == {"2025-04": 60_000_00}
    for month in (4, 5, 6):
        world.file_dac("monthly", f"2025-{month:02d}", 0, "2025-07-10")
    assess(world, "2025-09-15")
    assert wages(live(world, "monthly")) == {"2025-07": 15_000_00}


def test_an_employer_that_never_declared_is_assessed_on_the_flat_base(world: Any) -> None:
    from mizan.law.algeria.contributions import minimum_wage_m

    wage = minimum_wage_m(date(2025, 3, 31))
    assert wage is not None
    assess(world, "2025-05-15")
    assert wages(live(world, "builder")) == {f"2025-{month:02d}": 12 * wage for month in (1, 2, 3)}
    assert wages(live(world, "quarterly")) == {"2025-Q1": 4 * 3 * wage}


def test_a_quarter_assessed_is_not_assessed_again_by_month(world: Any) -> None:
    world.file_dac("quarterly", "2025-Q1", 300_000_00, "2025-04-10")
    assess(world, "2025-09-15")
    world.file_dac("quarterly", "2025-07", 100_000_00, "2025-08-10", workers_total=12)
    assess(world, "2025-09-16")
    assert wages(live(world, "quarterly")) == {"2025-Q2": 300_000_00}


def test_months_assessed_are_not_assessed_again_by_quarter(world: Any) -> None:
    world.file_dac("monthly", "2025-03", 100_000_00, "2025-04-10")
    assess(world, "2025-09-15", "2025-03-01")
    world.file_dac("monthly", "2025-Q3", 100_000_00, "2025-10-10", workers_total=4)
    assess(world, "2025-10-16", "2025-03-01")
    assert set(wages(live(world, "monthly"))) == {"2025-04", "2025-05", "2025-06"}


def test_the_increase_is_due_once_for_the_same_wages(world: Any) -> None:
    world.file_dac("quarterly", "2025-Q1", 300_000_00, "2025-04-10")
    assess(world, "2025-08-15")
    world.file_dac("quarterly", "2025-04", 100_000_00, "2025-08-16", workers_total=12)
    assess(world, "2025-08-17")
    found = live(world, "quarterly")
    assert set(wages(found)) == {"2025-05", "2025-06"}
    assert [period for period, _, kind in found if kind == "increase"] == ["2025-Q2"]


def test_the_yearly_wages_replace_estimates_of_both_rhythms(world: Any, person: Any) -> None:
    world.file_dac("quarterly", "2025-Q1", 300_000_00, "2025-04-10")
    assess(world, "2025-09-15")
    world.file_dac("quarterly", "2025-07", 100_000_00, "2025-08-10", workers_total=12)
    assess(world, "2026-02-01")
    world.file_das("quarterly", 2025, [(person(1), (300_000_00, 270_000_00, 300_000_00, 0))], "2026-02-02")
    assess(world, "2026-02-03")
    assert wages(live(world, "quarterly")) == {"2025-Q2": 270_000_00, "2025-08": 100_000_00, "2025-09": 100_000_00}


def test_the_months_before_the_opening_and_after_the_closing_are_not_owed(world: Any, person: Any) -> None:
    from mizan.funds.people.actions.close_employer import close_employer

    world.file_dac("quarterly", "2024-12", 50_000_00, "2025-01-10")
    world.file_das("quarterly", 2024, [(person(1), (0, 0, 0, 90_000_00))], "2025-01-25")
    world.file_dac("quarterly", "2025-Q1", 300_000_00, "2025-04-10")
    assess(world, "2025-05-15", "2024-10-01")
    assert wages(live(world, "quarterly")) == {"2024-11": 40_000_00}
    assess(world, "2025-11-15", "2024-10-01")
    assert wages(live(world, "quarterly")) == {"2024-11": 40_000_00, "2025-Q2": 300_000_00, "2025-Q3": 300_000_00}
    with world.batch() as by:
        close_employer(employer_id=world.employers["quarterly"], on=date(2025, 5, 1), by=by, at=world.at("2025-11-16"))
    assess(world, "2026-03-15", "2024-10-01")
    found = live(world, "quarterly")
    assert wages(found) == {"2024-11": 40_000_00, "2025-Q2": 100_000_00}
    assert {period for period, _, kind in found if kind == "increase"} == {"2024-11", "2025-Q2"}


def test_one_employer_that_fails_does_not_stop_the_round(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from mizan.flows import assess_missing as flow
    from mizan.funds.contributions.missing import base_to_assess as whole

    def broken(employer_id: int, *rest: Any, **more: Any) -> int:
        if employer_id == world.employers["monthly"]:
            raise ValueError("broken")
        return whole(employer_id, *rest, **more)

    monkeypatch.setattr(flow, "base_to_assess", broken)
    told: list[Any] = []
    with pytest.raises(ValueError, match="broken"):
        assess(world, "2025-03-15")
    assess(world, "2025-03-15", tell=told.append)
    assert {(one.act, one.subject, one.reason) for one in told} == {("assess_missing", "1600000101/2025-01", "ValueError: broken")}
    assert set(wages(live(world, "builder"))) == {"2025-01"}


def test_the_database_refuses_days_assessed_twice(world: Any) -> None:
    from django.db import IntegrityError

    world.file_dac("monthly", "2025-03", 100_000_00, "2025-04-10")
    assess(world, "2025-06-15", "2025-03-01")
    employer = world.employers["monthly"]
    for key in ("2025-Q1", "2025-Q2"):
        with world.batch() as by, pytest.raises(IntegrityError, match="already"):
            force(employer, key, by=by, at=world.at("2025-06-16"))


def force(employer_id: int, key: str, **more: Any) -> None:
    """Write a provisional assessment without looking at what stands."""
    from django.db import transaction

    from mizan.flows.assess_missing import _post
    from mizan.funds.contributions.drafts import dues_of_base, law_day
    from mizan.funds.people.queries import employer_of
    from mizan.kernel.periods import parse_period

    period, employer = parse_period(key), employer_of(employer_id)
    assert employer is not None
    drafts = dues_of_base(100_00, "provisional", on=law_day(period), construction=False)
    with transaction.atomic():
        _post(employer, period, drafts, key, {}, None, **more)


def test_no_declaration_moves_the_day_the_books_open(world: Any) -> None:
    from mizan.funds.contributions.queries.opening import books_open_on

    with world.batch():
        assert books_open_on() is None
    world.file_dac("monthly", "2026-09", 100_000_00, "2026-10-10")
    receipt = world.file_dac("monthly", "2024-10", 100_000_00, "2026-10-11")
    assert [(one.code, one.expected) for one in receipt.anomalies] == [("period_before_opening", "2024-11-01")]
    with world.batch():
        assert books_open_on() == date(2026, 10, 1)


def test_an_empty_declaration_frees_what_was_paid_for_the_dues_that_remain(world: Any) -> None:
    from mizan.funds.contributions.queries import dues_of

    world.file_dac("monthly", "2025-03", 100_000_00, "2025-04-10")
    world.pay([("A", 35_000_00, "1600000101")], "2025-04-11")
    assess(world, "2025-06-15", "2025-03-01")
    world.pay([("B", 36_750_00, "1600000101")], "2025-06-16", "2")
    world.file_dac("monthly", "2025-05", 50_000_00, "2025-06-17")
    world.file_dac("monthly", "2025-04", 0, "2025-06-18")
    assert world.faults() == []
    with world.acting("monthly"):
        arrears = {due.period_key: due.arrears for due in dues_of(world.employers["monthly"], live_only=True)}
    assert arrears == {"2025-03": 0, "2025-04": 0, "2025-05": 0}


def test_the_night_finds_days_assessed_twice(db: Any, world: Any) -> None:
    world.file_dac("monthly", "2025-03", 100_000_00, "2025-04-10")
    assess(world, "2025-06-15", "2025-03-01")
    with db.raw() as admin:
        admin.execute("ALTER TABLE contributions_due DISABLE TRIGGER contributions_due_once_a_day")
    with world.batch() as by:
        force(world.employers["monthly"], "2025-Q2", by=by, at=world.at("2025-06-16"))
    assert any("days_assessed_twice" in fault for fault in world.faults())
