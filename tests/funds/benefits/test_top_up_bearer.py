"""Who bears what lifts a reversion to the minimum: a switch of the law, read alike by decisions, increases and the books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.funds.benefits.benefit_world import World, benefit_world

from mizan.config.database import connect_as
from mizan.flows.decide_benefit import claim_benefit, decide_alone
from mizan.flows.reassess import take_news
from mizan.flows.revalue import approve_increase, prepare_increase
from mizan.funds.benefits.queries import awards_of_claim, decision_of, live_decision_of_claim
from mizan.funds.benefits.types import AwardKnown, ClaimDraft, Kind, Parts
from mizan.funds.benefits.verification import verify_awards
from mizan.funds.people.types import EventKind
from mizan.kernel.funds import Fund
from mizan.law.algeria.contributions.instructions import instruct
from mizan.law.algeria.revalorisation import InPayment, raise_award
from mizan.law.engine.inputs import Switches

SWITCH = "reversion_top_up_bearer"
JANUARY, FEBRUARY = date(2026, 1, 1), datetime(2026, 2, 10, 9, tzinfo=UTC)
MARCH = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def made(people: Any) -> Iterator[World]:
    """Omar, who drew the least pension there is, has died."""
    with connect_as("batch"):
        world = benefit_world(people)
        world.work("omar", 1993, 2025, 10_000_00)
        _grant(world, Kind.RETIREMENT, "omar")
        world.tell(EventKind.DEATH, "omar", date(2025, 10, 20), FEBRUARY)
        take_news(by=world.system, at=FEBRUARY)
        yield world
    instruct({})


def _grant(world: World, kind: Kind, by: str) -> int:
    told = {"claimed_on": "2025-06-02"} if kind is Kind.RETIREMENT else {}
    draft = ClaimDraft(Fund.CNR, kind, world["omar"], world[by], date(2025, 6, 2), f"{kind}", told)
    claim_id = claim_benefit(draft, by=world.system, at=FEBRUARY)
    assert decide_alone(claim_id, by=world.system, at=FEBRUARY)
    return claim_id


def _in_force(shares: tuple[AwardKnown, ...]) -> list[Parts]:
    return [one.live()[-1].parts for one in shares]


def _claimed(db: Any) -> int:
    """What the books of CNR claim of the State."""
    with db.raw() as admin:
        (found,) = admin.execute(
            "SELECT COALESCE(sum(p.amount), 0)::bigint FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id"
            " WHERE a.fund = 'CNR' AND a.nature = 'state_claim'"
        ).fetchone()
    return int(found)


def _borne(parts: Parts, bearer: str) -> tuple[int, int]:
    """What the fund and the State add, where one of them bears all of it."""
    added = parts.fund_adds + parts.state_adds
    return (added, 0) if bearer == "fund" else (0, added)


@pytest.mark.parametrize(("first", "then"), [("fund", "fund"), ("state", "state"), ("fund", "state"), ("state", "fund")])
def test_the_switch_moves_what_is_added_and_nothing_of_what_is_paid(made: World, db: Any, first: str, then: str) -> None:
    before = _claimed(db)
    instruct({SWITCH: first} if first != "fund" else {})
    claim_id = _grant(made, Kind.SURVIVORS, "sara")
    given_parts = _in_force(awards_of_claim(claim_id))
    added = sum(one.fund_adds + one.state_adds for one in given_parts)
    assert len(given_parts) == 3
    assert added > 0
    assert [(one.fund_adds, one.state_adds) for one in given_parts] == [_borne(one, first) for one in given_parts]
    decision = live_decision_of_claim(claim_id)
    assert decision is not None
    assert decision.record["switches"][SWITCH] == first
    # Three months were due before the decision was taken in February.
    assert _claimed(db) - before == 3 * sum(one.state_adds for one in given_parts)

    instruct({SWITCH: then})
    claimed = _claimed(db)
    increase = prepare_increase(fund=Fund.CNR, on=JANUARY, by=made.accounts["one"], at=MARCH)
    known = approve_increase(increase.id, by=made.accounts["two"], at=MARCH)
    raised = _in_force(awards_of_claim(claim_id))
    assert [(one.fund_adds, one.state_adds) for one in raised] == [_borne(one, then) for one in raised]
    # From the least of 2025 to the least of 2026, whoever bears it; three shares rounded on their own lack a centime of it.
    assert [sum(one.gross for one in parts) for parts in (given_parts, raised)] == [19_999_99, 23_999_99]
    # Of January and February the books claim the difference from whoever bears it now.
    moved = sum(one.state_adds for one in raised) - sum(one.state_adds for one in given_parts)
    assert _claimed(db) - claimed == 2 * moved
    assert (moved > 0, moved < 0) == (then == "state", (first, then) == ("state", "fund"))
    assert known.switches[SWITCH] == then
    written = decision_of(int(str(known.steps[-1].decision_id)))
    assert written is not None
    assert written.record["switches"][SWITCH] == then
    with connect_as("audit"):
        assert verify_awards().differing == ()


@given(
    earned=st.integers(500_000, 2_200_000),
    fund_adds=st.integers(0, 900_000),
    state_adds=st.integers(0, 900_000),
    least=st.integers(1, 2_400_000),
    kept=st.sampled_from(["differential", "kept"]),
)
def test_an_increase_gives_the_same_whoever_bears_it(earned: int, fund_adds: int, state_adds: int, least: int, kept: str) -> None:
    award = InPayment(earned, fund_adds, state_adds, 0, least, 2_400_000, 1, date(2024, 3, 1).toordinal())
    found = {
        bearer: raise_award(award, on=JANUARY, known=date(2026, 11, 1), switches=Switches({SWITCH: bearer, "top_up_after_increase": kept}))
        for bearer in ("fund", "state")
    }
    fund, state = found["fund"], found["state"]
    assert (fund.earned, fund.fund_adds, fund.state_adds) == (state.earned, state.state_adds, state.fund_adds)
    assert fund.state_adds == 0
    assert sum(fund) >= earned + fund_adds + state_adds
