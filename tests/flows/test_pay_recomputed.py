"""A pay run and what whole-award recomputation found: told, answered, never a stopped payment."""

from __future__ import annotations

from typing import Any

import pytest
from tests.flows.pay_world import PayWorld, at, make_world, parts_of
from tests.flows.test_pay_month import faults

from mizan.config.database import connect_as
from mizan.flows.pay_month import approve_run
from mizan.flows.recompute_awards import recompute_awards
from mizan.funds.benefits.actions.answer_finding import answer_finding
from mizan.funds.benefits.queries.instalments import instalments_of
from mizan.funds.benefits.queries.recomputations import run_recomputed
from mizan.funds.benefits.queries.runs import findings_of
from mizan.funds.benefits.types.recomputations import Why
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused

NET = parts_of(4_000_000).net


@pytest.fixture
def world(db: Any) -> PayWorld:
    return make_world()


def recomputed(world: PayWorld, day: str) -> Any:
    """Awards of this world stand on no career at all: computed again, the law gives nothing."""
    with connect_as("batch"):
        return recompute_awards(Fund.CNR, by=world.system, at=at(day))


def refused(world: PayWorld, run_id: int, month: str) -> str:
    with world.acting("agrees") as by:
        approve_run(run_id, by=by, at=at(f"{month}-10", 10))
    with pytest.raises(Refused) as caught, world.acting("approves") as by:
        approve_run(run_id, by=by, at=at(f"{month}-10", 11))
    return caught.value.refusal.code


def approved(world: PayWorld, run_id: int, month: str) -> Any:
    with world.acting("approves") as by:
        return approve_run(run_id, by=by, at=at(f"{month}-10", 12))


def test_a_run_nobody_recomputed_says_so_and_goes_on(world: PayWorld) -> None:
    world.award()
    run = world.prepare()
    with world.acting("prepares"):
        assert run_recomputed(run.id) is None
        assert findings_of(run.id) == ()
    assert world.approve(run.id).state == "approved"


def test_an_award_known_to_differ_is_answered_before_the_run_is_approved(world: PayWorld) -> None:
    award = world.award()
    assert recomputed(world, "2026-10-05").differing == 1
    run = world.prepare()
    with world.acting("prepares"):
        (found,) = findings_of(run.id)
    assert (found.award_id, found.control, found.stops) == (award, "above_recomputation", False)
    assert (found.detail["why"], found.detail["about"]) == ("career", Why.NOTHING_DUE.value)
    assert (found.detail["given"], found.detail["expected"]) == (NET, 0)
    assert refused(world, run.id, "2026-10") == "run_unanswered"
    with world.acting("prepares") as by:
        answer_finding(found.id, clears=False, ground="carrière à compléter", by=by, at=at("2026-10-10", 11))
    assert approved(world, run.id, "2026-10").state == "approved"
    with world.acting("prepares"):
        assert instalments_of(award)[0].paid == NET
    # Upheld, it is still to be mended: the next month asks again. Cleared, the same difference is not asked a third time.
    following = world.prepare("2026-11")
    with world.acting("prepares") as by:
        (again,) = findings_of(following.id)
        answer_finding(again.id, clears=True, ground="décision d'un juge", by=by, at=at("2026-11-10", 9))
    world.approve(following.id, "2026-11")
    last = world.prepare("2026-12")
    with world.acting("prepares"):
        assert findings_of(last.id) == ()
    world.approve(last.id, "2026-12")
    assert faults() == []


def test_what_is_found_after_the_run_was_prepared_asks_for_another(world: PayWorld) -> None:
    world.award()
    run = world.prepare()
    recomputed(world, "2026-10-10")
    assert refused(world, run.id, "2026-10") == "run_differs"


def test_a_decision_since_makes_the_difference_unknown_again(world: PayWorld) -> None:
    award = world.award()
    recomputed(world, "2026-10-05")
    world.decide(award, 4_400_000, "2026-10-01", "2026-10-08")
    run = world.prepare()
    with world.acting("prepares"):
        assert findings_of(run.id) == ()
        last = run_recomputed(run.id)
    assert last is not None
    assert last.moved
    assert world.approve(run.id).state == "approved"


def test_the_run_tells_the_last_recomputation_of_everyone(world: PayWorld) -> None:
    world.award()
    made = recomputed(world, "2026-10-05")
    run = world.prepare()
    with world.acting("agrees"):
        last = run_recomputed(run.id)
    assert last is not None
    assert (last.id, last.cut_off, last.differing, last.uncomputed, last.moved) == (made.id, at("2026-10-05"), 1, 0, False)
    with pytest.raises(Refused) as caught, world.acting("cnas"):
        run_recomputed(run.id)
    assert caught.value.refusal.code == "account_pays_nobody"


def test_a_wrong_deduction_and_a_career_are_one_finding(world: PayWorld) -> None:
    right = parts_of(9_000_000)
    award = world.award(parts=right._replace(income_tax=right.income_tax - 100))
    recomputed(world, "2026-10-05")
    run = world.prepare()
    with world.acting("prepares"):
        (found,) = findings_of(run.id)
    assert (found.award_id, found.detail["why"], found.detail["deducted"]) == (award, "career", right.net)


def test_who_is_paid_less_than_the_law_gives_is_told_of_and_holds_nobody_back(world: PayWorld) -> None:
    right = parts_of(9_000_000)
    award = world.award(parts=right._replace(income_tax=right.income_tax + 100))
    run = world.prepare()
    with world.acting("prepares"):
        (found,) = findings_of(run.id)
    assert (found.award_id, found.control, found.detail["expected"] - found.detail["given"]) == (award, "above_recomputation", 100)
    assert world.approve(run.id).state == "approved"


@pytest.mark.parametrize("table", ["recomputation", "recomputed_block", "recomputed"])
def test_nothing_of_a_recomputation_is_changed_or_written_otherwise(world: PayWorld, db: Any, table: str) -> None:
    import psycopg

    world.award()
    recomputed(world, "2026-10-05")
    with db.raw() as admin, pytest.raises(psycopg.errors.Error, match="append"):
        admin.execute(f"DELETE FROM benefits_{table}")
    for role in ("mizan_batch", "mizan_web"):
        with db.raw(role) as other, pytest.raises(psycopg.errors.InsufficientPrivilege):
            other.execute(f"INSERT INTO benefits_{table} SELECT * FROM benefits_{table}")


def test_a_block_out_of_turn_or_of_another_fund_is_refused(world: PayWorld) -> None:
    from django.db import IntegrityError, transaction

    from mizan.funds.benefits.actions.keep_recomputed import begin_recomputation, keep_block
    from mizan.funds.benefits.types.recomputations import Compared, Scope, Verdict

    award = world.award()
    with connect_as("batch"):
        work = begin_recomputation(Fund.CASNOS, Scope.FULL, by=world.system, at=at("2026-10-05"))
        for number, found in ((2, []), (1, [Compared(award, Verdict.AGREES)])):
            with pytest.raises(IntegrityError), transaction.atomic():
                keep_block(work, number, found, up_to=award, is_last=True, at=at("2026-10-05"))
        keep_block(work, 1, [], up_to=0, is_last=True, at=at("2026-10-05"))
        with pytest.raises(IntegrityError), transaction.atomic():
            keep_block(work, 2, [], up_to=0, is_last=True, at=at("2026-10-05"))
