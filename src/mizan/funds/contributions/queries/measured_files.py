"""What the declarations measure: heads declared, late or missing ones, lines and their errors, how they were filed."""

from __future__ import annotations

from collections.abc import Mapping

from mizan.funds.access.measures import Measure, Window
from mizan.funds.access.sql import array_of
from mizan.funds.contributions.queries.measured import PLACED, WILAYA
from mizan.kernel.periods import Period, add_months, month_of, quarter_of, year
from mizan.law.algeria.contributions import dac_deadline, das_deadline

HEADS_KNOWN_MONTHS = 12
"""How old the last declaration of an employer may be for its workers to count still."""
LATE_YEARS = 3
"""How many years of periods are looked at for a late filing."""

# From one employer to the next by the index that ends with the last declaration of each: the others of the year are not read.
_LAST = f"""
SELECT f.employer_id, f.id, f.workers_total FROM contributions_filing f
 WHERE f.form = 'DAC' AND f.filed_on <= %(day)s AND f.period_end > %(day)s::date - interval '{HEADS_KNOWN_MONTHS} months'{{after}}
 ORDER BY f.employer_id, f.period_end DESC, f.id DESC LIMIT 1
"""  # noqa: S608 - built from constants of this file
HEADS = Measure(
    "heads",
    f"""
SELECT 'CNAS'::text AS fund, e.wilaya_code AS wilaya, 'employees'::text AS part, false AS internal, f.workers_total::bigint AS amount,
       'filing'::text AS kind, f.id
  FROM (WITH RECURSIVE last AS (
            ({_LAST.format(after="")})
            UNION ALL
            SELECT n.* FROM last l CROSS JOIN LATERAL ({_LAST.format(after=" AND f.employer_id > l.employer_id")}) n
        ) SELECT * FROM last) f
  LEFT JOIN people_employer e ON e.id = f.employer_id
 WHERE f.workers_total > 0
""",  # noqa: S608 - built from constants of this file
)
"""The workers each employer gave in its last contribution declaration, if that is of the last twelve months."""


def _deadlines(window: Window) -> Mapping[str, object]:
    """The ends of the periods that may be filed late in the window, with the last day to file each."""
    first, last = add_months(window.since, -12 * LATE_YEARS), window.day
    periods: set[Period] = set()
    day = first
    while day <= last:
        periods |= {month_of(day), quarter_of(day)}
        day = add_months(day, 1)
    kept = sorted((period.end, dac_deadline(period.last_day)) for period in periods)
    ends = dict(kept)
    years = [year(number) for number in range(first.year, last.year + 1)]
    return {
        "ends": array_of(ends), "deadlines": array_of(ends.values()),
        "year_ends": array_of(one.end for one in years), "year_deadlines": array_of(das_deadline(one.start.year) for one in years),
    }  # fmt: skip


_FILED_IN = "f.filed_on >= %(since)s AND f.filed_on < %(until)s AND f.filed_on <= %(day)s"
LATE_DECLARATIONS = Measure(
    "late_declarations",
    f"""
SELECT 'CNAS'::text AS fund, e.wilaya_code AS wilaya, 'late:' || f.form AS part,
       false AS internal, 1::bigint AS amount, 'filing'::text AS kind, f.id
  FROM contributions_filing f
  JOIN (SELECT 'DAC' AS form, * FROM unnest(%(ends)s::date[], %(deadlines)s::date[])
        UNION ALL SELECT 'DAS', * FROM unnest(%(year_ends)s::date[], %(year_deadlines)s::date[])) t(form, period_end, deadline)
    ON t.form = f.form AND t.period_end = f.period_end
  LEFT JOIN people_employer e ON e.id = f.employer_id
 WHERE f.kind IN ('N', 'normal', 'nil') AND f.filed_on > t.deadline AND {_FILED_IN}
UNION ALL
SELECT d.fund, {WILAYA}, 'absent', false, 1, 'due', d.id
  FROM (SELECT min(d.id) AS id, d.employer_id, CASE WHEN d.debtor = 'SELF_EMPLOYED' THEN 'CASNOS' ELSE 'CNAS' END AS fund
          FROM contributions_due d
         WHERE d.kind = 'provisional' AND d.filing_id IS NULL AND d.booked_on >= %(since)s AND d.booked_on < %(until)s
      AND d.booked_on <= %(day)s
         GROUP BY d.employer_id, d.period_key, d.debtor) d {PLACED.format(payer="d.employer_id")}
""",  # noqa: S608 - built from constants of this file
    also=_deadlines,
)
"""Declarations filed after their last day, and periods assessed for want of one, each once in the month it happened."""

LINES = Measure(
    "lines",
    f"""
SELECT 'CNAS'::text AS fund, e.wilaya_code AS wilaya, f.form::text AS part,
       false AS internal, f.lines::bigint AS amount, 'filing'::text AS kind, f.id
  FROM contributions_filing f LEFT JOIN people_employer e ON e.id = f.employer_id WHERE f.form = 'DAS' AND {_FILED_IN}
""",  # noqa: S608 - built from constants of this file
)
"""Lines of the yearly declarations filed."""

LINES_IN_ERROR = Measure(
    "lines_in_error",
    f"""
SELECT 'CNAS'::text AS fund, e.wilaya_code AS wilaya, f.form::text AS part,
       false AS internal, x.lines AS amount, 'filing'::text AS kind, f.id
  FROM contributions_filing f
  JOIN LATERAL (SELECT count(DISTINCT a.line) AS lines FROM contributions_anomaly a
                 WHERE a.filing_id = f.id AND a.severity = 'error' AND a.line BETWEEN 1 AND f.lines) x ON x.lines > 0
  LEFT JOIN people_employer e ON e.id = f.employer_id WHERE f.form = 'DAS' AND {_FILED_IN}
""",  # noqa: S608 - built from constants of this file
)
"""Those of them in which the check found an error."""

FILED = Measure(
    "filed",
    f"""
SELECT CASE WHEN f.form = 'DAA' THEN 'CASNOS' ELSE 'CNAS' END AS fund, {WILAYA} AS wilaya, f.form || ':' || f.source AS part,
       false AS internal,
       1::bigint AS amount, 'filing'::text AS kind, f.id
  FROM contributions_filing f {PLACED.format(payer="f.employer_id")} WHERE {_FILED_IN}
""",  # noqa: S608 - built from constants of this file
)
"""Declarations filed; each comes by a file, in a set, or keyed on the pages: there is no other way in."""
