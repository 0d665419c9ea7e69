"""Receipts are laid on dues in the stated order, wait when their payer is not certain, and come back when the bank returns them."""

from __future__ import annotations

from typing import Any

import pytest

from mizan.kernel.periods import month
from mizan.kernel.refusals import Refused


def balance(world: Any, day: str) -> Any:
    from datetime import date

    from mizan.funds.contributions.queries import balance_table

    with world.acting("minister"):
        return balance_table(date.fromisoformat(day))


def test_a_reference_finds_its_due_and_the_rest_stays_as_credit(world: Any) -> None:
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    (settled,) = world.pay([("1", 351_000_00, "VIREMENT 1600000101 2026-01")], "2026-02-20")
    assert (settled.laid, settled.credit, settled.waits) == (350_000_00, 1_000_00, False)
    assert world.faults() == []
    world.file_dac("monthly", "2026-02", 1_000_000_00, "2026-03-10")
    assert world.faults() == []
    table = balance(world, "2026-03-31")
    assert sum(row.due for row in table.rows) == 700_000_00
    assert sum(row.received for row in table.rows) == 351_000_00
    assert sum(row.arrears for row in table.rows) == 349_000_00
    assert table.credit == 0


def test_the_same_statement_is_taken_once(world: Any) -> None:
    from mizan.flows.settle_receipt import match_by_hand

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    (first,) = world.pay([("1", 100_000_00, "1600000101")], "2026-02-20")
    (again,) = world.pay([("1", 100_000_00, "1600000101")], "2026-02-20")
    assert again.receipt_id == first.receipt_id
    assert again.settlement_id == first.settlement_id
    with pytest.raises(Refused) as told, world.acting("cnas") as by:
        match_by_hand(first.receipt_id, employer_id=world.employers["monthly"], by=by, at=world.at("2026-02-21"))
    assert told.value.refusal.code == "receipt_settled"
    with pytest.raises(Refused) as told:
        world.pay([("1", 200_000_00, "1600000101")], "2026-02-20")
    assert told.value.refusal.code == "statement_differs"
    assert world.faults() == []


def test_an_unknown_payer_waits_with_suggestions(world: Any) -> None:
    from mizan.flows.settle_receipt import match_by_hand
    from mizan.funds.contributions.queries import receipts_waiting, suggestions_for

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    (settled,) = world.pay([("1", 350_000_00, "COTISATIONS JANVIER")], "2026-02-20")
    assert settled.waits
    assert balance(world, "2026-02-28").waiting == 350_000_00
    with world.acting("cnas") as by:
        (waiting,) = receipts_waiting()
        (suggestion,) = suggestions_for(waiting)
        assert (suggestion.employer_id, suggestion.reason, suggestion.period_key) == (
            world.employers["monthly"],
            "amount_of_period",
            "2026-01",
        )
        done = match_by_hand(waiting.id, employer_id=suggestion.employer_id, period_keys=["2026-01"], by=by, at=world.at("2026-02-22"))
        assert (done.laid, done.credit) == (350_000_00, 0)
        assert receipts_waiting() == ()
    assert world.faults() == []
    with world.acting("monthly"):
        assert receipts_waiting() == ()


def test_owners_are_paid_and_a_returned_receipt_lowers_the_next_transfer(world: Any) -> None:
    from mizan.flows.apportion_month import apportion_month, settle_transfer

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.pay([("A", 350_000_00, "1600000101 2026-01")], "2026-02-20")
    assert {row.fund: row.owed for row in balance(world, "2026-02-28").rows if row.branch == "retirement"} == {"CNR": 182_500_00}
    with world.acting("cnas") as by:
        with pytest.raises(Refused):
            apportion_month(month(2026, 2), by=by, at=world.at("2026-02-28"))
        orders = apportion_month(month(2026, 2), by=by, at=world.at("2026-03-01"))
        assert {order.fund: order.amount for order in orders} == {"CNR": 187_500_00, "CNAC": 15_000_00, "FNPOS": 5_000_00}
        assert apportion_month(month(2026, 2), by=by, at=world.at("2026-03-02")) == orders
        for order in orders:
            settle_transfer(order.id, by=by, at=world.at("2026-03-05"))
    assert world.faults() == []
    assert sum(row.owed for row in balance(world, "2026-03-31").rows) == 0
    (returned,) = world.pay([("B", -350_000_00, "IMPAYE")], "2026-03-10", "2", is_return=True, returns_ref="A")
    assert not returned.waits
    assert world.faults() == []
    assert sum(row.owed for row in balance(world, "2026-03-31").rows) == -207_500_00
    world.file_dac("monthly", "2026-02", 2_000_000_00, "2026-03-12")
    world.pay([("C", 1_050_000_00, "1600000101")], "2026-03-15", "3")
    with world.acting("cnas") as by:
        orders = apportion_month(month(2026, 3), by=by, at=world.at("2026-04-01"))
        assert {order.fund: order.amount for order in orders} == {"CNR": 375_000_00, "CNAC": 30_000_00, "FNPOS": 10_000_00}
    assert world.faults() == []


