"""Which periods an employer should have declared and has not, and on what base to assess them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mizan.funds.contributions.drafts import deadline_of, law_day
from mizan.funds.contributions.sql import rows
from mizan.kernel.periods import Period, month_of, months_of, previous, quarter_of
from mizan.law.algeria.contributions import Switches, provisional_assessment_on, provisional_base, provisional_base_amount

_FILED = """
SELECT f.employer_id, f.period_start, f.period_end FROM contributions_filing f
 WHERE f.form = 'DAC' AND f.kind IN ('normal', 'nil') AND f.employer_id = ANY (%s::bigint[]) AND f.period_end > %s
 ORDER BY f.period_start
"""
_BASES = """
SELECT d.period_start, d.period_end, sum(d.base)::bigint FROM contributions_due d
 WHERE d.employer_id = %s AND d.kind = 'declared' AND d.code IN ('R22', 'R06', 'R07') AND d.period_end <= %s AND d.period_end > %s
   AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
 GROUP BY 1, 2 ORDER BY 1 DESC
"""
_STANDING = """
SELECT d.employer_id, d.period_key, d.base, d.filing_id FROM contributions_due d
 WHERE d.employer_id = ANY (%s::bigint[]) AND d.kind = 'provisional' AND d.code = 'R22'
   AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
"""


def periods_assessable(periodicity: str, *, since: date, day: date) -> Iterator[Period]:
    """The periods since `since` whose declaration is late enough on `day` for the fund to assess them."""
    of = month_of if periodicity == "month" else quarter_of
    period = of(since)
    if period.start < since:
        period = of(period.end)
    while provisional_assessment_on(deadline_of(period)) <= day:
        yield period
        period = of(period.end)


def filed_spans(employer_ids: Sequence[int], *, since: date) -> dict[int, list[Period]]:
    """By employer, the stretches declared."""
    found: dict[int, list[Period]] = {}
    for employer_id, start, end in rows(_FILED, [list(employer_ids), since]):
        found.setdefault(employer_id, []).append(Period(start, end))
    return found


def base_to_assess(employer_id: int, period: Period, workers: int) -> int:
    """The base of article 15 for a period nothing was declared for: the employer's earlier bases, else a flat one, as the law says."""
    year_before = Period(date(period.start.year - 1, period.start.month, 1), period.start)
    declared = [(Period(row[0], row[1]), int(row[2])) for row in rows(_BASES, [employer_id, period.start, year_before.start])]
    # The period before is of the same kind: whoever declares by quarter is assessed on the quarter before, not on a third of it.
    of_quarter = month_count(period) == 3 and provisional_base() == "previous_month"
    switches = Switches({"provisional_base": "previous_quarter"}) if of_quarter else None
    found = provisional_base_amount(
        months=month_count(period),
        workers=max(workers, 1),
        on=law_day(period),
        previous_month_base=_share_of(declared, previous(month_of(period.start))),
        previous_quarter_base=_share_of(declared, previous(quarter_of(period.start))),
        previous_year_base=_share_of(declared, year_before),
        switches=switches,
    )
    return found.amount


def _share_of(declared: Sequence[tuple[Period, int]], wanted: Period) -> int:
    """What was declared for a stretch; a quarter declared counts for a third in each of its months."""
    total = 0
    for period, base in declared:
        months = [month for month in months_of(period) if wanted.start <= month.start and month.end <= wanted.end]
        total += base * len(months) // month_count(period)
    return total


def month_count(period: Period) -> int:
    """How many calendar months a period has."""
    return len(months_of(period))


class Standing(NamedTuple):
    """The live provisional assessment of a period: the base, and the yearly declaration it rests on if any."""

    base: int
    filing_id: int | None


def standing_provisionals(employer_ids: Sequence[int]) -> dict[tuple[int, str], Standing]:
    """By employer and period, the provisional assessments that count today."""
    found = rows(_STANDING, [list(employer_ids)])
    return {(employer_id, key): Standing(base, filing_id) for employer_id, key, base, filing_id in found}


def yearly_declared(employer_ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """By employer and year, the latest yearly declaration."""
    found = rows(
        """SELECT employer_id, period_key, max(id) FROM contributions_filing WHERE form = 'DAS' AND employer_id = ANY (%s::bigint[])
            GROUP BY employer_id, period_key""",
        [list(employer_ids)],
    )
    return {(employer_id, int(year)): filing_id for employer_id, year, filing_id in found}


def missing_periods(period: Period, spans: Sequence[Period]) -> tuple[Period, ...]:
    """What of a period was not declared: all of it, or the months left when it was declared in part; nothing when it was."""
    left = [month for month in months_of(period) if not any(span.start <= month.start and month.end <= span.end for span in spans)]
    return (period,) if len(left) == month_count(period) else tuple(left)
