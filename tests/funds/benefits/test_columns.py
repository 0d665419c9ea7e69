"""Retirement over columns is retirement interpreted, case by case: the same parts, the same ground, the same facts missing."""

from __future__ import annotations

from typing import Any

import pytest
from tests.funds.benefits.benefit_world import NOW
from tests.funds.benefits.many_lives import TOLD, Lives

from mizan.config.database import connect_as
from mizan.flows.benefit_case import proposal_of, told_of
from mizan.funds.benefits.actions.open_claim import CLAIMED_ON
from mizan.funds.benefits.kinds import compiled
from mizan.funds.benefits.kinds.columns import PensionCase, gather_columns
from mizan.funds.benefits.kinds.compiled import pensions
from mizan.funds.benefits.queries import claim_of
from mizan.funds.benefits.types import TermDraft


def money(terms: tuple[TermDraft, ...]) -> list[object]:
    """Everything of terms but the law's version, which columns do not tell."""
    return [(one.starts_on, one.ends_on, one.parts, one.least) for one in terms]


@pytest.mark.parametrize("few", [0, 100])
def test_the_law_over_columns_is_the_law_interpreted(people: Any, db: Any, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Compiled (on a day), and case by case on the same numbers (on any day)."""
    monkeypatch.setattr(compiled, "FEW", few)
    with db.raw() as admin:
        lives = Lives(admin, people.system, people.employers["alpha"], seed=few)
        lives.told = TOLD if few else [one for one in TOLD if "claimed_on" not in one]
        claims = lives.draw(120)
    with connect_as("batch"):
        proposals = [proposal_of(claim, at=NOW, steps=False) for claim in map(claim_of, claims) if claim is not None]
        cases = [
            PensionCase(one.claim.person_id, one.case.day, {k: v for k, v in told_of(one.claim).items() if k != CLAIMED_ON})
            for one in proposals
        ]
        gathered = gather_columns(cases, known_at=NOW)
        answers = pensions(gathered, known_at=NOW)
    told = paid = 0
    for one, answer, missing in zip(proposals, answers, gathered.missing, strict=True):
        if not gathered.odd[told]:
            assert set(missing) == set(one.missing)
        told += 1
        if answer is None:
            assert gathered.odd[told - 1] or one.missing or one.refusal is not None
            continue
        assert {draft.fund: money(draft.terms) for draft in one.awards} == {fund: money(terms) for fund, terms in answer.terms.items()}
        assert one.ground == answer.ground
        paid += bool(answer.terms)
    # Not by leaving everything to the interpreter.
    assert sum(answer is not None for answer in answers) > len(claims) // 4
    assert paid > len(claims) // 8
