"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from mizan.kernel.refusals import Refused, refused

CODES = (
    "account_other_fund",
    "case_closed",
    "case_unknown",
    "credit_belongs_to_other",
    "daa_already_filed",
    "daa_nothing_to_rectify",
    "dac_already_filed",
    "dac_nothing_to_rectify",
    "dac_period_overlaps",
    "das_already_filed",
    "das_no_normal",
    "due_unknown",
    "month_not_over",
    "other_employer",
    "overpays_institution",
    "period_in_future",
    "receipt_is_return",
    "receipt_not_return",
    "receipt_other_fund",
    "receipt_settled",
    "receipt_unknown",
    "return_unmatched",
    "statement_differs",
    "transfer_settled",
    "transfer_unknown",
)


def rival_filing(error: Exception, form: str) -> Refused | Exception:
    """Two people filed at once: the loser is told; any other fault passes through as it is."""
    cause = error.__cause__
    name = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
    if name.startswith("contributions_filing_"):
        return refused(f"{form.lower()}_already_filed", "period", receipt_no="")
    return error
