"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

CODES = (
    "account_unreadable",
    "again_moved",
    "again_not_proposed",
    "again_nothing",
    "again_since",
    "claim_decided",
    "claim_incomplete",
    "claim_key_reused",
    "claim_not_decided",
    "claim_unknown",
    "claim_withdrawn",
    "decision_needs_another_person",
    "decision_superseded",
    "fact_not_asked",
    "file_not_open",
    "ground_missing",
    "kind_not_of_fund",
    "letter_day",
    "letter_served",
    "own_file",
    "person_unknown",
    "step_unknown",
)
BY_CONSTRAINT: Mapping[str, tuple[str, str | None]] = {
    "benefits_again_proposed": ("again_not_proposed", "claim"),
    "benefits_claim_gone": ("claim_withdrawn", "claim"),
    "benefits_claim_step_order": ("claim_decided", "claim"),
    "benefits_claim_withdrawn_once": ("claim_withdrawn", "claim"),
    "benefits_decision_first": ("claim_decided", "claim"),
    "benefits_decision_supersedes_id_key": ("decision_superseded", "decision"),
    "benefits_decision_two_people": ("decision_needs_another_person", "decision"),
    "benefits_decision_lowers_alone": ("decision_needs_another_person", "decision"),
    "benefits_decision_refusal_two_people": ("decision_needs_another_person", "decision"),
    "benefits_decision_refused_with_ground": ("ground_missing", "ground"),
    "benefits_letter_day": ("letter_day", "served_on"),
    "benefits_letter_once": ("letter_served", "language"),
    "benefits_own_file": ("own_file", "person"),
    "benefits_payee_account_shape": ("account_unreadable", "account"),
    "benefits_payee_account_key": ("account_unreadable", "account"),
}


def translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told(BY_CONSTRAINT, shut=("file_not_open", "person"))
