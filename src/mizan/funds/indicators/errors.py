"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from contextlib import AbstractContextManager

from mizan.funds.access.refusing import told

CODES = ("alert_not_yours", "alert_unknown")


def translated() -> AbstractContextManager[None]:
    """What the database will not have becomes the refusal that says why; anything else passes through."""
    return told({}, shut=("alert_not_yours", "account"))
