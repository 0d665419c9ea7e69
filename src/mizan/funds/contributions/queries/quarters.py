"""The wage lines of a quarter against its dues, exactly."""

from __future__ import annotations

import numpy as np

from mizan.funds.careers.queries import lines_of_filings
from mizan.funds.contributions.drafts import dues_of_line, law_day
from mizan.funds.contributions.line_shares import shares_on
from mizan.funds.contributions.reconciliation import year_state
from mizan.funds.contributions.sql import one_row
from mizan.funds.contributions.types import DasLineOfQuarter, QuarterReading
from mizan.funds.people.queries import employer_of
from mizan.kernel.periods import Period
from mizan.kernel.refusals import refused

_POSTED = """
SELECT COALESCE(sum(d.amount) FILTER (WHERE d.debtor = 'EMPLOYER'), 0)::bigint,
       COALESCE(sum(d.amount) FILTER (WHERE d.debtor <> 'EMPLOYER'), 0)::bigint
  FROM contributions_due d
 WHERE d.employer_id = %s AND d.month >= %s AND d.month < %s AND d.code IN ('R22', 'R06', 'R07')
   AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
"""


def das_lines_of_quarter(employer_id: int, quarter: Period) -> QuarterReading:
    """The lines of the yearly declaration that pay a wage in the quarter, and how their sum stands to the periodic bases.

    Personal data: to be logged before it is shown. Raises `Refused` with `employer_unknown` out of the asker's sight.
    """
    employer = employer_of(employer_id)
    if employer is None:
        raise refused("employer_unknown", "employer")
    number = (quarter.start.month + 2) // 3
    state = year_state(employer_id, quarter.start.year, opened_on=employer.opened_on, closed_on=employer.closed_on)
    found = state.quarters[number - 1]
    kept = [line for line in lines_of_filings(state.filing_ids, live=True) if line.quarters[number - 1].amount]
    on = law_day(quarter)
    bases = np.array([line.quarters[number - 1].amount for line in kept], dtype=np.int64)
    contributions = shares_on(bases, on).sum(axis=1).tolist() if kept else []
    lines = tuple(
        DasLineOfQuarter(line.filing_id, line.line_no, line.nss, line.surname, line.given_name, int(base), int(amount))
        for line, base, amount in zip(kept, bases.tolist(), contributions, strict=True)
    )

    sign = 1 if found.assessed_base > found.das_base else -1
    beyond = sign * sum(due.amount for due in dues_of_line("R22", abs(found.assessed_base - found.das_base), on=on, construction=False))
    posted, relieved = one_row(_POSTED, [employer_id, quarter.start, quarter.end])
    return QuarterReading(quarter.key, lines, found.das_base, found.assessed_base, sum(contributions), posted, relieved, beyond)
