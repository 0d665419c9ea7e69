"""Deciding again on what lives with its household: from the day something changed, never from the first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.funds.benefits.benefit_world import NOW, benefit_world

from mizan.config.database import connect_as
from mizan.flows.decide_again import decide_again, looked_at_again, propose_reassessment, uphold_decision
from mizan.flows.decide_benefit import claim_benefit, decide_alone
from mizan.flows.reassess import relive, take_news
from mizan.funds.benefits.actions.look_again import TIME, leave_to_judge
from mizan.funds.benefits.queries import again_waiting, awards_of_claim, claim_of, live_decision_of_claim
from mizan.funds.benefits.types import Kind, Outcome, StepKind
from mizan.funds.people.types import EventKind
from mizan.kernel.refusals import Refusal, Refused

AFTER = datetime(2027, 3, 20, 9, tzinfo=UTC)
GROWN = datetime(2028, 8, 20, 9, tzinfo=UTC)
"""Nour is 18 on 9 July 2028: his share goes to his brother from August."""


def test_a_household_is_decided_again_from_the_month_after_what_changed(people: Any) -> None:
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2025, 60_000_00)
        assert decide_alone(claim_benefit(made.claim("omar"), by=made.system, at=NOW), by=made.system, at=NOW)
        made.tell(EventKind.DEATH, "omar", date(2027, 3, 12), AFTER)
        take_news(by=made.system, at=AFTER)
        claim = claim_benefit(made.claim("omar", Kind.SURVIVORS, by="sara"), by=made.system, at=AFTER)
        assert decide_alone(claim, by=made.system, at=AFTER)
        take_news(by=made.system, at=AFTER)
        before = {one.person_id: one.live()[0].parts.net for one in awards_of_claim(claim)}
    with made.desk("one") as by:
        for since in (None, date(2028, 8, 21)):
            with pytest.raises(Refused, match="again_since"):
                propose_reassessment(claim, reason="dix-huit ans", since=since, by=by, at=GROWN)
        propose_reassessment(claim, reason="dix-huit ans", since=date(2028, 7, 9), by=by, at=GROWN)
    with made.desk("two") as by:
        found = looked_at_again(claim, by=by, at=GROWN)
        assert found is not None
        changed = {one.person_id: one for one in found.awards}
        assert changed.keys() == {made["nour"], made["ali"]}
        assert {one.since for one in found.awards} == {date(2028, 8, 1)}
        nour, ali = changed[made["nour"]], changed[made["ali"]]
        assert (nour.net_before, nour.net_after) == (before[made["nour"]], 0)
        assert ali.net_after > ali.net_before == before[made["ali"]]
        assert decide_again(claim, seen=found.seen, by=by, at=GROWN)
        decision, awards = live_decision_of_claim(claim), {one.person_id: one for one in awards_of_claim(claim)}
    assert decision is not None
    assert (decision.outcome, decision.decided_by, decision.proposed_by) == (Outcome.CHANGED, made.accounts["two"], made.accounts["one"])
    assert decision.effective_on == date(2028, 8, 1)
    held = awards[made["nour"]].on(date(2028, 7, 1))
    assert held is not None
    assert held.parts.net == before[made["nour"]]
    assert awards[made["nour"]].on(date(2028, 8, 1)) is None
    with connect_as("batch"):
        assert relive(day=date(2028, 8, 21), by=made.system, at=GROWN) == 0, "the night finds nothing left to do"
        assert again_waiting() == ()


def test_what_time_alone_changes_is_left_once_while_it_waits_and_again_only_in_another_month(people: Any) -> None:
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2025, 60_000_00)
        claim = claim_benefit(made.claim("omar"), by=made.system, at=NOW)
        assert decide_alone(claim, by=made.system, at=NOW)
    refusal = Refusal("claim_incomplete", "claim", {"facts": "wages"})

    def night(at: datetime) -> list[str]:
        with connect_as("batch"):
            leave_to_judge(claim, refusal=refusal, cause={"kind": TIME, "since": at.date().isoformat()}, by=made.system, at=at)
            return [one.state for one in again_waiting()]

    assert night(AFTER) == ["to_judge"]
    first = again_said_ids(claim)
    assert night(AFTER.replace(day=21)) == ["to_judge"]
    assert again_said_ids(claim) == first
    with made.desk("one") as by:
        propose_reassessment(claim, reason="à voir", by=by, at=AFTER.replace(day=22))
    assert night(AFTER.replace(day=23)) == ["reproposed"]
    with made.desk("two") as by:
        uphold_decision(claim, reason="rien à changer", by=by, at=AFTER.replace(day=24))
    assert night(AFTER.replace(day=25)) == []
    assert night(AFTER.replace(month=4)) == ["to_judge"]


def again_said_ids(claim: int) -> list[int]:
    """The steps by which the night left the claim."""
    with connect_as("batch"):
        found = claim_of(claim)
    assert found is not None
    return [one.id for one in found.steps if one.kind is StepKind.TO_JUDGE]