def test_a_returned_overpayment_recalls_the_credit_used(world: Any) -> None:
    from mizan.funds.contributions.actions.use_credit import credit_of

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.pay([("A", 500_000_00, "1600000101 2026-01")], "2026-02-20")
    world.file_dac("monthly", "2026-02", 1_000_000_00, "2026-03-10")
    world.pay([("B", -500_000_00, "IMPAYE")], "2026-03-12", "2", is_return=True, returns_ref="A")
    assert world.faults() == []
    table = balance(world, "2026-03-31")
    assert (sum(row.due for row in table.rows), sum(row.received for row in table.rows), table.credit) == (700_000_00, 0, 0)
    with world.acting("cnas"):
        assert credit_of(world.employers["monthly"]) == 0


def test_every_number_opens(world: Any) -> None:
    from datetime import date

    from mizan.funds.contributions.queries import dues_behind, employers_of

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("quarterly", "2026-Q1", 300_000_00, "2026-04-10")
    world.pay([("1", 100_000_00, "1600000101")], "2026-04-20")
    day = date(2026, 4, 30)
    table = balance(world, "2026-04-30")
    with world.acting("minister"):
        for fund, branch in {(row.fund, row.branch) for row in table.rows}:
            of_branch = [row for row in table.rows if (row.fund, row.branch) == (fund, branch)]
            employers = employers_of(fund, branch, as_of=day)
            assert sum(one.due for one in employers) == sum(row.due for row in of_branch)
            assert sum(one.received for one in employers) == sum(row.received for row in of_branch)
            for one in employers:
                behind = dues_behind(fund, branch, one.employer_id, as_of=day)
                assert sum(due.due_in_branch for due in behind) == one.due
                assert sum(due.received_in_branch for due in behind) == one.received


def test_a_quarter_named_is_its_months_oldest_first(world: Any) -> None:
    from mizan.funds.contributions.queries import dues_of

    for period, day in (("2025-12", "2026-01-10"), ("2026-01", "2026-02-10"), ("2026-02", "2026-03-10")):
        world.file_dac("monthly", period, 100_000_00, day)
    world.pay([("A", 50_000_00, "1600000101 T1 2026")], "2026-04-11")
    with world.acting("monthly"):
        dues = dues_of(world.employers["monthly"], live_only=True)
    open_by_period = {key: sum(due.arrears for due in dues if due.period_key == key) for key in ("2025-12", "2026-01", "2026-02")}
    assert open_by_period == {"2025-12": 35_000_00, "2026-01": 0, "2026-02": 20_000_00}
    assert world.faults() == []


def test_what_is_owed_between_funds_counts_orders_not_paid(world: Any) -> None:
    from mizan.flows.apportion_month import apportion_month, settle_transfer

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.pay([("A", 350_000_00, "1600000101 2026-01")], "2026-02-20")
    world.file_dac("monthly", "2026-02", 1_000_000_00, "2026-03-10")
    world.pay([("B", 350_000_00, "1600000101 2026-02")], "2026-03-20", "2")
    with world.acting("cnas") as by:
        february = apportion_month(month(2026, 2), by=by, at=world.at("2026-03-01"))
        march = apportion_month(month(2026, 3), by=by, at=world.at("2026-04-01"))
        for order in march:
            settle_transfer(order.id, by=by, at=world.at("2026-04-05"))
    owed: dict[str, int] = {}
    for row in balance(world, "2026-04-30").rows:
        owed[row.fund] = owed.get(row.fund, 0) + row.owed
    assert {fund: amount for fund, amount in owed.items() if amount} == {order.fund: order.amount for order in february}
    assert world.faults() == []
    assert sum(row.owed for row in balance(world, "2026-04-04").rows) == 2 * sum(order.amount for order in february)
