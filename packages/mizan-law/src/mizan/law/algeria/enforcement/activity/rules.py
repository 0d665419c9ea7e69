"""What an employer or a self-employed person owes for not declaring an activity."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.enforcement.growth import grown
from mizan.law.algeria.enforcement.units import PenaltyGrowth
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Months


@rule(source="law-83-14.art-7", standing=Standing.DERIVED, since=date(1984, 1, 1), rounding=Rounding.HALF_UP)
def activity_penalty(
    activity_penalty_fixed: Centimes, activity_penalty_monthly_rate: RatePpm, months_late: Months, penalty_growth: PenaltyGrowth
) -> Centimes:
    """The fixed penalty, increased for each month of delay. The same for employers and for self-employed persons."""
    return Centimes(grown(activity_penalty_fixed, activity_penalty_monthly_rate, months_late, penalty_growth))
