"""Reconcile many employers at once: those whose first yearly declaration has just been taken and who have no case yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.sql import rows
from mizan.law.algeria.contributions import reconciliation_confirmed_on

_OPEN = """
WITH filed AS (
    SELECT f.id, f.employer_id, f.q1_base, f.q2_base, f.q3_base, f.q4_base FROM contributions_filing f
        WHERE f.id = ANY (%(filings)s::bigint[])
), wages AS (
    SELECT f.id AS filing_id, f.employer_id, q.quarter, q.base, make_date(%(year)s, 3 * q.quarter - 2, 1) AS starts
      FROM filed f CROSS JOIN LATERAL (VALUES (1, f.q1_base), (2, f.q2_base), (3, f.q3_base), (4, f.q4_base)) AS q(quarter, base)
), assessed AS (
    SELECT d.employer_id, extract(quarter FROM d.month)::int AS quarter, sum(d.base) AS base
      FROM contributions_due d
     WHERE d.employer_id IN (SELECT employer_id FROM filed) AND d.month >= make_date(%(year)s, 1, 1)
         AND d.month < make_date(%(year)s + 1, 1, 1)
       AND d.code IN ('R22', 'R06', 'R07') AND d.debtor = 'EMPLOYER' AND d.kind = 'declared'
       AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
     GROUP BY 1, 2
), covered AS (
    SELECT f.employer_id, extract(quarter FROM f.period_start)::int AS quarter,
           sum(12 * (extract(year FROM f.period_end) - extract(year FROM f.period_start))
               + extract(month FROM f.period_end) - extract(month FROM f.period_start)) AS months
      FROM contributions_filing f
     WHERE f.employer_id IN (SELECT employer_id FROM filed) AND f.form = 'DAC' AND f.kind IN ('normal', 'nil')
       AND f.period_start >= make_date(%(year)s, 1, 1) AND f.period_end <= make_date(%(year)s + 1, 1, 1)
     GROUP BY 1, 2
), wanted AS (
    SELECT w.filing_id, w.employer_id, w.quarter, w.base, COALESCE(a.base, 0) AS assessed, COALESCE(c.months, 0) AS months,
           (SELECT count(*) FROM generate_series(0, 2) AS m
             WHERE e.opened_on < (w.starts + make_interval(months => m + 1))::date
               AND (e.closed_on IS NULL OR e.closed_on > (w.starts + make_interval(months => m))::date)) AS needed
      FROM wages w
      JOIN people_employer e ON e.id = w.employer_id
      LEFT JOIN assessed a ON a.employer_id = w.employer_id AND a.quarter = w.quarter
      LEFT JOIN covered c ON c.employer_id = w.employer_id AND c.quarter = w.quarter
     WHERE w.base <> COALESCE(a.base, 0)
)
INSERT INTO contributions_reconciliation_case (employer_id, year, quarter_key, sequence, filing_id, das_base, assessed_base, opened_on,
                                               confirmed_on, recorded_at)
SELECT employer_id, %(year)s, %(year)s || '-Q' || quarter, 1, filing_id, base, assessed, %(day)s, %(confirmed)s, %(at)s
  FROM wanted WHERE months >= needed ORDER BY employer_id, quarter
RETURNING id
"""


def open_cases(filing_ids: Sequence[int], year: int, *, at: datetime) -> list[int]:
    """Open a case for each quarter whose bases differ and whose periods are all declared; returns the cases."""
    day = accounting_day(at)
    values = {"filings": list(filing_ids), "year": year, "day": day, "confirmed": reconciliation_confirmed_on(day), "at": at}
    return [row[0] for row in rows(_OPEN, values)]
