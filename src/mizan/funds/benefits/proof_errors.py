"""Refusals of proofs of life. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

PROOF_CODES = (
    "ask_unknown",
    "care_told",
    "evidence_after_death",
    "evidence_annulled",
    "evidence_day",
    "file_not_open",
    "letters_none",
    "letters_too_many",
    "own_file",
    "proof_grace_runs",
    "proof_ground_unnamed",
    "proof_known",
    "proof_not_tried",
    "proof_nothing_paid",
    "proof_sent",
    "proof_step_day",
    "text_missing",
)
BY_CONSTRAINT: Mapping[str, tuple[str, str | None]] = {
    "benefits_own_file": ("own_file", "person"),
    "benefits_proof_annulled_ground": ("text_missing", "ground"),
    "benefits_proof_annulled_pkey": ("evidence_annulled", "evidence"),
    "benefits_proof_evidence_alive": ("evidence_after_death", "on_day"),
    "benefits_proof_evidence_day": ("evidence_day", "on_day"),
    "benefits_proof_evidence_once": ("care_told", "id"),
    "benefits_proof_evidence_place": ("text_missing", "place"),
    "benefits_proof_evidence_reason": ("text_missing", "reason"),
    "benefits_proof_hold_grace": ("proof_grace_runs", "ask"),
    "benefits_proof_hold_proved": ("proof_known", "ask"),
    "benefits_proof_hold_tried": ("proof_not_tried", "ask"),
    "benefits_proof_sent_once": ("proof_sent", "language"),
    "benefits_proof_step_day": ("proof_step_day", "on_day"),
    "benefits_proof_step_note": ("text_missing", "note"),
}


def proof_translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told(BY_CONSTRAINT, shut=("file_not_open", "person"))
