"""Refusals of the app, and how the database's own refusals are told. The sentences are in the doors' labels under ``refusal.<code>``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error as DatabaseError
from psycopg import errors

from mizan.kernel.refusals import refused

CODES = (
    "act_key_reused",
    "entry_already_reversed",
    "entry_not_reversible",
    "entry_unknown",
    "journal_file_account_unknown",
    "journal_file_amount",
    "journal_file_empty",
    "journal_file_head",
    "journal_file_nature",
    "journal_file_too_large",
    "journal_file_unbalanced",
    "journal_file_unreadable",
    "posting_not_allowed",
    "proposal_decided",
    "proposal_needs_another_person",
    "proposal_not_reversible",
)

_BY_CONSTRAINT = {
    "ledger_act_key_reused": "act_key_reused",
    "ledger_entry_reverses_id_key": "entry_already_reversed",
    "ledger_proposal_decided": "proposal_decided",
    "ledger_approval_two_people": "proposal_needs_another_person",
    "ledger_proposal_reverses": "proposal_not_reversible",
    "ledger_reversal_mirrors": "entry_not_reversible",
}


@contextmanager
def translated() -> Iterator[None]:
    """Tell the database's refusals of an act as ``Refused``; faults of ours pass through as they are."""
    try:
        yield
    except DatabaseError as error:
        cause = error.__cause__
        if isinstance(cause, errors.InsufficientPrivilege):
            raise refused("posting_not_allowed") from error
        if isinstance(cause, errors.NoDataFound):
            raise refused("entry_unknown") from error
        constraint = cause.diag.constraint_name if isinstance(cause, errors.Error) else None
        if constraint in _BY_CONSTRAINT:
            raise refused(_BY_CONSTRAINT[constraint]) from error
        raise
