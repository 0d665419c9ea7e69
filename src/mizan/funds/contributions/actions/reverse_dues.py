"""Reverse dues: their entries, what was laid on them, and the dues themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from mizan.funds.contributions.actions.release import laid_on, legs_of, write_release
from mizan.funds.contributions.books import ActOf, book, reverse_entry
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.sql import columns, run


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
INSERT INTO contributions_due_reversal (due_id, employer_id, period_key, code, kind, sequence, entry_id, reason, filing_id, booked_on, recorded_at)
SELECT d.due_id, d.employer_id, d.period_key, d.code, d.kind, d.sequence, d.entry_id, %s, %s, %s, %s
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::smallint[], %s::bigint[])
       AS d(due_id, employer_id, period_key, code, kind, sequence, entry_id)
"""


def reverse_dues(
    dues: Sequence[LiveDue], *, reason: str, key: str, filing_id: int | None, by: int, at: datetime
) -> dict[tuple[str, str], int]:
    """Reverse all dues of their entries; what had been laid on them becomes credit.

    Returns, by code and kind, the sequence that the due which replaces each must carry. `key` names the act (idempotent).
    """
    if not dues:
        return {}
    laid = laid_on([due.id for due in dues])
    if laid:
        act = ActOf("receipt", "release", f"release:{key}", dues[0].employer_id, "filing" if filing_id else "due", filing_id or dues[0].id)
        entry = book(act, legs_of(laid), by=by, at=at)
        write_release(laid, reason=reason, entry_id=entry, at=at)
    reversals = {
        entry: reverse_entry(entry, key=f"reverse:{key}:{entry}", reason=reason, by=by, at=at) for entry in sorted({d.entry_id for d in dues})
    }
    records = [(d.id, d.employer_id, d.period_key, d.code, d.kind, d.sequence, reversals[d.entry_id]) for d in dues]
    run(_INSERT, [reason, filing_id, accounting_day(at), at, *columns(records)])
    return {(due.code, due.kind): due.sequence + 1 for due in dues}
