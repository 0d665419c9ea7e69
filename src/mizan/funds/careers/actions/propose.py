"""What takes two people on a career: propose, then decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import next_ids, run
from mizan.funds.careers.errors import translated
from mizan.funds.careers.queries.disputes import proposal_on
from mizan.funds.careers.types.disputes import ProposalKnown
from mizan.funds.careers.types.drafts import CreditDraft
from mizan.kernel.refusals import refused

_PROPOSAL = """
INSERT INTO careers_proposal (id, kind, person_id, content, document_hash, dispute_id, proposed_by_id, proposed_at)
VALUES (%s, %s, %s, %s::jsonb, %s, %s, %s, %s)
"""
_DECISION = """
INSERT INTO careers_decision (proposal_id, proposed_by_id, decided_by_id, granted, ground, decided_at) VALUES (%s, %s, %s, %s, %s, %s)
"""


def propose_credit(draft: CreditDraft, *, by: int, at: datetime) -> int:
    """Propose a credited period with its evidence; returns the proposal's id. Nothing counts until another person grants it.

    Refused: ``credit_unreadable`` (it ends before it begins), ``evidence_missing``, ``file_not_open``.
    """
    if draft.starts_on >= draft.ends_on:
        raise refused("credit_unreadable", "ends_on")
    if not draft.evidence:
        raise refused("evidence_missing", "evidence")
    content = {
        "scheme": draft.scheme.value,
        "kind": draft.kind.value,
        "starts_on": draft.starts_on.isoformat(),
        "ends_on": draft.ends_on.isoformat(),
        "evidence": draft.evidence,
    }
    return propose("credit", draft.person_id, content, draft.document_hash, by=by, at=at)


def propose_withdrawal(*, person_id: int, credit_id: int, ground: str, by: int, at: datetime) -> int:
    """Propose to hold a credited period untrue; returns the proposal's id. Refused: ``evidence_missing`` (no ground), ``file_not_open``."""
    if not ground:
        raise refused("evidence_missing", "ground")
    return propose("withdrawal", person_id, {"credit": credit_id, "ground": ground}, "", by=by, at=at)


def propose(
    kind: str,
    person_id: int | None,
    content: Mapping[str, object],
    document_hash: str,
    *,
    dispute_id: int | None = None,
    by: int,
    at: datetime,
) -> int:
    """Write a proposal and log it."""
    with transaction.atomic():
        (proposal_id,) = next_ids("careers_proposal", 1)
        with translated():
            run(_PROPOSAL, [proposal_id, kind, person_id, json.dumps(dict(content)), document_hash, dispute_id, by, at])
        record_act(verb=f"propose_{kind}", subject=("career_proposal", proposal_id), by=by, at=at, detail={"hash": document_hash})
    return proposal_id


def grant_proposal(proposal_id: int, *, by: int, at: datetime) -> None:
    """Grant a credited period, a withdrawal or a correction, as another person than who proposed it: it takes effect at once.

    Refused: ``proposal_unknown``, ``proposal_decided``, ``proposal_needs_another_person``, ``credit_overlaps``, ``credit_not_live``,
    ``dispute_answered``, ``file_not_open``. A history is granted with `approve_career_history`.
    """
    proposal = waiting(proposal_id)
    if proposal.kind == "history":
        raise refused("proposal_unknown", "proposal")
    decide(proposal, granted=True, ground="", by=by, at=at)


def refuse_proposal(proposal_id: int, *, ground: str, by: int, at: datetime) -> None:
    """Refuse a proposal with a ground. Refused: as `grant_proposal`, and ``evidence_missing`` (no ground)."""
    if not ground:
        raise refused("evidence_missing", "ground")
    decide(waiting(proposal_id), granted=False, ground=ground, by=by, at=at)


def waiting(proposal_id: int) -> ProposalKnown:
    """A proposal nobody has decided on yet. Raises `Refused`: ``proposal_unknown``, ``proposal_decided``."""
    proposal = proposal_on(proposal_id)
    if proposal is None:
        raise refused("proposal_unknown", "proposal")
    if proposal.granted is not None:
        raise refused("proposal_decided", "proposal")
    return proposal


def decide(proposal: ProposalKnown, *, granted: bool, ground: str, by: int, at: datetime) -> None:
    """Write the second person's decision; what it grants is done by the database in the same statement."""
    with transaction.atomic():
        with translated():
            run(_DECISION, [proposal.id, proposal.proposed_by, by, granted, ground, at])
        verb = f"{'grant' if granted else 'refuse'}_{proposal.kind}"
        record_act(verb=verb, subject=("career_proposal", proposal.id), by=by, at=at)
