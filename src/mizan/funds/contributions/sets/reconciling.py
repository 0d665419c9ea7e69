"""Reconcile many employers at once: those whose first yearly declaration has just been taken and who have no case yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.drafts import law_day, least_difference
from mizan.funds.contributions.sql import array_of, rows
from mizan.kernel.periods import quarter
from mizan.law.algeria.contributions import reconciliation_confirmed_on

_OPEN = """
INSERT INTO contributions_reconciliation_case (employer_id, year, quarter_key, sequence, filing_id, das_base, assessed_base, opened_on,
                                               confirmed_on, recorded_at)
SELECT f.employer_id, %(year)s, %(year)s || '-Q' || w.quarter, 1, f.id, w.base, w.assessed, %(day)s, %(confirmed)s, %(at)s
  FROM contributions_filing f
  JOIN people_employer e ON e.id = f.employer_id
 CROSS JOIN LATERAL (
        SELECT COALESCE(sum(d.base) FILTER (WHERE extract(quarter FROM d.month) = 1), 0) AS q1,
               COALESCE(sum(d.base) FILTER (WHERE extract(quarter FROM d.month) = 2), 0) AS q2,
               COALESCE(sum(d.base) FILTER (WHERE extract(quarter FROM d.month) = 3), 0) AS q3,
               COALESCE(sum(d.base) FILTER (WHERE extract(quarter FROM d.month) = 4), 0) AS q4
          FROM contributions_due d
         WHERE d.employer_id = f.employer_id AND d.period_key = ANY (%(keys)s::text[])
           AND d.code IN ('R22', 'R06', 'R07') AND d.debtor = 'EMPLOYER' AND d.kind = 'declared'
           AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)) a
 CROSS JOIN LATERAL (VALUES (1, f.q1_base, a.q1), (2, f.q2_base, a.q2), (3, f.q3_base, a.q3), (4, f.q4_base, a.q4))
        AS w(quarter, base, assessed)
 CROSS JOIN LATERAL (
        SELECT COALESCE(sum(GREATEST(0, 12 * (extract(year FROM s.last) - extract(year FROM s.first))
                                        + extract(month FROM s.last) - extract(month FROM s.first))), 0) AS months
          FROM contributions_filing c
         CROSS JOIN LATERAL (SELECT GREATEST(c.period_start, date_trunc('month', e.opened_on)) AS first,
                                    LEAST(c.period_end, date_trunc('month', e.closed_on - 1) + interval '1 month') AS last) s
         WHERE c.employer_id = f.employer_id AND c.form = 'DAC' AND c.period_key = ANY (%(keys)s::text[]) AND c.kind IN ('normal', 'nil')
           AND extract(quarter FROM c.period_start) = w.quarter) c
 WHERE f.id = ANY (%(filings)s::bigint[]) AND abs(w.base - w.assessed) >= (%(least)s::bigint[])[w.quarter]
   AND (w.base > w.assessed OR f.taken = f.lines)
   AND c.months >= (SELECT count(*) FROM generate_series(0, 2) AS m
                     WHERE e.opened_on < make_date(%(year)s, 3 * w.quarter - 2, 1) + make_interval(months => m + 1)
                       AND (e.closed_on IS NULL OR e.closed_on > make_date(%(year)s, 3 * w.quarter - 2, 1) + make_interval(months => m)))
 ORDER BY f.employer_id, w.quarter
RETURNING id
"""
"""Employer by employer, by its own keys: the cost is that of the filings, whatever the tables hold of other years and employers.
Whether all periods were declared is only asked of quarters that differ; months declared before the opening or after the closing replace
no other. Wages that wait for a correction are not a credit."""


def open_cases(filing_ids: Sequence[int], year: int, *, at: datetime) -> list[int]:
    """Open a case for each quarter whose bases differ and whose periods are all declared; returns the cases."""
    day = accounting_day(at)
    keys = [f"{year}-Q{number}" for number in (1, 2, 3, 4)] + [f"{year}-{month:02d}" for month in range(1, 13)]
    confirmed = reconciliation_confirmed_on(day)
    least = [least_difference(law_day(quarter(year, number))) for number in (1, 2, 3, 4)]
    values = {"filings": array_of(filing_ids), "year": year, "keys": keys, "day": day, "confirmed": confirmed, "at": at, "least": least}
    return [row[0] for row in rows(_OPEN, values)]
