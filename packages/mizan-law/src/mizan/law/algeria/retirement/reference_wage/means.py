"""The reference wage from the two means."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="law-99-03", standing=Standing.SECONDARY, since=date(1999, 3, 22))
def better_mean_m(last_years_mean_m: Centimes, best_years_mean_m: Centimes) -> Centimes:
    """The reference wage: the better of the monthly means of the last five and of the five best years."""
    return max(last_years_mean_m, best_years_mean_m)
