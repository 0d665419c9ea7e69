"""1 January 2026 (Council of ministers of 14 December 2025). One paper puts 20,000 DA itself in the 5 % class."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.revalorisation.tables.scale import DA, PER_10_000
from mizan.law.algeria.revalorisation.units import LOWER, EdgeBracket
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SOURCE = "press-revalorisation-2026"
SINCE = date(2026, 1, 1)
UNTIL = date(2026, 1, 2)
DECIDED_ON = date(2025, 12, 14)
EDGE = 20_000 * DA


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL, known_from=DECIDED_ON)
def revalorisation_rate(pension_in_payment_m: Centimes, edge_bracket_2026: EdgeBracket) -> RatePpm:
    """The rate of the bracket, on the whole amount; 20,000 DA itself by the switch `edge_bracket_2026`."""
    if pension_in_payment_m == EDGE:
        return RatePpm(1000 * PER_10_000) if edge_bracket_2026 == LOWER else RatePpm(500 * PER_10_000)
    return RatePpm(1000 * PER_10_000) if pension_in_payment_m < EDGE else RatePpm(500 * PER_10_000)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL, known_from=DECIDED_ON, rounding=Rounding.HALF_UP)
def revalued_invalidity_m(pension_in_payment_m: Centimes, revalorisation_rate: RatePpm) -> Centimes:
    """The monthly invalidity pension or annuity after the increase: invalidity pensions of both funds are named in the decision."""
    return Centimes(pension_in_payment_m + rate_half_up(pension_in_payment_m, revalorisation_rate))
