"""Refusals of the app. The sentences, in Arabic and in French, are in the label files of the doors under ``refusal.<code>``."""

from __future__ import annotations

from mizan.kernel.refusals import Refused, refused

CODES = (
    "account_exists",
    "account_unknown",
    "grant_exists",
    "grant_not_live",
    "idempotency_key_reused",
    "not_allowed",
    "password_too_short",
    "password_wrong",
    "token_invalid",
    "token_lacks_scope",
)


def not_allowed(needed: str) -> Refused:
    """The account's roles do not reach this act; ``needed`` names the role or the scope that would."""
    return refused("not_allowed", needed=needed)


def key_reused(key: str) -> Refused:
    """The same idempotency key came back with another body: the first answer stands and nothing was done."""
    return refused("idempotency_key_reused", "idempotency_key", key=key)
