"""After a fatal accident: the shares of survivors' pensions, of the victim's yearly reference wage."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.survivors.shares.parts import each_other_of, each_spouse_of, together_of
from mizan.law.algeria.work_accidents.units import NO_SURVIVOR, NONE, SurvivorsGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Factor

SINCE = date(1983, 7, 2)
ARTICLES = "law-83-13.art-53–55"


@rule(source=ARTICLES, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def accident_each_spouse_y(retained_wage_y: Centimes, survivors_spouses_rate: RatePpm, spouses: Count) -> Centimes:
    """The yearly annuity of each spouse."""
    return each_spouse_of(retained_wage_y, survivors_spouses_rate, spouses)


@rule(source=ARTICLES, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def accident_each_child_y(retained_wage_y: Centimes, survivors_child_part: Factor, survivors_heads: Count) -> Centimes:
    """The yearly annuity of each child."""
    return each_other_of(retained_wage_y, survivors_child_part, survivors_heads)


@rule(source=ARTICLES, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def accident_each_ascendant_y(retained_wage_y: Centimes, survivors_ascendant_part: Factor, survivors_heads: Count) -> Centimes:
    """The yearly annuity of each ascendant."""
    return each_other_of(retained_wage_y, survivors_ascendant_part, survivors_heads)


@rule(source=ARTICLES, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def accident_survivors_y(
    retained_wage_y: Centimes,
    survivors_spouses_rate: RatePpm,
    children: Count,
    survivors_child_part: Factor,
    ascendants: Count,
    survivors_ascendant_part: Factor,
    survivors_heads: Count,
) -> Centimes:
    """The yearly annuities of the whole group, rounded once."""
    return together_of(
        retained_wage_y,
        survivors_spouses_rate,
        children,
        survivors_child_part,
        ascendants,
        survivors_ascendant_part,
        survivors_heads,
    )


@rule(source=ARTICLES, standing=Standing.SECONDARY, since=SINCE)
def accident_survivors_ground(spouses: Count, children: Count, ascendants: Count) -> SurvivorsGround:
    """Why nobody has an annuity."""
    return SurvivorsGround(NONE) if spouses + children + ascendants > 0 else SurvivorsGround(NO_SURVIVOR)
