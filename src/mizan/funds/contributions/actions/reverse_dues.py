"""Reverse dues: their entries, what was laid on them, and the dues themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from mizan.funds.contributions.actions.release import laid_on, legs_of, write_release
from mizan.funds.contributions.actions.settle_notes import take_up_notes
from mizan.funds.contributions.books import ActOf, book, reverse_entry
from mizan.funds.contributions.crashpoints import point
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.sql import columns, run
from mizan.funds.ledger.types import Journal


class LiveDue(NamedTuple):
    """A due that counts today."""

    id: int
    employer_id: int
    period_key: str
    code: str
    kind: str
    sequence: int
    entry_id: int
    filing_id: int | None
    base: int


_INSERT = """
INSERT INTO contributions_due_reversal (due_id, employer_id, period_key, code, kind, sequence, entry_id, reason,
    filing_id, booked_on, recorded_at)
SELECT d.due_id, d.employer_id, d.period_key, d.code, d.kind, d.sequence, d.entry_id, %s, %s, %s, %s
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::smallint[], %s::bigint[])
       AS d(due_id, employer_id, period_key, code, kind, sequence, entry_id)
"""


def reverse_dues(dues: Sequence[LiveDue], *, reason: str, key: str, filing_id: int | None, by: int, at: datetime) -> None:
    """Reverse dues of one employer, whole entries at a time; what had been laid on them becomes credit. `key` names the act."""
    if not dues:
        return
    _release(dues, reason=reason, key=key, filing_id=filing_id, by=by, at=at)
    point("reverse_dues.released")
    reversals = {
        entry: reverse_entry(entry, key=f"reverse:{key}:{entry}", reason=reason, by=by, at=at)
        for entry in sorted({d.entry_id for d in dues})
    }
    point("reverse_dues.entries_reversed")
    records = [(d.id, d.employer_id, d.period_key, d.code, d.kind, d.sequence, reversals[d.entry_id]) for d in dues]
    run(_INSERT, [reason, filing_id, accounting_day(at), at, *columns(records)])
    point("reverse_dues.kept")


def _release(dues: Sequence[LiveDue], *, reason: str, key: str, filing_id: int | None, by: int, at: datetime) -> None:
    """Take back what was laid on the dues; the credit notes are open again, too, since what they were set off against changes."""
    employer_id = dues[0].employer_id
    take_up_notes(employer_id, by=by, at=at)
    laid = laid_on([due.id for due in dues])
    if not laid:
        return
    document = ("filing", filing_id, "") if filing_id else ("due", dues[0].id, "")
    entry = book(ActOf(Journal.RECONCILIATION, "release", f"release:{key}", employer_id, document), legs_of(laid), by=by, at=at)
    write_release(laid, reason=reason, entry_id=entry, at=at)
