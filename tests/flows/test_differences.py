"""A difference between yearly and periodic wages becomes due when it must, once, and never gives back what is still owed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

YEAR = 2025
DAYS = ("2025-04-10", "2025-07-10", "2025-10-10", "2026-01-10")


def quarters(world: Any, *bases: int) -> None:
    """Declare the quarters of the year."""
    for index, (base, day) in enumerate(zip(bases, DAYS, strict=False), start=1):
        world.file_dac("quarterly", f"{YEAR}-Q{index}", base, day)


def cases(world: Any, name: str = "quarterly") -> list[tuple[str, int, str]]:
    """Quarter, difference and state of each case, oldest first."""
    from mizan.funds.contributions.queries import cases_of

    with world.acting(name):
        return [(case.quarter_key, case.difference, case.state) for case in reversed(cases_of(world.employers[name]))]


def lapse(world: Any, day: str, **more: Any) -> tuple[int, ...]:
    """Let the delays run until a day."""
    from mizan.flows.reconcile import lapse_differences

    with world.batch() as by:
        closed: tuple[int, ...] = lapse_differences(day=date.fromisoformat(day), by=by, at=world.at(day), **more)
    assert world.faults() == []
    return closed


def credit(world: Any, name: str = "quarterly") -> int:
    """The employer's credit."""
    from mizan.funds.contributions.queries.credits import credit_of

    with world.acting("cnas"):
        return int(credit_of(world.employers[name]))


def live(world: Any, name: str = "quarterly") -> list[Any]:
    """The dues that count today on wages."""
    from mizan.funds.contributions.queries import dues_of

    with world.acting(name):
        return [due for due in dues_of(world.employers[name], live_only=True) if due.code == "R22"]


def test_what_is_contested_between_the_question_and_the_lock_does_not_lapse(world: Any, person: Any) -> None:
    from mizan.flows.reconcile import _close_many, contest_difference
    from mizan.funds.contributions.queries.cases import cases_to_lapse

    quarters(world, *[120_000_00] * 4)
    world.file_das("quarterly", YEAR, [(person(1), (130_000_00, 120_000_00, 110_000_00, 120_000_00))], "2026-01-20")
    with world.batch():
        first, second = cases_to_lapse(date(2026, 3, 1))
    with world.acting("quarterly") as by:
        contest_difference(case_id=first, note="?", by=by, at=world.at("2026-03-01"))
    with world.batch() as by:
        closed = list(_close_many([first, second], "lapsed", by=by, at=world.at("2026-03-01"), tell=None))
    assert [list(ids) for ids, _ in closed] == [[second]]
    assert [state for _, _, state in cases(world)] == ["contested", "lapsed"]


