"""The yearly wages of an employer against the bases of its periods, quarter by quarter: on bases, never on rounded contributions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mizan.funds.careers.queries import quarter_bases
from mizan.funds.contributions.drafts import law_day, least_difference
from mizan.funds.contributions.sql import decoded, one_row
from mizan.kernel.periods import Period, months_of, quarter

_STATE = """
SELECT (SELECT COALESCE(jsonb_agg(jsonb_build_array(f.id, f.kind, f.lines, f.taken) ORDER BY f.id), '[]') FROM contributions_filing f
         WHERE f.employer_id = %(employer)s AND f.form = 'DAS' AND f.period_key = %(year_key)s),
       (SELECT COALESCE(jsonb_object_agg(q, base), '{}') FROM
           (SELECT extract(quarter FROM d.month)::int AS q, sum(d.base) AS base FROM contributions_due d
             WHERE d.employer_id = %(employer)s AND d.month >= %(start)s AND d.month < %(end)s AND d.debtor = 'EMPLOYER'
               AND d.code IN ('R22', 'R06', 'R07') AND d.kind IN ('declared', 'provisional', 'complementary')
               AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id) GROUP BY 1) b),
       (SELECT COALESCE(jsonb_agg(jsonb_build_array(s.period_start, s.period_end)), '[]') FROM
           (SELECT f.period_start, f.period_end FROM contributions_filing f
             WHERE f.employer_id = %(employer)s AND f.form = 'DAC' AND f.period_start >= %(start)s AND f.period_end <= %(end)s
            UNION SELECT d.period_start, d.period_end FROM contributions_due d
             WHERE d.employer_id = %(employer)s AND d.kind = 'provisional'
               AND d.filing_id = (SELECT max(y.id) FROM contributions_filing y
                                   WHERE y.employer_id = %(employer)s AND y.form = 'DAS' AND y.period_key = %(year_key)s)
               AND d.period_start >= %(start)s AND d.period_end <= %(end)s
               AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)) s),
       (SELECT COALESCE(jsonb_agg(jsonb_build_array(c.id, c.quarter_key, c.sequence, c.das_base, c.assessed_base,
                   EXISTS (SELECT 1 FROM contributions_case_step s WHERE s.case_id = c.id AND s.closes)) ORDER BY c.id), '[]')
          FROM contributions_reconciliation_case c WHERE c.employer_id = %(employer)s AND c.year = %(year)s)
"""


class CaseState(NamedTuple):
    """A case of the year, open or closed."""

    id: int
    quarter_key: str
    sequence: int
    das_base: int
    assessed_base: int
    closed: bool


class QuarterState(NamedTuple):
    """One quarter: the wages of the yearly declaration, the bases of live dues, and whether every period of it is covered.

    A period is covered when it was filed, or assessed on those wages (an estimate made before them is replaced, not reconciled).
    """

    period: Period
    das_base: int
    assessed_base: int
    covered: bool
    cases: tuple[CaseState, ...]
    waits: bool = False
    """Whether wages of the year were left out of the yearly declarations and wait for a correction."""

    @property
    def differs(self) -> bool:
        """Whether the bases differ by enough to make anything due. While wages wait, what is missing may be among them: no credit yet."""
        difference = self.das_base - self.assessed_base
        enough = self.covered and difference != 0 and abs(difference) >= least_difference(law_day(self.period))
        return enough and not (difference < 0 and self.waits)

    @property
    def open_case(self) -> CaseState | None:
        """The case not closed yet, if any."""
        return next((case for case in self.cases if not case.closed), None)


class YearState(NamedTuple):
    """The year of an employer; `filing_ids` are its yearly declarations, none if it has not filed."""

    filing_ids: tuple[int, ...]
    quarters: tuple[QuarterState, QuarterState, QuarterState, QuarterState]


def year_state(employer_id: int, year: int, *, opened_on: date, closed_on: date | None) -> YearState:
    """Where an employer's year stands. Months before it opened or after it closed count as covered."""
    yearly, sums, declared, known = one_row(
        _STATE,
        {"employer": employer_id, "year": year, "year_key": str(year), "start": date(year, 1, 1), "end": date(year + 1, 1, 1)},
    )
    filings = decoded(yearly)
    filing_ids = tuple(filing[0] for filing in filings)
    waits = _lines_waiting(filings) > 0
    assessed = {int(q): int(base) for q, base in decoded(sums).items()}
    spans = [Period(date.fromisoformat(start), date.fromisoformat(end)) for start, end in decoded(declared)]
    cases = [CaseState(*row) for row in decoded(known)]
    bases = quarter_bases(filing_ids) if filing_ids else (0, 0, 0, 0)
    states = []
    for number in (1, 2, 3, 4):
        period = quarter(year, number)
        covered = all(
            month.end <= opened_on or (closed_on is not None and month.start >= closed_on) or _in(month, spans)
            for month in months_of(period)
        )
        of_quarter = tuple(case for case in cases if case.quarter_key == period.key)
        states.append(QuarterState(period, bases[number - 1], assessed.get(number, 0), covered, of_quarter, waits))
    return YearState(filing_ids, (states[0], states[1], states[2], states[3]))


def _lines_waiting(filings: Iterable[tuple[int, str, int, int]]) -> int:
    """How many lines still wait: each line a later complement or regularisation brings counts as the correction of one."""
    waiting = 0
    for _, kind, lines, taken in filings:
        waiting = lines - taken + (waiting if kind == "N" else max(0, waiting - taken))
    return waiting


def _in(month: Period, spans: Iterable[Period]) -> bool:
    return any(span.start <= month.start and month.end <= span.end for span in spans)
