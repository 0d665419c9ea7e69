"""Write a declaration and what the check found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from mizan.formats.anomalies import Anomaly, Outcome
from mizan.formats.das import WaitingLine
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.sql import Writes, columns, next_ids
from mizan.kernel.periods import Period

_FILING = """
INSERT INTO contributions_filing (id, receipt_no, form, employer_id, period_key, period_start, period_end, kind,
    outcome, content_hash, source,
    filed_by_id, filed_at, filed_on, lines, taken, q1_base, q2_base, q3_base, q4_base, workers_total, hired,
        left_count, supersedes_id, law_version)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_ANOMALIES = """
INSERT INTO contributions_anomaly (filing_id, employer_id, line, field, code, severity, message_ar, message_fr, basis, found, expected)
SELECT %s, %s, a.* FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
    AS a(line, field, code, severity, message_ar, message_fr, basis, found, expected)
"""
_WAITING = """
INSERT INTO contributions_waiting_line (filing_id, employer_id, line_no, text) SELECT %s, %s, w.*
    FROM unnest(%s::int[], %s::text[]) AS w(line_no, text)
"""


PORTION = 20_000
"""The anomalies written at once."""


@dataclass(frozen=True, slots=True)
class FilingDraft:
    """A declaration to keep."""

    form: str
    employer_id: int
    period: Period
    kind: str
    outcome: Outcome
    content_hash: str
    source: str
    lines: int
    taken: int
    law_version: str
    quarter_bases: Sequence[int | None] = (None, None, None, None)
    workers_total: int | None = None
    hired: int | None = None
    left: int | None = None
    supersedes: int | None = None


def next_filing_id() -> int:
    """A fresh id."""
    return next_ids("contributions_filing", 1)[0]


def receipt_number(form: str, period_key: str, filing_id: int) -> str:
    """The number printed on a receipt, for instance "DAC-2026-10-000000042"."""
    return f"{form}-{period_key}-{filing_id:09d}"


def keep_filing(filing_id: int, draft: FilingDraft, anomalies: Sequence[Anomaly], *, writes: Writes, by: int, at: datetime) -> str:
    """Write the declaration and its anomalies; returns the receipt number.

    A rival filing shows as an `IntegrityError` when the `writes` are flushed.
    """
    receipt_no = receipt_number(draft.form, draft.period.key, filing_id)
    period = draft.period
    writes.add(
        _FILING,
        [
            filing_id, receipt_no, draft.form, draft.employer_id, period.key, period.start, period.end, draft.kind, draft.outcome.value,
            draft.content_hash, draft.source, by, at, accounting_day(at), draft.lines, draft.taken, *draft.quarter_bases,
            draft.workers_total, draft.hired, draft.left, draft.supersedes, draft.law_version,
        ],
    )  # fmt: skip
    kept = iter(anomalies)
    while portion := list(islice(kept, PORTION)):
        writes.add(_ANOMALIES, [filing_id, draft.employer_id, *columns([anomaly_row(one) for one in portion])])
        if len(portion) == PORTION:
            # A file of a million mistakes is kept whole, but never held whole.
            writes.flush()
    return receipt_no


def anomaly_row(found: Anomaly) -> tuple[object, ...]:
    """An anomaly as it is kept, with its sentences as they stand that day."""
    said = found.message
    place = (found.line, found.field, found.code, found.severity.value)
    return (*place, said["ar"], said["fr"], found.basis, found.found or "", found.expected or "")


def keep_waiting(filing_id: int, employer_id: int, waiting: Sequence[WaitingLine], *, writes: Writes) -> None:
    """Write the lines left out, as they were written."""
    if waiting:
        writes.add(_WAITING, [filing_id, employer_id, *columns([(line.line_no, line.text.replace("\0", " ")) for line in waiting])])
