"""Questions about disputes and proposals."""

from __future__ import annotations

from datetime import date

from mizan.funds.access.sql import Row, decoded, one, rows
from mizan.funds.careers.types.career import Scheme
from mizan.funds.careers.types.disputes import DisputeKnown, ProposalKnown

_DISPUTE = """
SELECT d.id, d.person_id, d.scheme, d.employer_id, d.month, d.claimed_days, d.claimed_amount, d.evidence, d.opened_on, d.answer_by,
       COALESCE(a.verdict, ''), COALESCE(a.ground, '')
  FROM careers_dispute d LEFT JOIN careers_dispute_answer a ON a.dispute_id = d.id
"""
_PROPOSAL = """
SELECT p.id, p.kind, p.person_id, p.content, p.document_hash, p.dispute_id, p.proposed_by_id, p.proposed_at, d.granted, d.decided_by_id
  FROM careers_proposal p LEFT JOIN careers_decision d ON d.proposal_id = p.id
"""


def disputes_of(person_id: int) -> tuple[DisputeKnown, ...]:
    """The disputes on a person's career, newest first."""
    return tuple(_dispute(row) for row in rows(_DISPUTE + "WHERE d.person_id = %s ORDER BY d.id DESC", [person_id]))


def dispute_on(dispute_id: int) -> DisputeKnown | None:
    """One dispute, if its file is open to the asker."""
    row = one(_DISPUTE + "WHERE d.id = %s", [dispute_id])
    return None if row is None else _dispute(row)


def disputes_unanswered(*, before: date, limit: int = 100) -> tuple[DisputeKnown, ...]:
    """The disputes that should have been answered before a day and were not, the longest late first. Batch role."""
    statement = _DISPUTE + "WHERE a.dispute_id IS NULL AND d.answer_by < %s ORDER BY d.answer_by, d.id LIMIT %s"
    return tuple(_dispute(row) for row in rows(statement, [before, limit]))


def proposal_on(proposal_id: int) -> ProposalKnown | None:
    """One proposal, if the asker may see it."""
    row = one(_PROPOSAL + "WHERE p.id = %s", [proposal_id])
    return None if row is None else _proposal(row)


def proposal_of_document(document_hash: str) -> ProposalKnown | None:
    """The career history proposed with this SHA-256, if the asker may see it."""
    row = one(_PROPOSAL + "WHERE p.kind = 'history' AND p.document_hash = %s", [document_hash])
    return None if row is None else _proposal(row)


def proposals_waiting(*, limit: int = 100) -> tuple[ProposalKnown, ...]:
    """What waits for a second person, oldest first."""
    return tuple(_proposal(row) for row in rows(_PROPOSAL + "WHERE d.proposal_id IS NULL ORDER BY p.id LIMIT %s", [limit]))


def _dispute(row: Row) -> DisputeKnown:
    return DisputeKnown(*(*row[:2], Scheme(row[2]), *row[3:]))


def _proposal(row: Row) -> ProposalKnown:
    return ProposalKnown(*(*row[:3], decoded(row[3]), *row[4:]))
