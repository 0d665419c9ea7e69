"""Refusals of controls. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

CODES = (
    "certificate_known",
    "certificate_unreadable",
    "control_cause_missing",
    "control_error_unsanctioned",
    "control_finding_concluded",
    "control_finding_unknown",
    "control_followed_elsewhere",
    "control_fraud_two_people",
    "control_fraud_waits",
    "control_hold_not_asked",
    "control_no_ground",
    "control_not_confirmed",
    "control_not_taken",
    "control_own_finding",
    "control_unknown",
    "control_conclusion_not_kept",
)
BY_CONSTRAINT: Mapping[str, tuple[str, str | None]] = {
    "controls_step_order": ("control_finding_concluded", "finding"),
    "controls_step_concluded": ("control_finding_concluded", "finding"),
    "controls_step_untaken": ("control_not_taken", "finding"),
    "controls_step_waits": ("control_fraud_waits", "conclusion"),
    "controls_step_cause": ("control_cause_missing", "cause"),
    "controls_step_reason": ("text_missing", "reason"),
    "controls_step_ground": ("text_missing", "hold_ground"),
    "controls_fraud_two_people": ("control_fraud_two_people", "conclusion"),
    "controls_own_finding": ("control_own_finding", "finding"),
    "controls_error_unsanctioned": ("control_error_unsanctioned", "what"),
    "controls_followed_unconfirmed": ("control_not_confirmed", "what"),
    "controls_hold_asked": ("control_hold_not_asked", "what"),
    "controls_followed_award": ("control_followed_elsewhere", "what"),
    "controls_followed_what": ("text_missing", "reference"),
    "controls_certificate_told_words": ("certificate_unreadable", "certificate"),
    "controls_certificate_told_day": ("certificate_unreadable", "certificate"),
    "controls_certificate_told_unknown": ("certificate_unreadable", "annuls"),
    "controls_certificate_told_annuls": ("certificate_known", "annuls"),
    "benefits_own_file": ("own_file", "person"),
}


def translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told(BY_CONSTRAINT, shut=("control_finding_unknown", "finding"))
