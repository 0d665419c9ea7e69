"""What a fund pays its pensioners on a day: how many people, how much on average, how many at a minimum; counts and sums only."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mizan.funds.access.sql import one_row
from mizan.kernel.funds import Fund
from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, Rounding, divide

_IN_PAYMENT = """
WITH paid AS (
    SELECT a.person_id, sum(t.gross_m) AS gross, bool_or(t.fund_adds_m + t.state_adds_m > 0 OR a.kind = 'retirement_allowance') AS least
      FROM benefits_award a JOIN benefits_award_term t ON t.award_id = a.id
     WHERE a.fund = %(fund)s AND a.pays = 'monthly' AND a.kind IN ('retirement', 'retirement_allowance', 'survivors')
       AND t.known_until IS NULL AND t.starts_on <= %(day)s AND (t.ends_on IS NULL OR t.ends_on > %(day)s)
     GROUP BY 1)
SELECT count(*), COALESCE(sum(gross), 0), count(*) FILTER (WHERE least) FROM paid
"""


class InPayment(NamedTuple):
    """People with a pension, an allocation or a reversion of a fund, what it comes to a month before deductions, and those at a minimum.

    At a minimum: whose pension is completed by the fund or the State, or who has an allocation.
    """

    people: int
    gross: int
    at_minimum: int

    @property
    def average(self) -> Centimes:
        """What each receives on average before deductions, to the nearest centime; 0 where nobody is paid."""
        return Centimes(divide(self.gross, self.people, Rounding.HALF_UP) if self.people else 0)

    @property
    def at_minimum_ppm(self) -> int:
        """The share of those at a minimum, in parts per million."""
        return divide(self.at_minimum * PPM, self.people, Rounding.HALF_UP) if self.people else 0


def in_payment(fund: Fund, *, on: date) -> InPayment:
    """What a fund pays on a day as held true now; in the batch or the audit role."""
    people, gross, least = one_row(_IN_PAYMENT, {"fund": fund.value, "day": on})
    return InPayment(int(people), int(gross), int(least))
