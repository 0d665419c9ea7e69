"""What CNAC and the Treasury owe: paid, rectified by the employer afterwards, returned by the bank, matched by two people at once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.flows.institutions import books_of, dues_of_debtor, pay_relief, relief_dac
from tests.flows.test_together import both

from mizan.kernel.refusals import Refused

PAID = 5_000_00


@pytest.mark.parametrize("debtor", ["CNAC", "TRESOR"])
def test_the_employer_rectifies_what_the_institution_paid(world: Any, debtor: str) -> None:
    relief_dac(world, "2026-01", 900_000_00, "2026-02-10")
    pay_relief(world, "I1", PAID, "2026-02-20", "1", debtor)
    assert world.faults() == []
    relief_dac(world, "2026-01", 950_000_00, "2026-03-10", "rectifying")
    assert sum(due.amount - due.arrears for due in dues_of_debtor(world, debtor)) == PAID
    books = books_of(world, debtor)
    assert books["bank"] == -PAID
    assert "claim_credit" not in books
    assert world.faults() == []


def test_a_relief_withdrawn_leaves_the_institution_a_claim(world: Any) -> None:
    from mizan.funds.contributions.actions.use_credit import credit_of

    relief_dac(world, "2026-01", 900_000_00, "2026-02-10")
    pay_relief(world, "I1", PAID, "2026-02-20", "1")
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-03-10", "rectifying")
    with world.acting("cnas"):
        assert credit_of(world.employers["monthly"], debtor="CNAC") == PAID
    books = books_of(world, "CNAC")
    assert (books["bank"], books["claim_credit"]) == (-PAID, PAID)
    assert world.faults() == []


@pytest.mark.parametrize("rectified", [False, True])
def test_a_returned_payment_of_an_institution_is_taken_back(world: Any, rectified: bool) -> None:
    relief_dac(world, "2026-01", 900_000_00, "2026-02-10")
    pay_relief(world, "I1", PAID, "2026-02-20", "1")
    if rectified:
        relief_dac(world, "2026-01", 950_000_00, "2026-03-10", "rectifying")
    (returned,) = world.pay([("I2", -PAID, "REJET")], "2026-03-20", "2", is_return=True, returns_ref="I1")
    assert not returned.waits
    assert all(due.arrears == due.amount for due in dues_of_debtor(world))
    books = books_of(world, "CNAC")
    assert "bank" not in books
    assert "claim_credit" not in books
    assert world.faults() == []


def test_the_dues_named_are_those_of_the_institution(world: Any) -> None:
    from mizan.flows.settle_receipt import match_institution

    relief_dac(world, "2026-01", 900_000_00, "2026-02-10")
    (waiting,) = world.pay([("I1", PAID, "CNAC")], "2026-02-20")
    others = [due.id for due in dues_of_debtor(world, "EMPLOYER")]
    with pytest.raises(Refused) as told, world.acting("cnas") as by:
        match_institution(waiting.receipt_id, debtor="CNAC", due_ids=others, by=by, at=world.at("2026-02-21"))
    assert told.value.refusal.code == "due_unknown"


def test_two_payments_of_the_same_dues(db: Any, world: Any) -> None:
    from mizan.flows.settle_receipt import match_institution

    relief_dac(world, "2026-01", 900_000_00, "2026-02-10")
    due = dues_of_debtor(world)[0]
    payments = world.pay([("I1", due.amount, "CNAC"), ("I2", due.amount, "CNAC")], "2026-02-20")

    def match(receipt_id: int) -> Any:
        with world.acting("cnas") as by:
            return match_institution(receipt_id, debtor="CNAC", due_ids=[due.id], by=by, at=world.at("2026-02-21"))

    answers = both(db, *[lambda one=one: match(one.receipt_id) for one in payments])
    assert [answer for answer in answers if isinstance(answer, str)] == ["overpays_institution"]
    assert world.faults() == []


def test_a_payment_and_a_rectification_at_once(db: Any, world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    import mizan.flows.settle_receipt as flow

    relief_dac(world, "2026-01", 900_000_00, "2026-02-10")
    (waiting,) = world.pay([("I1", PAID, "CNAC")], "2026-02-20")
    ids = [due.id for due in dues_of_debtor(world)]
    reading, laying = threading.Event(), flow.lay

    def slow(*given: Any, **named: Any) -> Any:
        reading.set()
        threading.Event().wait(0.4)
        return laying(*given, **named)

    monkeypatch.setattr(flow, "lay", slow)

    def match() -> Any:
        with world.acting("cnas") as by:
            return flow.match_institution(waiting.receipt_id, debtor="CNAC", due_ids=ids, by=by, at=world.at("2026-02-21"))

    def rectify() -> Any:
        reading.wait(5)
        return relief_dac(world, "2026-01", 950_000_00, "2026-02-21", "rectifying")

    both(db, match, rectify)
    assert world.faults() == []
    assert sum(due.amount - due.arrears for due in dues_of_debtor(world)) == PAID
