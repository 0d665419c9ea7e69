"""The months of a career: a rule of the entity is run for each, any other takes the series whole."""

from collections.abc import Sequence
from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import Rounding
from mizan.law.engine.primitives import ratio_half_up, sum_of_best
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Months

SINCE = date(2001, 6, 1)
BEST = 3
"""The months of the reference wage."""


@rule(source="old-age-act.art-2", standing=Standing.GAZETTE, since=SINCE, entity="month")
def counted_wage_m(wage_m: Centimes, wage_ceiling: Centimes) -> Centimes:
    """The wage of a month, up to the ceiling."""
    return Centimes(min(wage_m, wage_ceiling))


@rule(source="old-age-act.art-4", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def reference_wage(counted_wage_m: Sequence[Centimes]) -> Centimes:
    """The mean of the three best months, rounded once."""
    return ratio_half_up(sum_of_best(counted_wage_m, BEST), 1, BEST)


@rule(source="old-age-act.art-3", standing=Standing.GAZETTE, since=SINCE)
def paid_months(wage_m: Sequence[Centimes]) -> Months:
    """The months that were paid."""
    paid = 0
    for i in range(len(wage_m)):
        paid = paid + (1 if wage_m[i] > 0 else 0)
    return Months(paid)
