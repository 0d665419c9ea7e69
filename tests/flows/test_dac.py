"""A contribution declaration becomes dues, an entry and a line of the log, once."""

from __future__ import annotations

from typing import Any

import pytest

from mizan.kernel.refusals import Refused


def test_a_declaration_makes_the_due_and_its_shares(world: Any) -> None:
    from mizan.funds.contributions.queries import due_on, dues_of, filing_on

    receipt = world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    assert receipt.receipt_no == f"DAC-2026-01-{receipt.filing_id:09d}"
    with world.acting("monthly"):
        dues = {due.code: due for due in dues_of(world.employers["monthly"])}
        assert {code: due.amount for code, due in dues.items()} == {"R22": 345_000_00, "R98": 5_000_00}
        detail = due_on(dues["R22"].id)
        assert sum(share.amount for share in detail.shares) == 345_000_00
        assert len(detail.shares) == 10
        assert detail.trace
        kept = filing_on(receipt.filing_id)
        assert [line.amount for line in kept.dac_lines] == [345_000_00, 5_000_00]
    assert world.faults() == []


def test_the_same_content_is_the_same_declaration(world: Any) -> None:
    first = world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    again = world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-11")
    assert (again.filing_id, again.receipt_no, again.repeated) == (first.filing_id, first.receipt_no, True)
    with pytest.raises(Refused) as told:
        world.file_dac("monthly", "2026-01", 2_000_000_00, "2026-02-11")
    assert told.value.refusal.code == "dac_already_filed"
    assert told.value.refusal.params["receipt_no"] == first.receipt_no


def test_a_quarter_does_not_repeat_its_months(world: Any) -> None:
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    with pytest.raises(Refused) as told:
        world.file_dac("monthly", "2026-Q1", 3_000_000_00, "2026-04-10")
    assert told.value.refusal.code == "dac_period_overlaps"


def test_a_rectifying_declaration_reverses_and_replaces(world: Any) -> None:
    from mizan.funds.contributions.queries import dues_of

    world.file_dac("builder", "2026-01", 1_000_000_00, "2026-02-10")
    world.pay([("1", 345_000_00 + 5_000_00 + 1_300_00, "3100000303 2026-01")], "2026-02-15")
    for base, day in ((1_100_000_00, "2026-03-01"), (900_000_00, "2026-03-05")):
        world.file_dac("builder", "2026-01", base, day, "rectifying")
        assert world.faults() == []
    with world.acting("builder"):
        live = dues_of(world.employers["builder"], live_only=True)
        assert {due.code: (due.base, due.sequence, due.arrears) for due in live} == {
            "R22": (900_000_00, 3, 0), "R98": (900_000_00, 3, 0), "R38": (900_000_00, 3, 0),
        }  # fmt: skip
        from mizan.funds.contributions.actions.use_credit import credit_of

        assert credit_of(world.employers["builder"]) == 34_500_00 + 500_00 + 130_00


def test_a_test_deposit_and_a_refused_one_change_nothing(world: Any) -> None:
    from mizan.flows.file_dac import file_dac
    from mizan.funds.contributions.queries import filings_of

    with world.acting("monthly") as by:
        tried = file_dac(dac=world.dac("monthly", "2026-01", 100_00), source="keyed", test=True, by=by, at=world.at("2026-02-10"))
        assert tried.test
        assert tried.filing_id is None
        refused = file_dac(dac=world.dac("quarterly", "2026-Q1", 100_00), source="keyed", by=by, at=world.at("2026-04-10"))
        assert (refused.outcome, [one.code for one in refused.anomalies]) == ("refused", ["employer_unknown"])
        assert filings_of(world.employers["monthly"]) == ()


def test_abatements_make_dues_of_cnac_and_of_the_treasury(world: Any) -> None:
    from datetime import date

    from mizan.formats.dac import AbatementLine, DacLine
    from mizan.funds.contributions.queries import dues_of

    person = AbatementLine("R06", "850000000177", "NOMA PRENOMA", date(1985, 3, 15), 100_000_00, "D-1", date(2025, 1, 1), date(2027, 1, 1))
    lines = (DacLine("R22", 900_000_00), DacLine("R06", 100_000_00), DacLine("R98", 1_000_000_00))
    receipt = world.file_dac("monthly", "2026-01", 1, "2026-02-10", lines=lines, abatements=(person,))
    assert receipt.filing_id, receipt.anomalies
    with world.acting("monthly"):
        dues = [(due.code, due.kind, due.debtor, due.amount) for due in dues_of(world.employers["monthly"]) if due.code == "R06"]
    assert dues == [
        ("R06", "declared", "EMPLOYER", 24_500_00),
        ("R06", "relief_cnac", "CNAC", 5_000_00),
        ("R06", "relief_treasury", "TRESOR", 5_000_00),
    ]
    assert world.faults() == []
    world.file_dac("monthly", "2026-01", 500_000_00, "2026-03-10", "rectifying")
    assert world.faults() == []


def test_nobody_else_sees_it(world: Any) -> None:
    from mizan.funds.contributions.queries import dues_of, filing_on, filings_of

    receipt = world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    with world.acting("quarterly"):
        assert filing_on(receipt.filing_id) is None
        assert filings_of(world.employers["monthly"]) == ()
        assert dues_of(world.employers["monthly"]) == ()
    with world.acting("cnr"):
        assert [due.code for due in dues_of(world.employers["monthly"])] == ["R22"]


def test_a_content_that_was_rectified_may_come_back_as_a_new_version(world: Any) -> None:
    from mizan.funds.contributions.queries import dues_of

    world.file_dac("monthly", "2026-01", 100_000_00, "2026-02-10")
    first = world.file_dac("monthly", "2026-01", 110_000_00, "2026-03-01", "rectifying")
    assert world.file_dac("monthly", "2026-01", 110_000_00, "2026-03-02", "rectifying").receipt_no == first.receipt_no
    world.file_dac("monthly", "2026-01", 90_000_00, "2026-03-05", "rectifying")
    back = world.file_dac("monthly", "2026-01", 110_000_00, "2026-03-09", "rectifying")
    assert not back.repeated
    assert back.receipt_no != first.receipt_no
    again = world.file_dac("monthly", "2026-01", 110_000_00, "2026-03-10", "rectifying")
    assert (again.repeated, again.receipt_no) == (True, back.receipt_no)
    assert world.file_dac("monthly", "2026-01", 100_000_00, "2026-03-11").repeated
    assert world.faults() == []
    with world.acting("monthly"):
        assert {due.code: due.base for due in dues_of(world.employers["monthly"], live_only=True)} == {"R22": 110_000_00, "R98": 110_000_00}


def test_the_headcount_is_that_of_the_latest_period_declared(world: Any) -> None:
    from mizan.funds.people.queries import employer_of

    def workers() -> int:
        with world.acting("monthly"):
            known = employer_of(world.employers["monthly"])
            return -1 if known is None else known.workers_declared

    world.file_dac("monthly", "2025-03", 100_000_00, "2025-04-10", workers_total=4)
    assert workers() == 4
    world.file_dac("monthly", "2026-03", 100_000_00, "2026-04-10", workers_total=50)
    world.file_dac("monthly", "2025-03", 110_000_00, "2026-04-11", "rectifying", workers_total=4)
    assert workers() == 50
    world.file_dac("monthly", "2026-03", 110_000_00, "2026-04-12", "rectifying", workers_total=51)
    assert workers() == 51
