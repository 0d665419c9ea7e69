"""Decisions, each with its whole record."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mizan.funds.access.sql import Row, decoded, one, one_row, rows
from mizan.funds.benefits.types import DecisionKnown, Outcome
from mizan.kernel.funds import Fund

_COLUMNS = """
SELECT d.id, d.number, d.claim_id, d.award_id, d.person_id, d.claimant_id, d.fund, d.kind, d.outcome, d.ground, d.supersedes_id,
       (SELECT n.id FROM benefits_decision n WHERE n.supersedes_id = d.id), d.law_on, d.effective_on, d.decided_at, d.decided_by_id,
       d.proposed_by_id, d.automatic, d.sensitive, d.law_version, d.record, d.record_hash, d.difference, d.code, d.letter_template
  FROM benefits_decision d
"""
_LIVE = """
 WHERE d.claim_id = %s AND NOT EXISTS (SELECT 1 FROM benefits_decision n WHERE n.supersedes_id = d.id) ORDER BY d.id DESC LIMIT 1
"""


class DecisionShown(NamedTuple):
    """What anybody may know of a decision whose code they hold: nothing of whom it is about."""

    valid: bool
    fund: Fund
    decided_on: date


def decision_of(decision_id: int) -> DecisionKnown | None:
    """A decision, if the asker has opened the file."""
    return _decision(one(f"{_COLUMNS} WHERE d.id = %s", [decision_id]))


def decision_numbered(number: str) -> DecisionKnown | None:
    """The decision of a number, if the asker has opened the file."""
    return _decision(one(f"{_COLUMNS} WHERE d.number = %s", [number]))


def decisions_of_claim(claim_id: int) -> tuple[DecisionKnown, ...]:
    """The decisions on a claim and on what it gave, earliest first."""
    return tuple(found for row in rows(f"{_COLUMNS} WHERE d.claim_id = %s ORDER BY d.id", [claim_id]) if (found := _decision(row)))


def live_decision_of_claim(claim_id: int) -> DecisionKnown | None:
    """The decision on a claim that nothing supersedes."""
    return _decision(one(f"{_COLUMNS} {_LIVE}", [claim_id]))


def decision_by_code(code: str) -> DecisionShown | None:
    """Whether the decision of a verification code stands, its fund and its day; None where there is none. For anybody."""
    row = one("SELECT valid, fund, decided_on FROM benefits_by_code(%s)", [code])
    return None if row is None else DecisionShown(row[0], Fund(row[1]), row[2])


def system_signer() -> int:
    """The system's own account, which signs what the law decides alone; its id is all anybody learns of it."""
    return int(one_row("SELECT benefits_system()")[0])


def _decision(row: Row | None) -> DecisionKnown | None:
    if row is None:
        return None
    head, middle = (*row[:6], Fund(row[6]), row[7], Outcome(row[8])), row[9:20]
    return DecisionKnown(*(*head, *middle, decoded(row[20]), row[21], decoded(row[22]), *row[23:]))
