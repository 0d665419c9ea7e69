"""Which periods an employer should have declared and has not, and on what base to assess them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mizan.funds.contributions.drafts import deadline_of, law_day
from mizan.funds.contributions.sql import rows
from mizan.kernel.periods import Period, add_months, month_of, months_of, quarter_of
from mizan.law.algeria.contributions import Switches, provisional_assessment_on, provisional_base, provisional_base_amount

_FILED = """
SELECT f.employer_id, f.period_start, f.period_end FROM contributions_filing f
 WHERE f.form = 'DAC' AND f.kind IN ('normal', 'nil') AND f.employer_id = ANY (%s::bigint[]) AND f.period_end > %s
 ORDER BY f.period_start
"""
_KNOWN = """
WITH known AS (
    SELECT f.period_start, f.period_end FROM contributions_filing f
     WHERE f.employer_id = %(employer)s AND f.form = 'DAC' AND f.kind IN ('normal', 'nil') AND f.period_end <= %(day)s
    UNION SELECT d.period_start, d.period_end FROM contributions_due d
     WHERE d.employer_id = %(employer)s AND d.kind = 'provisional' AND d.filing_id IS NOT NULL AND d.period_end <= %(day)s
       AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
)
SELECT k.period_start, k.period_end,
       (SELECT COALESCE(sum(d.base), 0)::bigint FROM contributions_due d
         WHERE d.employer_id = %(employer)s AND d.period_start = k.period_start AND d.period_end = k.period_end
           AND d.code IN ('R22', 'R06', 'R07') AND (d.kind = 'declared' OR (d.kind = 'provisional' AND d.filing_id IS NOT NULL))
           AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id))
  FROM known k WHERE k.period_end > (SELECT max(period_end) FROM known) - interval '1 year' ORDER BY 2 DESC
"""
"""What the employer itself said it paid, until a day: a period declared, or assessed on its yearly wages. An estimate is not one."""
_STANDING = """
SELECT d.employer_id, d.period_start, d.period_end, d.filing_id FROM contributions_due d
 WHERE d.employer_id = ANY (%s::bigint[]) AND d.kind = 'provisional' AND d.code = 'R22'
   AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
 ORDER BY d.period_start
"""
BASES = ("previous_month", "previous_quarter", "previous_year", "flat")
"""The bases of article 15, in its order."""


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


def base_to_assess(employer_id: int, period: Period, *, months: int, workers: int) -> int:
    """The base of article 15 for `months` of a period nothing was declared for, in centimes.

    The base named by the switch comes first, then the others in the article's order, the flat one last: each is looked for in what the
    employer itself declared before it fell silent, so that silence never lowers it.
    """
    known = [(Period(row[0], row[1]), int(row[2])) for row in rows(_KNOWN, {"employer": employer_id, "day": period.start})]
    end = known[0][0].end if known else period.start
    # The period before is of the same kind: whoever declares by quarter is assessed on the quarter before, not on a third of it.
    of_quarter = month_count(period) == 3 and provisional_base() == "previous_month"
    first = "previous_quarter" if of_quarter else provisional_base()
    for choice in (first, *(name for name in BASES if name != first)):
        found = provisional_base_amount(
            months=months,
            workers=max(workers, 1),
            on=law_day(period),
            previous_month_base=_share_of(known, Period(add_months(end, -1), end)),
            previous_quarter_base=_share_of(known, Period(add_months(end, -3), end)),
            previous_year_base=_share_of(known, Period(add_months(end, -12), end)),
            switches=Switches({"provisional_base": choice}),
        )
        if found.amount:
            return found.amount
    return 0


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
    """A live provisional assessment: its period, and the yearly declaration it rests on if any."""

    period: Period
    filing_id: int | None


def standing_provisionals(employer_ids: Sequence[int]) -> dict[int, list[Standing]]:
    """By employer, the provisional assessments that count today."""
    found: dict[int, list[Standing]] = {}
    for employer_id, start, end, filing_id in rows(_STANDING, [list(employer_ids)]):
        found.setdefault(employer_id, []).append(Standing(Period(start, end), filing_id))
    return found


def yearly_declared(employer_ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """By employer and year, the latest yearly declaration."""
    found = rows(
        """SELECT employer_id, period_key, max(id) FROM contributions_filing WHERE form = 'DAS' AND employer_id = ANY (%s::bigint[])
            GROUP BY employer_id, period_key""",
        [list(employer_ids)],
    )
    return {(employer_id, int(year)): filing_id for employer_id, year, filing_id in found}


def owed_months(period: Period, *, opened_on: date, closed_on: date | None) -> tuple[Period, ...]:
    """The months of a period in which the employer was affiliated for a day at least."""
    return tuple(month for month in months_of(period) if month.end > opened_on and (closed_on is None or month.start < closed_on))


def missing_periods(period: Period, covered: Sequence[Period], owed: Sequence[Period]) -> tuple[Period, ...]:
    """What of a period was neither declared nor assessed: all of it, or the owed months left when a part was; nothing when it was."""
    left = tuple(month for month in owed if not is_covered(month, covered))
    whole = not any(is_covered(month, covered) for month in months_of(period))
    return (period,) if left and whole else left


def is_covered(month: Period, spans: Sequence[Period]) -> bool:
    """Whether a month lies in one of the stretches."""
    return any(span.start <= month.start and month.end <= span.end for span in spans)
