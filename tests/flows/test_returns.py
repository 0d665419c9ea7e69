"""A receipt comes back once, whatever its statement numbers its lines, and also when the return came before its payer was known."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from tests.flows.test_together import both

JANUARY = 350_000_00


def test_two_returns_of_one_receipt_at_once(db: Any, world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.flows.statements import returning

    import mizan.flows.return_receipt as flow
    from mizan.flows.import_statement import import_statement
    from mizan.flows.settle_receipt import settle_receipt

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.pay([("A", JANUARY, "1600000101 2026-01"), ("B", 2 * JANUARY, "1600000101")], "2026-02-20")
    ids: list[int] = []
    for number in ("2", "3"):
        with world.acting("cnas") as by:
            ids += import_statement(returning("A", JANUARY, number), fmt="csv", by=by, at=world.at("2026-03-01")).receipt_ids
    locking = flow.lock_employers

    def slow(employer_ids: Any) -> None:
        threading.Event().wait(0.3)
        locking(employer_ids)

    monkeypatch.setattr(flow, "lock_employers", slow)

    def settle(receipt_id: int) -> Any:
        with world.acting("cnas") as by:
            return settle_receipt(receipt_id, by=by, at=world.at("2026-03-02"))

    answers = both(db, *[lambda one=one: settle(one) for one in ids])
    assert sorted(answer.waits for answer in answers) == [False, True]
    assert world.faults() == []


@pytest.mark.parametrize("known", ["by_hand", "nightly"])
def test_a_return_that_came_first_is_taken_once_its_receipt_is_known(world: Any, known: str) -> None:
    from mizan.flows.apportion_month import apportion_month
    from mizan.flows.nightly import run_night
    from mizan.flows.settle_receipt import match_by_hand
    from mizan.funds.contributions.queries import receipts_waiting
    from mizan.kernel.periods import month

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    if known == "by_hand":
        (paid,) = world.pay([("A", JANUARY, "?")], "2026-02-20")
        (returned,) = world.pay([("B", -JANUARY, "IMPAYE")], "2026-02-25", "2", is_return=True, returns_ref="A")
        assert (paid.waits, returned.waits) == (True, True)
        with world.acting("cnas") as by:
            match_by_hand(paid.receipt_id, employer_id=world.employers["monthly"], by=by, at=world.at("2026-02-26"))
    else:
        from tests.flows.statements import returning

        from mizan.flows.import_statement import import_statement

        world.pay([("A", JANUARY, "1600000101")], "2026-02-20")
        with world.acting("cnas") as by:
            import_statement(returning("A", JANUARY, "2", day="2026-02-25"), fmt="csv", by=by, at=world.at("2026-02-25"))
        with world.batch():
            assert run_night(at=world.at("2026-02-26", 22)).faults == ()
    with world.acting("cnas") as by:
        assert receipts_waiting() == ()
        assert apportion_month(month(2026, 2), by=by, at=world.at("2026-03-01")) == ()
    assert world.faults() == []


def test_lines_numbered_afresh_in_each_statement(world: Any) -> None:
    for name in ("monthly", "builder"):
        world.file_dac(name, "2026-01", 1_000_000_00, "2026-02-10")
    world.pay([("1", JANUARY, "1600000101")], "2026-02-20", "S1")
    (returned,) = world.pay([("9", -JANUARY, "IMPAYE")], "2026-02-21", "S2", is_return=True, returns_ref="1")
    assert not returned.waits
    # Another line 1 of the same amount: the earlier return was of the other one.
    world.pay([("1", JANUARY, "3100000303")], "2026-02-22", "S3")
    (second,) = world.pay([("9", -JANUARY, "IMPAYE")], "2026-02-23", "S4", is_return=True, returns_ref="1")
    assert second.employer_id == world.employers["builder"]
    # Two line 1 stand: only the statement's number tells which one is meant.
    world.pay([("1", JANUARY, "1600000101")], "2026-02-24", "S5")
    world.pay([("1", JANUARY, "3100000303")], "2026-02-24", "S6")
    (unclear,) = world.pay([("9", -JANUARY, "IMPAYE")], "2026-02-25", "S7", is_return=True, returns_ref="1")
    assert unclear.waits
    (named,) = world.pay([("9", -JANUARY, "IMPAYE")], "2026-02-25", "S8", is_return=True, returns_ref="S5/1")
    assert named.employer_id == world.employers["monthly"]
    assert world.faults() == []


def test_a_person_says_which_of_two_receipts_a_return_takes_back(world: Any) -> None:
    from mizan.flows.return_receipt import return_receipt
    from mizan.funds.contributions.queries import receipt_on, receipts_returnable
    from mizan.kernel.refusals import Refused

    for name in ("monthly", "builder"):
        world.file_dac(name, "2026-01", 1_000_000_00, "2026-02-10")
    (first,) = world.pay([("1", JANUARY, "1600000101")], "2026-02-24", "S5")
    (second,) = world.pay([("1", JANUARY, "3100000303")], "2026-02-24", "S6")
    (other,) = world.pay([("1", JANUARY + 1, "1600000101")], "2026-02-24", "S7")
    (unclear,) = world.pay([("9", -JANUARY, "IMPAYE")], "2026-02-25", "S8", is_return=True, returns_ref="1")
    (nameless,) = world.pay([("10", -JANUARY, "IMPAYE")], "2026-02-25", "S9", is_return=True, returns_ref="perdu")
    at = world.at("2026-02-26")
    with world.acting("cnas") as by:
        line = receipt_on(unclear.receipt_id)
        assert line is not None
        assert {one.id for one in receipts_returnable(line)} == {first.receipt_id, second.receipt_id}
    for wrong in (other.receipt_id, unclear.receipt_id, 10**9):
        with pytest.raises(Refused, match="return_unmatched"), world.acting("cnas") as by:
            return_receipt(unclear.receipt_id, original_id=wrong, by=by, at=at)
    with world.acting("cnas") as by:
        done = return_receipt(unclear.receipt_id, original_id=second.receipt_id, by=by, at=at)
        assert done.employer_id == world.employers["builder"]
        line = receipt_on(nameless.receipt_id)
        assert line is not None
        # A name nobody bears: all of that amount, but the one just taken back.
        assert [one.id for one in receipts_returnable(line)] == [first.receipt_id]
        assert return_receipt(nameless.receipt_id, original_id=first.receipt_id, by=by, at=at).employer_id == world.employers["monthly"]
    assert world.faults() == []
