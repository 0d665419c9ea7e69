"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

CODES = (
    "credit_not_live",
    "credit_overlaps",
    "credit_unreadable",
    "dispute_answered",
    "dispute_unknown",
    "earning_overlaps",
    "evidence_missing",
    "file_not_open",
    "history_differs",
    "history_kept",
    "period_in_future",
    "proposal_decided",
    "proposal_needs_another_person",
    "proposal_unknown",
    "spell_not_live",
    "spell_overlaps",
    "yearly_income_told",
)
BY_CONSTRAINT: Mapping[str, tuple[str, str | None]] = {
    "careers_credit_live": ("credit_not_live", "credit"),
    "careers_credit_one": ("credit_overlaps", "starts_on"),
    "careers_credit_span": ("credit_unreadable", "ends_on"),
    "careers_credit_evidence": ("evidence_missing", "evidence"),
    "careers_decision_pkey": ("proposal_decided", "proposal"),
    "careers_decision_two_people": ("proposal_needs_another_person", "proposal"),
    "careers_dispute_answer_pkey": ("dispute_answered", "dispute"),
    "careers_dispute_evidence": ("evidence_missing", "evidence"),
    "careers_earning_one": ("earning_overlaps", "period"),
    "careers_earning_overlap": ("earning_overlaps", "period"),
    "careers_earning_yearly_once": ("yearly_income_told", "source"),
    "careers_history_once": ("history_kept", "document"),
    "careers_proposal_document_once": ("history_kept", "document"),
    "careers_spell_live": ("spell_not_live", "spell"),
    "careers_spell_one": ("spell_overlaps", "starts_on"),
}


def translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told(BY_CONSTRAINT, shut=("file_not_open", "person"))
