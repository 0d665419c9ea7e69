"""Claims decided on the real database: by the law alone, by an officer, by two; and what stays of a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.funds.benefits.benefit_world import CLAIMED, NOW, World, benefit_world

from mizan.config.database import connect_as
from mizan.flows.decide_benefit import claim_benefit, decide_alone
from mizan.funds.benefits.queries import awards_of_claim, claims_waiting, decision_by_code, decision_of
from mizan.funds.benefits.types import Outcome
from mizan.kernel.funds import Fund
from mizan.law.algeria.book import book, topics
from mizan.law.engine.replay import read_decision, replay


@pytest.fixture
def at_work(people: Any) -> Iterator[World]:
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2025, 60_000_00)
        yield made


def test_a_plain_retirement_is_decided_at_once_by_the_law_alone(at_work: World) -> None:
    with at_work.desk("one") as by:
        claim_id = claim_benefit(at_work.claim("omar", spouse_has_income="false"), by=by, at=NOW)
        assert [one.claim_id for one in claims_waiting()] == [claim_id]
        written = decide_alone(claim_id, by=by, at=NOW)
        assert written is not None
        assert claims_waiting() == ()
        decision, (award,) = decision_of(written.id), awards_of_claim(claim_id)
    assert decision is not None
    assert (decision.outcome, decision.automatic, decision.decided_by) == (Outcome.GRANTED, True, at_work.system)
    assert (decision.law_on, decision.effective_on) == (CLAIMED, date(2026, 12, 1))
    # 33 years at 2.5 % of 60 000,00 exceed the 80 % that 32 years give.
    (term,) = award.terms
    assert term.parts.pension == 48_000_00
    assert term.parts.social_insurance == 48_000_00 * 2 // 100 or term.parts.social_insurance > 0
    assert term.parts.net == term.parts.gross - term.parts.social_insurance - term.parts.income_tax
    assert decision.record["given"]["wages"]["source"].startswith("careers: casnos")
    assert decision.record["given"]["born_on"]["source"].startswith("people: identity known since 2026-01-05")
    tree = decision.record["steps"]["amount"]
    assert tree["text"]["ar"]
    assert tree["text"]["fr"]
    found = replay(book(), topics(), read_decision(dict(decision.record), book()))
    assert found["same"], found
    shown = decision_by_code(decision.code)
    assert shown is not None
    assert (shown.valid, shown.fund) == (True, Fund.CNR)
