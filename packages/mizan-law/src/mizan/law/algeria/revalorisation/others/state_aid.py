"""What the State adds to an increase, at its own charge."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="press-revalorisation-2009", standing=Standing.SECONDARY, since=date(2000, 1, 1), rounding=Rounding.HALF_UP)
def revalorisation_state_aid_m(
    pension_in_payment_m: Centimes, revalorisation_state_aid_rate: RatePpm, revalorisation_state_aid_below_m: Centimes
) -> Centimes:
    """What the State adds a month to a low pension on the day of an increase, beside it; 0 on other days."""
    if pension_in_payment_m >= revalorisation_state_aid_below_m:
        return Centimes(0)
    return rate_half_up(pension_in_payment_m, revalorisation_state_aid_rate)
