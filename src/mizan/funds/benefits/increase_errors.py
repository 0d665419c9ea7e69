"""Refusals of increases. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

INCREASE_CODES = (
    "account_pays_nobody",
    "increase_changed",
    "increase_empty",
    "increase_lowers",
    "increase_needs_another_person",
    "increase_not_decided",
    "increase_not_so",
    "increase_scale_unknown",
    "increase_stands",
    "increase_unknown",
    "no_increase_on",
    "text_missing",
)
BY_CONSTRAINT: Mapping[str, tuple[str, str | None]] = {
    "benefits_increase_stands": ("increase_stands", "on"),
    "benefits_increase_once": ("increase_stands", "on"),
    "benefits_increase_step_once": ("increase_not_so", "increase"),
    "benefits_increase_step_order": ("increase_not_so", "increase"),
    "benefits_increase_people": ("increase_needs_another_person", "increase"),
    "benefits_decision_two_people": ("increase_needs_another_person", "increase"),
    "benefits_increase_changed": ("increase_changed", "increase"),
    "benefits_increase_raises": ("increase_lowers", "increase"),
}


def increase_translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told(BY_CONSTRAINT, shut=("account_pays_nobody", "fund"))
