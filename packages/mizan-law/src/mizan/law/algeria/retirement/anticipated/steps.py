"""Steps that the early pension and the claim share."""

from mizan.kernel.rounding import PPM
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import quotient, ratio_half_up

ONE_PERCENT = 10_000


@helper
def anticipated_amount(wage: int, rate: int, years: int, reduction: int) -> int:
    """The pension earned less a whole number of percent for each year of anticipation, rounded once, half up."""
    kept = max(100 - years * quotient(reduction, ONE_PERCENT), 0)
    return ratio_half_up(wage, rate * kept, PPM * 100)
