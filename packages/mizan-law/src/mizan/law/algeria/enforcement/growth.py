"""How a penalty grows with the months of delay, and how many months there are."""

from datetime import date

from mizan.kernel.rounding import PPM
from mizan.law.algeria.enforcement.units import COMPOUND, WHOLE, PartMonth
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import add_months, months_between, ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Months

SINCE = date(1984, 1, 1)


@helper
def grown(amount: int, monthly_rate: int, months: int, growth: int) -> int:
    """A penalty after some months: each adds its rate of the first amount (rounded half up once), or of the whole so far (each month)."""
    total = amount
    if growth == COMPOUND:
        for _ in range(months):
            total = ratio_half_up(total, PPM + monthly_rate, PPM)
    else:
        total = ratio_half_up(amount, PPM + months * monthly_rate, PPM)
    return total


@rule(source="mizan-conventions", standing=Standing.RECALL, since=SINCE)
def delay_months(late_since: Day, fulfilled_on: Day, part_month: PartMonth) -> Months:
    """The months of delay from the last day to fulfil a duty to the day it was fulfilled; 0 when it was in time."""
    months = months_between(late_since, fulfilled_on)
    if part_month == WHOLE or add_months(late_since, months) >= fulfilled_on:
        return Months(months)
    return Months(months + 1)


@rule(source="mizan-conventions", standing=Standing.DERIVED, since=SINCE)
def delay_extra_months(delay_months: Months) -> Months:
    """The months of delay after the first, as the late-payment surcharge counts them."""
    return Months(max(delay_months - 1, 0))
