"""Refusals of pay runs. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

PAY_CODES = (
    "account_pays_nobody",
    "award_unknown",
    "finding_answered",
    "finding_needs_account",
    "finding_unknown",
    "hold_deadline",
    "hold_ground_unknown",
    "hold_needs_another_person",
    "hold_not_so",
    "hold_notice",
    "hold_unknown",
    "instalment_unknown",
    "month_made_up",
    "month_not_begun",
    "month_skipped",
    "order_refused_altogether",
    "own_file",
    "payment_file_differs",
    "payment_file_kept",
    "return_amount_differs",
    "return_known",
    "return_unknown",
    "reversal_known",
    "reversal_needs_another_person",
    "reversal_not_possible",
    "run_changed",
    "run_differs",
    "run_empty",
    "run_needs_other_people",
    "run_not_so",
    "run_stands",
    "run_unanswered",
    "run_unknown",
    "text_missing",
)
BY_CONSTRAINT: Mapping[str, tuple[str, str | None]] = {
    "benefits_run_one_stands": ("run_stands", "month"),
    "benefits_run_follows": ("month_skipped", "month"),
    "benefits_run_made_up": ("month_made_up", "month"),
    "benefits_run_once": ("run_stands", "month"),
    "benefits_run_step_once": ("run_not_so", "run"),
    "benefits_run_step_order": ("run_not_so", "run"),
    "benefits_run_people": ("run_needs_other_people", "run"),
    "benefits_run_changed": ("run_changed", "run"),
    "benefits_run_unanswered": ("run_unanswered", "run"),
    "benefits_run_differs": ("run_differs", "run"),
    "benefits_run_closed": ("run_not_so", "run"),
    "benefits_payment_file_once": ("payment_file_kept", "run"),
    "benefits_payment_return_instalment_id_key": ("return_known", "return"),
    "benefits_return_paid": ("return_unknown", "return"),
    "benefits_reissue_pkey": ("return_known", "return"),
    "benefits_reissue_ground": ("text_missing", "ground"),
    "benefits_finding_step_finding_id_key": ("finding_answered", "finding"),
    "benefits_finding_step_ground": ("text_missing", "ground"),
    "benefits_instalment_reversal_instalment_id_key": ("reversal_known", "instalment"),
    "benefits_instalment_reversal_ground": ("text_missing", "ground"),
    "benefits_reversal_of_paid": ("reversal_not_possible", "instalment"),
    "benefits_reversal_approved_pkey": ("reversal_known", "instalment"),
    "benefits_reversal_two_people": ("reversal_needs_another_person", "instalment"),
    "benefits_hold_ground": ("text_missing", "ground"),
    "benefits_hold_notice": ("hold_notice", "notice_on"),
    "benefits_hold_deadline": ("hold_deadline", "deadline"),
    "benefits_hold_appeal": ("hold_notice", "appeal_until"),
    "benefits_hold_two_people": ("hold_needs_another_person", "hold"),
    "benefits_hold_order": ("hold_not_so", "hold"),
    "benefits_hold_step_once": ("hold_not_so", "hold"),
    "benefits_hold_step_ground": ("text_missing", "ground"),
    "benefits_own_file": ("own_file", "person"),
}


def pay_translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told(BY_CONSTRAINT, shut=("account_pays_nobody", "fund"))
