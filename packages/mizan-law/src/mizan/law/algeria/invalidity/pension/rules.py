"""The pension of each category: a share of the reference wage, a minimum, and the help of another person in the third."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.invalidity.third_person.parts import month_of_share, supplement_of
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag

SINCE = date(1983, 7, 2)
ARTICLES = "law-83-11.art-36–39"
MONTHS = 12
THIRD = 3


@rule(source=ARTICLES, standing=Standing.GAZETTE, since=SINCE)
def invalidity_category_known(invalidity_category: Count) -> Flag:
    """Whether one of the three categories was given."""
    return Flag(1 if invalidity_category >= 1 else 0)


@rule(source=ARTICLES, standing=Standing.GAZETTE, since=SINCE)
def invalidity_rate(
    invalidity_category: Count, invalidity_rate_1: RatePpm, invalidity_rate_2: RatePpm, invalidity_rate_3: RatePpm
) -> RatePpm:
    """The share of the reference wage of a category."""
    if invalidity_category >= THIRD:
        return invalidity_rate_3
    return invalidity_rate_2 if invalidity_category == THIRD - 1 else invalidity_rate_1


@rule(source="law-83-11.art-41", standing=Standing.DERIVED, since=SINCE)
def invalidity_minimum_y(invalidity_minimum_m: Centimes) -> Centimes:
    """The least yearly pension, without the supplement."""
    return Centimes(invalidity_minimum_m * MONTHS)


@rule(source=ARTICLES, standing=Standing.GAZETTE, since=SINCE)
def invalidity_at_minimum(reference_wage_y: Centimes, invalidity_rate: RatePpm, invalidity_minimum_y: Centimes) -> Flag:
    """Whether the share of the wage is under the minimum, which is then paid."""
    return Flag(1 if reference_wage_y * invalidity_rate < invalidity_minimum_y * PPM else 0)


@rule(source=ARTICLES, standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def invalidity_own_y(
    reference_wage_y: Centimes, invalidity_rate: RatePpm, invalidity_minimum_y: Centimes, invalidity_at_minimum: Flag
) -> Centimes:
    """The yearly pension before the supplement."""
    return invalidity_minimum_y if invalidity_at_minimum else rate_half_up(reference_wage_y, invalidity_rate)


@rule(source=ARTICLES, standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def invalidity_supplement_y(
    invalidity_category: Count, invalidity_own_y: Centimes, third_person_rate: RatePpm, third_person_least_y: Centimes
) -> Centimes:
    """The yearly supplement of the third category for the help of another person."""
    return supplement_of(invalidity_own_y, 1 if invalidity_category == THIRD else 0, third_person_rate, third_person_least_y)


@rule(source=ARTICLES, standing=Standing.GAZETTE, since=SINCE)
def invalidity_pension_y(invalidity_own_y: Centimes, invalidity_supplement_y: Centimes) -> Centimes:
    """The yearly pension, supplement included."""
    return Centimes(invalidity_own_y + invalidity_supplement_y)


@rule(source=ARTICLES, standing=Standing.DERIVED, since=SINCE, rounding=Rounding.HALF_UP)
def invalidity_pension_m(
    reference_wage_y: Centimes,
    invalidity_rate: RatePpm,
    invalidity_minimum_y: Centimes,
    invalidity_at_minimum: Flag,
    invalidity_category: Count,
    third_person_rate: RatePpm,
    third_person_least_y: Centimes,
) -> Centimes:
    """The monthly pension, paid in arrears: the exact yearly amount over twelve, rounded once."""
    helped = 1 if invalidity_category == THIRD else 0
    wage = invalidity_minimum_y if invalidity_at_minimum else reference_wage_y
    share = PPM if invalidity_at_minimum else invalidity_rate
    return month_of_share(wage, share, helped, third_person_rate, third_person_least_y)
