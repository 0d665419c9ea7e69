"""What becomes of an invalidity pension, which is temporary: suspension, end by work, conversion at retirement age."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.invalidity.units import CONTINUES, ENDED_BY_WORK, SUSPENDED, PensionFate
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag

SINCE = date(1983, 7, 2)
FIRST = 1


@rule(source="law-83-11.art-44–45", standing=Standing.GAZETTE, since=SINCE)
def invalidity_fate(
    invalidity_category: Count, remaining_capacity: RatePpm, works_again: Flag, invalidity_suspension_capacity: RatePpm
) -> PensionFate:
    """Whether the pension goes on: it ends when an invalid of the second or third category works, and is suspended above half."""
    if works_again and invalidity_category > FIRST:
        return PensionFate(ENDED_BY_WORK)
    return PensionFate(SUSPENDED) if remaining_capacity > invalidity_suspension_capacity else PensionFate(CONTINUES)


@rule(source="law-83-11.art-46", standing=Standing.GAZETTE, since=SINCE)
def retirement_after_invalidity_m(invalidity_in_payment_m: Centimes, retirement_computed_m: Centimes) -> Centimes:
    """The retirement pension that takes the place of an invalidity pension at the age of retirement: never less."""
    return max(invalidity_in_payment_m, retirement_computed_m)
