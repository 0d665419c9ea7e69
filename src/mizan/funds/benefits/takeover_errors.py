"""Refusals of taking over existing awards. Their sentences are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

TAKEOVER_CODES = (
    "account_pays_nobody",
    "ground_missing",
    "own_file",
    "increase_before_takeover",
    "takeover_known",
    "takeover_month",
    "takeover_month_paid",
    "takeover_moved",
    "takeover_needs_another_person",
    "takeover_not_so",
    "takeover_unfinished",
    "takeover_unknown",
)
BY_CONSTRAINT: Mapping[str, tuple[str, str | None]] = {
    "benefits_own_file": ("own_file", "person"),
    "benefits_takeover_known": ("takeover_known", "file"),
    "benefits_takeover_step_once": ("takeover_not_so", "takeover"),
    "benefits_takeover_step_order": ("takeover_not_so", "takeover"),
    "benefits_takeover_step_reason": ("ground_missing", "reason"),
    "benefits_takeover_two_people": ("takeover_needs_another_person", "takeover"),
}


def takeover_translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told(BY_CONSTRAINT, shut=("account_pays_nobody", "fund"))
