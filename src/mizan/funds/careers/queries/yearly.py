"""Years of the self-employed, as careers know them."""

from __future__ import annotations

from datetime import datetime

from mizan.funds.access.sql import rows
from mizan.funds.careers.types.yearly import YearlyIncome
from mizan.funds.people.queries import bearers_of

_YEARS = """
SELECT extract(year FROM period_start)::integer, days, amount, ref, document_hash <> '', known_from FROM careers_earning
 WHERE person_id = ANY (%s::bigint[]) AND scheme = 'CASNOS' AND source = 'casnos'
   AND known_from <= %s AND (known_until IS NULL OR known_until > %s)
 ORDER BY period_start, id
"""


def yearly_incomes_on(person_id: int, *, known_at: datetime) -> tuple[YearlyIncome, ...]:
    """The years CASNOS retained a base for, as known at a moment, earliest first.

    Personal data, whose file is opened first; the person themselves needs no opening. Years of imported histories are in `career_on`
    (`Career.incomes_y` sums all), not here: they have no due.
    """
    return tuple(YearlyIncome(*row) for row in rows(_YEARS, [list(bearers_of(person_id, at=known_at)), known_at, known_at]))
