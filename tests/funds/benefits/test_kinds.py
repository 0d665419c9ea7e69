"""The kinds CNAS pays, each claimed and granted through the one mechanism; amounts worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.funds.benefits.benefit_world import NOW, World, benefit_world

from mizan.config.database import connect_as
from mizan.flows.decide_benefit import claim_benefit, decide_alone, decide_claim, proposal_on
from mizan.funds.benefits.queries import awards_of_claim, decision_of
from mizan.funds.benefits.types import AwardKnown, Kind, Outcome
from mizan.funds.benefits.verification import verify_awards
from mizan.funds.people.types import EventKind
from mizan.kernel.funds import Fund
from mizan.law.algeria.book import book, topics
from mizan.law.engine.replay import read_decision, replay


@pytest.fixture
def insured(people: Any) -> Iterator[World]:
    """Omar earns 60 000,00 a month until October 2026."""
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 2022, 2026, 60_000_00)
        yield made


def grant(made: World, kind: Kind, at: datetime = NOW, **told: str) -> tuple[AwardKnown, ...]:
    """Claim and grant at CNAS's desk; the record is replayed and the awards computed again."""
    with made.desk("insurer") as by:
        claim_id = claim_benefit(made.claim("omar", kind, Fund.CNAS, **told), by=by, at=at)
        written = decide_alone(claim_id, by=by, at=at) or decide_claim(claim_id, grant=True, by=by, at=at)
        decision, awards = decision_of(written.id), awards_of_claim(claim_id)
    assert decision is not None
    assert decision.outcome is Outcome.GRANTED
    assert replay(book(), topics(), read_decision(dict(decision.record), book()))["same"]
    with connect_as("audit"):
        assert verify_awards().differing == ()
    return awards


def test_sickness_is_paid_once_for_its_days(insured: World) -> None:
    (award,) = grant(insured, Kind.SICKNESS, days="20", net_daily_wage="2000.00")
    # Fifteen days at half the daily wage and five at the whole of it.
    assert award.pays == "once"
    assert award.live()[0].parts.gross == 15 * 1_000_00 + 5 * 2_000_00
    assert (award.live()[0].starts_on, award.live()[0].ends_on) == (date(2026, 11, 2), date(2026, 11, 22))
    assert award.adjustments == ()


def test_maternity_is_paid_once_for_the_leave(insured: World) -> None:
    (award,) = grant(insured, Kind.MATERNITY, net_daily_wage="2000.00")
    days = (award.live()[0].ends_on or date.max) - award.live()[0].starts_on
    assert award.live()[0].parts.gross == days.days * 2_000_00
    assert days.days >= 98


def test_a_work_accident_annuity_is_monthly(insured: World) -> None:
    (award,) = grant(insured, Kind.WORK_ACCIDENT, incapacity_rate="0.5")
    # Half of twelve months at 60 000,00, a twelfth a month.
    assert award.pays == "monthly"
    assert award.live()[0].parts.gross == 30_000_00
    assert award.live()[0].parts.net == 30_000_00


def test_family_allowances_count_the_children_of_the_household(insured: World) -> None:
    with insured.desk("insurer") as by:
        claim_id = claim_benefit(insured.claim("omar", Kind.FAMILY_ALLOWANCES, Fund.CNAS), by=by, at=NOW)
        proposal = proposal_on(claim_id, by=by, at=NOW)
        assert proposal.held.facts["children"].value == "2"
        assert proposal.held.facts["wage"].value == "60000.00"
        written = decide_alone(claim_id, by=by, at=NOW)
        assert written is not None
        (award,) = awards_of_claim(claim_id)
    assert award.live()[0].parts.gross > 0


def test_a_death_grant_is_shared_to_the_centime(insured: World) -> None:
    after = datetime(2026, 11, 22, 9, tzinfo=UTC)
    insured.tell(EventKind.DEATH, "omar", date(2026, 11, 20), after)
    awards = grant(insured, Kind.DEATH_GRANT)
    assert {award.person_id for award in awards} == {insured["sara"], insured["nour"], insured["ali"]}
    # Twelve times the best month.
    assert sum(award.live()[0].parts.gross for award in awards) == 12 * 60_000_00


def test_nobody_without_days_of_work_has_sickness_pay(people: Any) -> None:
    with connect_as("batch"):
        made = benefit_world(people)
        with made.desk("insurer") as by:
            draft = made.claim("omar", Kind.SICKNESS, Fund.CNAS, days="20", net_daily_wage="2000.00")
            claim_id = claim_benefit(draft, by=by, at=NOW)
            proposal = proposal_on(claim_id, by=by, at=NOW)
    assert proposal.awards == ()
    assert proposal.outcome is Outcome.REFUSED
    assert proposal.ground
    assert proposal.asked is not None
    assert proposal.asked.record["topic"] == "sickness_opening"
