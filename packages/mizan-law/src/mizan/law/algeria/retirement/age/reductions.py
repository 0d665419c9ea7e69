"""What lowers the age: children raised, participation in the liberation war, war disability."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.units import WOMAN, Sex
from mizan.law.engine.primitives import quotient, remainder
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag, Months

LAW = date(1983, 7, 2)
TEN_PERCENT = 100_000
FIVE_PERCENT = 50_000


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW)
def children_months(sex: Sex, children_raised: Count, child_reduction: Months, child_reduction_most: Count) -> Months:
    """The months that children raised take off a woman's age."""
    return Months(min(children_raised, child_reduction_most) * child_reduction) if sex == WOMAN else Months(0)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW)
def moudjahid_months(moudjahid: Flag, moudjahid_reduction: Months) -> Months:
    """The months that a moudjahid's age is lowered by."""
    return moudjahid_reduction if moudjahid else Months(0)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW)
def war_disability_months(
    moudjahid: Flag, war_disability: RatePpm, war_disability_reduction: Months, war_disability_half_reduction: Months
) -> Months:
    """The months that war disability takes off: a year for each whole 10 %, six months for 5 % left over."""
    if not moudjahid:
        return Months(0)
    half = war_disability_half_reduction if remainder(war_disability, TEN_PERCENT) >= FIVE_PERCENT else 0
    return Months(quotient(war_disability, TEN_PERCENT) * war_disability_reduction + half)
