"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

CODES = (
    "adopted_amount",
    "adopted_empty",
    "adopted_head",
    "adopted_indicator",
    "adopted_period",
    "adopted_row",
    "adopted_twice",
    "adopted_unreadable",
    "document_decided",
    "document_needs_another_person",
    "document_unknown",
    "document_version",
    "draft_decided",
    "draft_unknown",
    "measure_evidence_missing",
    "evidence_unknown",
    "indicator_unknown",
    "instruction_changed",
    "instruction_unknown",
    "instruction_without_indicator",
    "instruction_without_owner",
    "measure_unknown",
    "steering_not_yours",
    "steering_text_missing",
)
BY_CONSTRAINT: Mapping[str, tuple[str, str | None]] = {
    "steering_instruction_owner": ("instruction_without_owner", "owner"),
    "steering_instruction_aims": ("instruction_without_indicator", "indicators"),
    "steering_instruction_indicators": ("instruction_without_indicator", "indicators"),
    "steering_instruction_draft": ("draft_decided", "draft"),
    "steering_draft_decided": ("draft_decided", "draft"),
    "steering_draft_refused_pkey": ("draft_decided", "draft"),
    "steering_draft_refused_reason": ("steering_text_missing", "reason"),
    "steering_instruction_chain": ("steering_text_missing", "reason"),
    "steering_instruction_follows": ("instruction_changed", "instruction"),
    "steering_instruction_version": ("instruction_changed", "instruction"),
    "steering_instruction_supersedes_id_key": ("instruction_changed", "instruction"),
    "steering_measure_text": ("steering_text_missing", "text"),
    "steering_measure_of_fund": ("instruction_changed", "instruction"),
    "steering_evidence_one": ("measure_evidence_missing", "file"),
    "steering_adoption_two_people": ("document_needs_another_person", "document"),
    "steering_adoption_pkey": ("document_decided", "document"),
    "steering_document_declined_pkey": ("document_decided", "document"),
    "steering_document_decided": ("document_decided", "document"),
    "steering_document_version": ("document_version", "document"),
    "steering_document_declined_reason": ("steering_text_missing", "reason"),
}


def translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told(BY_CONSTRAINT, shut=("steering_not_yours", "account"))
