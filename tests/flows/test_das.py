"""A yearly declaration is kept line by line, reconciled with the periods' bases, and never makes anything due twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mizan.kernel.periods import quarter
from mizan.kernel.refusals import Refused

YEAR = 2025


def quarters(world: Any, bases: tuple[int, int, int, int], name: str = "quarterly") -> None:
    days = ("2025-04-10", "2025-07-10", "2025-10-10", "2026-01-10")
    for index, (base, day) in enumerate(zip(bases, days, strict=True), start=1):
        world.file_dac(name, f"{YEAR}-Q{index}", base, day)


def test_a_declaration_that_agrees_opens_no_case(world: Any, person: Any) -> None:
    from mizan.funds.contributions.queries import das_lines_of_quarter

    quarters(world, (120_000_00, 120_000_01, 120_000_00, 120_000_00))
    rows = [(person(1), (60_000_00, 60_000_00, 60_000_00, 60_000_00)), (person(2), (60_000_00, 60_000_01, 60_000_00, 60_000_00))]
    receipt = world.file_das("quarterly", YEAR, rows, "2026-01-20")
    assert receipt.filing_id, receipt.anomalies
    assert receipt.case_ids == ()
    with world.acting("quarterly"):
        reading = das_lines_of_quarter(world.employers["quarterly"], quarter(YEAR, 2))
        assert sum(line.base for line in reading.lines) == reading.das_base == reading.assessed_base
        assert reading.difference == 0
        assert sum(line.contributions for line in reading.lines) + reading.rounding == reading.due_on_das_base
    again = world.file_das("quarterly", YEAR, rows, "2026-01-21")
    assert (again.receipt_no, again.repeated) == (receipt.receipt_no, True)
    with pytest.raises(Refused) as told:
        world.file_das("quarterly", YEAR, rows[:1], "2026-01-21")
    assert told.value.refusal.code == "das_already_filed"


def test_a_complement_adds_and_a_regularisation_supersedes(world: Any, person: Any) -> None:
    from mizan.funds.careers.queries import career_of, quarter_bases
    from mizan.funds.contributions.queries import filings_of

    with pytest.raises(Refused) as told:
        world.file_das("quarterly", YEAR, [(person(1), (60_000_00,) * 4)], "2026-01-20", kind="C")
    assert told.value.refusal.code == "das_no_normal"
    world.file_das("quarterly", YEAR, [(person(1), (60_000_00,) * 4)], "2026-01-20")
    world.file_das("quarterly", YEAR, [(person(2), (50_000_00,) * 4)], "2026-01-21", kind="C")
    world.file_das("quarterly", YEAR, [(person(1), (70_000_00, 60_000_00, 60_000_00, 60_000_00))], "2026-01-22", kind="R")
    with world.acting("quarterly"):
        filings = [filing.id for filing in filings_of(world.employers["quarterly"], form="DAS")]
        assert quarter_bases(filings) == (120_000_00, 110_000_00, 110_000_00, 110_000_00)
        lines = career_of(person(1))
        assert [(line.total, line.superseded_by is not None) for line in lines] == [(240_000_00, True), (250_000_00, False)]


def test_a_difference_is_posted_only_when_confirmed_and_joined_to_the_next(world: Any, person: Any) -> None:
    from mizan.flows.reconcile import confirm_difference, contest_difference, lapse_differences, uphold_difference
    from mizan.funds.contributions.queries import cases_of, dues_of

    quarters(world, (120_000_00, 120_000_00, 120_000_00, 120_000_00))
    receipt = world.file_das("quarterly", YEAR, [(person(1), (130_000_00, 110_000_00, 120_000_00, 120_000_00))], "2026-01-20")
    assert len(receipt.case_ids) == 2
    employer = world.employers["quarterly"]
    with world.acting("quarterly") as by:
        short, over = sorted(cases_of(employer, open_only=True), key=lambda case: case.quarter_key)
        assert (short.difference, over.difference) == (10_000_00, -10_000_00)
        contest_difference(case_id=short.id, note="?", by=by, at=world.at("2026-01-25"))
    with world.batch() as by:
        assert lapse_differences(day=date(2026, 6, 1), by=by, at=world.at("2026-06-01")) == (over.id,)
    assert world.faults() == []
    with world.acting("controller") as by:
        uphold_difference(case_id=short.id, note="!", by=by, at=world.at("2026-06-02"))
    with world.acting("quarterly") as by:
        made = confirm_difference(case_id=short.id, by=by, at=world.at("2026-06-03"))
        assert {(due.code, due.base, due.amount) for due in dues_of(employer) if due.id in made} == {
            ("R22", 10_000_00, 3_450_00), ("R98", 10_000_00, 50_00),
        }  # fmt: skip
        with pytest.raises(Refused) as told:
            confirm_difference(case_id=short.id, by=by, at=world.at("2026-06-03"))
        assert told.value.refusal.code == "case_closed"
    assert world.faults() == []
    world.file_das("quarterly", YEAR, [(person(2), (5_000_00, 5_000_00, 0, 0))], "2026-06-05", kind="C")
    with world.batch() as by:
        lapse_differences(day=date(2026, 9, 1), by=by, at=world.at("2026-09-01"))
    assert world.faults() == []
    with world.acting("quarterly"):
        live = {
            (due.period_key, due.code): (due.base, due.sequence) for due in dues_of(employer, live_only=True) if due.kind == "complementary"
        }
    assert live == {
        ("2025-Q1", "R22"): (15_000_00, 2), ("2025-Q1", "R98"): (15_000_00, 2),
        ("2025-Q2", "R22"): (-5_000_00, 2), ("2025-Q2", "R98"): (-5_000_00, 2),
    }  # fmt: skip


def test_lines_with_errors_wait_and_the_others_are_taken(world: Any, person: Any) -> None:
    from mizan.funds.contributions.queries import filing_on

    rows = [(person(1), (60_000_00,) * 4), ("123456789012", (60_000_00,) * 4), (person(4), (60_000_00,) * 4)]
    receipt = world.file_das("quarterly", YEAR, rows, "2026-01-20")
    assert (receipt.outcome, receipt.lines, receipt.taken) == ("partly_taken", 3, 2)
    with world.acting("quarterly"):
        kept = filing_on(receipt.filing_id)
    assert [line for line, _ in kept.waiting] == [2]
    (differs,) = [one for one in kept.anomalies if one.code == "person_name_differs"]
    assert (differs.line, differs.found, differs.expected) == (3, "NOMC PRENOMC", "***")


def test_a_missing_declaration_is_assessed_and_replaced_and_the_increase_stays(world: Any, person: Any) -> None:
    from mizan.flows.assess_missing import assess_missing
    from mizan.funds.contributions.queries import dues_of

    employer = world.employers["quarterly"]
    world.file_dac("quarterly", "2025-Q1", 100_000_00, "2025-04-10")

    def assess(day: str) -> int:
        with world.batch() as by:
            done = assess_missing(day=date.fromisoformat(day), since=date(2025, 1, 1), by=by, at=world.at(day))
            assert assess_missing(day=date.fromisoformat(day), since=date(2025, 1, 1), by=by, at=world.at(day)) == ()
        assert world.faults() == []
        return len(done)

    def live() -> dict[tuple[str, str, str], int]:
        with world.acting("quarterly"):
            return {(due.period_key, due.code, due.kind): due.base for due in dues_of(employer, live_only=True)}

    assess("2025-09-15")
    assert live()["2025-Q2", "R22", "provisional"] == 100_000_00
    increase = live()["2025-Q2", "ART15", "increase"]
    world.file_dac("quarterly", "2025-Q2", 90_000_00, "2025-09-20")
    assert world.faults() == []
    assert ("2025-Q2", "R22", "provisional") not in live()
    assert live()["2025-Q2", "ART15", "increase"] == increase
    assess("2026-03-10")
    world.file_das("quarterly", YEAR, [(person(1), (100_000_00, 90_000_00, 80_000_00, 70_000_00))], "2026-03-20")
    assess("2026-03-21")
    assert live()["2025-Q3", "R22", "provisional"] == 80_000_00
    assert live()["2025-Q4", "R98", "provisional"] == 70_000_00
    from mizan.funds.contributions.queries import cases_of

    with world.acting("quarterly"):
        assert cases_of(employer) == ()


@pytest.mark.parametrize("together", [False, True])
def test_a_regularisation_may_return_to_what_a_later_one_replaced(world: Any, person: Any, together: bool) -> None:
    from mizan.flows.take_das_set import Pair, take_das_set
    from mizan.funds.contributions.queries import filings_of
    from mizan.funds.contributions.reconciliation import year_state

    def file(amount: int, day: str, kind: str) -> bool:
        """Whether the declaration is new."""
        rows = [(person(1), (amount, 60_000_00, 60_000_00, 60_000_00))]
        if not together:
            return not world.file_das("quarterly", YEAR, rows, day, kind=kind).repeated
        with world.batch() as by:
            receipt = take_das_set([Pair(*world.das_pair("quarterly", YEAR, rows, kind))], by=by, at=world.at(day))
        assert receipt.refused == []
        return receipt.filed == 1

    told = [
        file(50_000_00, "2026-01-20", "N"), file(70_000_00, "2026-01-21", "R"), file(80_000_00, "2026-01-22", "R"),
        file(80_000_00, "2026-01-23", "R"), file(70_000_00, "2026-01-24", "R"), file(70_000_00, "2026-01-25", "R"),
    ]  # fmt: skip
    assert told == [True, True, True, False, True, False]
    with world.acting("quarterly"):
        kept = filings_of(world.employers["quarterly"])
        state = year_state(world.employers["quarterly"], YEAR, opened_on=date(2024, 11, 1), closed_on=None)
    assert [one.superseded_by for one in reversed(kept)] == [*[one.id for one in reversed(kept[:-1])], None]
    assert state.quarters[0].das_base == 70_000_00
    assert world.faults() == []
