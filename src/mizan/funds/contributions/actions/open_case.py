"""Open a reconciliation case, and note what happens to it."""

from __future__ import annotations

from datetime import datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.sql import next_ids, run
from mizan.law.algeria.contributions import reconciliation_confirmed_on

_CASE = """
INSERT INTO contributions_reconciliation_case (id, employer_id, year, quarter_key, sequence, filing_id, das_base, assessed_base, opened_on,
                                               confirmed_on, recorded_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_STEP = """
INSERT INTO contributions_case_step (case_id, employer_id, step, closes, by_id, taken_at, taken_on, note) VALUES (%s,
    %s, %s, %s, %s, %s, %s, %s)
"""
CLOSING = frozenset({"confirmed", "lapsed", "withdrawn", "replaced"})


def open_case(employer_id: int, quarter_key: str, *, sequence: int, filing_id: int, das_base: int, assessed_base: int, at: datetime) -> int:
    """Show a difference to both sides; it counts as confirmed after the law's delay. Returns the case's id."""
    case_id = next_ids("contributions_reconciliation_case", 1)[0]
    day = accounting_day(at)
    run(
        _CASE,
        [case_id, employer_id, int(quarter_key[:4]), quarter_key, sequence, filing_id, das_base, assessed_base, day,
         reconciliation_confirmed_on(day), at],
    )  # fmt: skip
    return case_id


def note_step(case_id: int, employer_id: int, step: str, *, note: str = "", by: int, at: datetime) -> None:
    """Note that a case was contested, upheld, confirmed, lapsed, withdrawn or replaced; the last four close it, once."""
    run(_STEP, [case_id, employer_id, step, step in CLOSING, by, at, accounting_day(at), note])
