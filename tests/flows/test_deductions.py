"""Deductions follow the law of a day: with an increase for everybody, or alone on a day that raises nothing; later decisions keep them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.flows.pay_world import PayWorld, at, make_world, parts_of
from tests.flows.test_pay_month import faults
from tests.flows.test_revalue import MARCH, approved, ask, live, prepared

from mizan.config.database import connect_as
from mizan.funds.benefits.queries import decision_of
from mizan.funds.benefits.queries.increases import increase_sums, increases_approved, whole_of
from mizan.funds.benefits.queries.runs import findings_of
from mizan.funds.benefits.types import Parts
from mizan.funds.benefits.types.increases import IncreaseState, Reach
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused
from mizan.law.algeria.deductions import deduct

JANUARY, OF_2022 = date(2026, 1, 1), date(2022, 1, 1)
GROSS = 2_200_000
"""Above the minimum wage until 2025, below it from January 2026 on: nothing is taken of it any more."""
TAKEN = 44_000


@pytest.fixture
def world(db: Any) -> PayWorld:
    return make_world()


def once_taken(**more: Any) -> dict[str, Any]:
    """An award of which 2 % is still taken."""
    return {"parts": Parts(GROSS, 0, 0, 0, TAKEN, 0), **more}


def test_the_law_of_the_two_days_is_what_is_said_here() -> None:
    assert [deduct(GROSS, on=day).social_insurance for day in (date(2025, 12, 1), JANUARY)] == [TAKEN, 0]  # type: ignore[arg-type]


def test_an_increase_brings_the_deductions_of_the_day_to_those_it_does_not_raise(world: PayWorld) -> None:
    """An award that began on the day of the increase takes no part in it; what is taken of it is nevertheless the law's of that day."""
    late = world.award(**once_taken(since="2026-01-01"))
    raised = world.award(4_000_000, since="2025-02-01")
    settled = world.award(4_000_000, since="2026-01-01")
    increase = prepared(world)
    assert increase.reach is Reach.EVERYBODY
    with connect_as("web"), world.acting("agrees"):
        whole = whole_of(increase_sums(increase.id))
    assert (whole.terms, whole.raised) == (3, 2)
    approved(world, increase.id)
    assert live(late) == [(JANUARY, None, GROSS, GROSS)]
    assert [one[0] for one in live(raised)] == [date(2025, 2, 1), JANUARY]
    assert live(settled) == [(JANUARY, None, 4_000_000, parts_of(4_000_000).net)]
    assert ask("SELECT kind, amount FROM benefits_adjustment WHERE award_id = %s", late) == [("arrears", 2 * TAKEN)]
    assert faults() == []
    run = world.prepare("2026-03")
    with connect_as("web"), world.acting("agrees"):
        assert findings_of(run.id) == ()


def test_a_day_that_only_changes_deductions_gives_back_and_takes_and_raises_nobody(world: PayWorld) -> None:
    less = world.award(since="2021-06-01", parts=Parts(1_900_000, 0, 0, 0, 38_000, 0))
    more = world.award(since="2021-06-01", parts=Parts(GROSS, 0, 0, 0, 0, 0))
    same = world.award(since="2021-06-01", parts=Parts(1_900_000, 0, 0, 0, 0, 0))
    increase = prepared(world, on=OF_2022)
    assert (increase.state, increase.reach) == (IncreaseState.PREPARED, Reach.DEDUCTIONS)
    assert increase.source == "finance-law-2022.art-31"
    kept = approved(world, increase.id)
    months = 50
    assert kept.steps[-1].detail["arrears"] == months * 38_000
    assert kept.steps[-1].detail["debts"] == months * TAKEN
    assert live(less) == [(date(2021, 6, 1), OF_2022, 1_900_000, 1_862_000), (OF_2022, None, 1_900_000, 1_900_000)]
    assert live(more) == [(date(2021, 6, 1), OF_2022, GROSS, GROSS), (OF_2022, None, GROSS, GROSS - TAKEN)]
    assert live(same) == [(date(2021, 6, 1), None, 1_900_000, 1_900_000)]
    assert ask("SELECT award_id, kind, amount FROM benefits_adjustment ORDER BY award_id") == [
        (less, "arrears", months * 38_000),
        (more, "debt", months * TAKEN),
    ]
    assert faults() == []
    with connect_as("audit"):
        (found,) = increases_approved(Fund.CNR)
    assert (found.effective_on, found.reach) == (OF_2022, Reach.DEDUCTIONS)
    with connect_as("batch"):
        decision = decision_of(found.decision_id)
    assert decision is not None
    assert decision.record["outputs"]["social_insurance"] == "0.00"
    # The days follow one another: the increase of January 2026 comes after, for everybody.
    approved(world, prepared(world).id)
    assert live(more)[-1][0] == JANUARY


def test_what_deductions_post_is_what_is_no_longer_taken(world: PayWorld) -> None:
    world.award(**once_taken(since="2026-01-01"))
    approved(world, prepared(world).id)
    rows = ask(
        "SELECT a.fund, a.nature, sum(p.amount)::bigint FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id"
        " JOIN ledger_entry e ON e.id = p.entry_id WHERE e.verb = 'revalue_benefits' GROUP BY 1, 2"
    )
    found = {(fund, nature): amount for fund, nature, amount in rows}
    assert all(nature != "benefit_expense" for _, nature in found)
    assert sorted(abs(amount) for (fund, _), amount in found.items() if fund == "CNR") == [2 * TAKEN, 2 * TAKEN]


def test_a_day_that_changes_nothing_is_refused_and_a_text_of_later_is_not_known(world: PayWorld) -> None:
    world.award(since="2021-06-01")
    for on, when in ((date(2025, 7, 1), MARCH), (OF_2022, at("2021-07-01"))):
        with pytest.raises(Refused) as caught:
            prepared(world, on=on, when=when)
        assert caught.value.refusal.code == "no_increase_on"


def test_a_day_that_changes_nobody_is_given_up(world: PayWorld) -> None:
    world.award(since="2021-06-01", parts=Parts(1_900_000, 0, 0, 0, 0, 0))
    with pytest.raises(Refused) as caught:
        prepared(world, on=OF_2022)
    assert caught.value.refusal.code == "increase_empty"


def test_the_database_lets_no_gross_change_with_deductions(world: PayWorld) -> None:
    award = world.award(since="2021-06-01", parts=Parts(1_900_000, 0, 0, 0, 38_000, 0))
    ((term,),) = ask("SELECT id FROM benefits_award_term WHERE award_id = %s", award)
    with connect_as("batch"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO benefits_increase (fund, effective_on, attempt, source, law_version, known_on, switches, reach, prepared_by_id,"
            " begun_at) VALUES ('CNR', '2022-01-01', 1, 'x', 'v', '2026-03-10', '{}', 'deductions', %s, %s) RETURNING id",
            [world.accounts["prepares"], MARCH],
        )
        (increase,) = cursor.fetchone()
        keep = "SELECT benefits_increase_keep(%s, %s, %s, '{0}', '{0}', '{0}', '{0}', %s)"
        with pytest.raises(DatabaseError, match="changes no gross"), transaction.atomic():
            cursor.execute(keep, [increase, [term], [1_900_100], world.accounts["prepares"]])
        cursor.execute(keep, [increase, [term], [1_900_000], world.accounts["prepares"]])