def test_a_case_that_fails_does_not_stop_the_others(world: Any, person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from mizan.flows import reconcile

    quarters(world, *[120_000_00] * 4)
    world.file_das("quarterly", YEAR, [(person(1), (130_000_00, 110_000_00, 120_000_00, 120_000_00))], "2026-01-20")

    def broken(*_: Any, **__: Any) -> list[int]:
        raise ValueError("broken")

    monkeypatch.setattr(reconcile, "book_complements", broken)
    told: list[Any] = []
    assert len(lapse(world, "2026-03-01", tell=told.append)) == 2
    assert [one.act for one in told] == ["differences_lapsed"]
    assert {state for _, _, state in cases(world)} == {"lapsed"}


def test_a_rectification_that_covers_a_complement_takes_its_place_at_once(world: Any, person: Any) -> None:
    quarters(world, *[120_000_00] * 4)
    world.file_das("quarterly", YEAR, [(person(1), (130_000_00, 120_000_00, 120_000_00, 120_000_00))], "2026-01-20")
    lapse(world, "2026-03-01")
    world.file_dac("quarterly", "2025-Q1", 126_000_00, "2026-03-05", "rectifying")
    assert world.faults() == []
    assert {due.kind: due.base for due in live(world) if due.period_key == "2025-Q1"} == {"declared": 126_000_00, "complementary": 4_000_00}
    world.file_dac("quarterly", "2025-Q1", 130_000_00, "2026-03-06", "rectifying")
    assert world.faults() == []
    assert {due.kind: due.base for due in live(world) if due.period_key == "2025-Q1"} == {"declared": 130_000_00}
    assert cases(world) == [("2025-Q1", 10_000_00, "lapsed")]


def test_a_complement_already_paid_pays_what_is_declared_in_its_place(world: Any, person: Any) -> None:
    quarters(world, *[120_000_00] * 4)
    world.file_das("quarterly", YEAR, [(person(1), (130_000_00, 120_000_00, 120_000_00, 120_000_00))], "2026-01-20")
    lapse(world, "2026-03-01")
    world.pay([("A", 171_500_00, "1600000202")], "2026-03-02")
    world.file_dac("quarterly", "2025-Q1", 130_000_00, "2026-03-05", "rectifying")
    assert world.faults() == []
    assert credit(world) == 0
    assert all(due.arrears == 0 for due in live(world))


def test_wages_that_wait_for_a_correction_are_no_credit(world: Any, person: Any) -> None:
    quarters(world, *[120_000_00] * 4)
    rows = [(person(1), (60_000_00,) * 4), ("123456789012", (60_000_00,) * 4)]
    assert world.file_das("quarterly", YEAR, rows, "2026-01-20").case_ids == ()
    assert lapse(world, "2026-03-01") == ()
    assert credit(world) == 0
    # The correction brings part of the wages: what is missing then is a difference like any other.
    world.file_das("quarterly", YEAR, [(person(2), (60_000_00, 60_000_00, 60_000_00, 50_000_00))], "2026-03-05", "C")
    assert cases(world) == [("2025-Q4", -10_000_00, "open")]


def test_a_set_opens_no_case_on_wages_that_wait(world: Any, person: Any) -> None:
    from mizan.flows.take_das_set import Pair, take_das_set

    quarters(world, 110_000_00, 120_000_00, 100_000_00, 120_000_01)
    pair = world.das_pair("quarterly", YEAR, [(person(1), (120_000_00,) * 4), ("123456789012", (60_000_00,) * 4)])
    with world.batch() as by:
        receipt = take_das_set([Pair(*pair)], by=by, at=world.at("2026-01-20"))
    assert receipt.filed == 1
    assert cases(world) == [("2025-Q1", 10_000_00, "open"), ("2025-Q3", 20_000_00, "open")]


def test_a_set_counts_only_the_months_owed(world: Any, person: Any) -> None:
    from mizan.flows.take_das_set import Pair, take_das_set

    world.file_dac("monthly", "2024-10", 100_000_00, "2024-11-10")
    world.file_dac("monthly", "2024-12", 100_000_00, "2025-01-10")
    pair = world.das_pair("monthly", 2024, [(person(1), (0, 0, 0, 200_000_00)), (person(2), (0, 0, 0, 100_000_00))])
    with world.batch() as by:
        receipt = take_das_set([Pair(*pair)], by=by, at=world.at("2025-01-20"))
    assert (receipt.filed, receipt.case_ids) == (1, [])
    world.file_dac("monthly", "2024-11", 90_000_00, "2025-03-05")
    assert cases(world, "monthly") == [("2024-Q4", 10_000_00, "open")]


@pytest.mark.parametrize("in_set", [False, True])
def test_a_difference_that_makes_nothing_due_is_none(world: Any, person: Any, in_set: bool) -> None:
    from mizan.flows.take_das_set import Pair, take_das_set

    quarters(world, *[120_000_00] * 4)
    rows = [(person(1), (120_000_01, 119_999_99, 120_000_02, 120_000_00))]
    if in_set:
        with world.batch() as by:
            take_das_set([Pair(*world.das_pair("quarterly", YEAR, rows))], by=by, at=world.at("2026-01-20"))
    else:
        world.file_das("quarterly", YEAR, rows, "2026-01-20")
    assert cases(world) == [("2025-Q3", 2, "open")]
    lapse(world, "2026-03-01")
    world.file_das("quarterly", YEAR, [(person(2), (0, 1_000_00, 0, 0))], "2026-03-05", "C")
    assert cases(world) == [("2025-Q3", 2, "lapsed"), ("2025-Q2", 999_99, "open")]


def test_the_lines_of_a_quarter_and_one_rounding_row_give_what_was_posted(world: Any, person: Any) -> None:
    for index, day in enumerate(("2025-02-10", "2025-03-10", "2025-04-10"), 1):
        world.file_dac("monthly", f"2025-{index:02d}", 100_01, day)
    world.file_das("monthly", YEAR, [(person(1), (300_03, 0, 0, 0))], "2026-01-20")
    reading = reading_of(world)
    posted = sum(due.amount for due in live(world, "monthly") if due.period_key < "2025-04")
    assert reading.due_on_assessed_base == posted == reading.lines_contributions + reading.rounding
    world.file_das("monthly", YEAR, [(person(2), (50_00, 0, 0, 0))], "2026-01-21", "C")
    reading = reading_of(world)
    assert (reading.difference, reading.due_difference) == (50_00, -17_25)
    assert reading.due_on_assessed_base == posted == reading.lines_contributions + reading.rounding + reading.due_difference


def test_a_relieved_quarter_shows_what_was_posted_and_what_others_bear(world: Any, person: Any) -> None:
    from mizan.formats.dac import AbatementLine, DacLine
    from mizan.funds.contributions.queries import dues_of

    worker = AbatementLine("R06", person(1), "NOMA PRENOMA", date(1985, 3, 15), 100_000_00, "D-1", date(2024, 1, 1), date(2027, 1, 1))
    lines = (DacLine("R22", 100_000_00), DacLine("R06", 100_000_00), DacLine("R98", 200_000_00))
    for index, day in enumerate(("2025-02-10", "2025-03-10", "2025-04-10"), 1):
        assert world.file_dac("monthly", f"2025-{index:02d}", 1, day, lines=lines, abatements=(worker,)).filing_id
    world.file_das("monthly", YEAR, [(person(1), (300_000_00, 0, 0, 0)), (person(2), (300_000_00, 0, 0, 0))], "2026-01-20")
    reading = reading_of(world)
    with world.acting("monthly"):
        dues = [due for due in dues_of(world.employers["monthly"], live_only=True) if due.code in ("R22", "R06")]
    assert reading.due_on_assessed_base == sum(due.amount for due in dues if due.debtor == "EMPLOYER")
    assert reading.relieved == sum(due.amount for due in dues if due.debtor != "EMPLOYER") > 0
    assert reading.rounding == 0
    assert reading.lines_contributions == reading.due_on_assessed_base + reading.relieved


def reading_of(world: Any) -> Any:
    """The first quarter of the monthly employer."""
    from mizan.funds.contributions.queries import das_lines_of_quarter
    from mizan.kernel.periods import quarter

    with world.acting("monthly"):
        return das_lines_of_quarter(world.employers["monthly"], quarter(YEAR, 1))
