"""The right to retire early after an economic lay-off: years of anticipation by service, age, contributions."""

from datetime import date

from mizan.law.algeria.retirement.units import (
    AGE,
    ANTICIPATION_TOO_LONG,
    EFFECTIVE_SERVICE,
    NONE,
    ROUTE_CLOSED,
    SERVICE,
    RetirementGround,
)
from mizan.law.algeria.units import WOMAN, Sex
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Quarters, Years

LAW = date(1994, 5, 26)


@rule(source="decree-law-94-10.art-6", standing=Standing.SECONDARY, since=LAW)
def anticipation_most(validated_quarters: Quarters) -> Years:
    """The most years of anticipation: 5 from 20 validated years, one more from 22, 24, 26 and 28, 10 from 29; none below 20."""
    years = validated_quarters // 4
    if years < 20:
        return Years(0)
    return Years(10 if years >= 29 else 5 + (years - 20) // 2)


@rule(source="decree-law-94-10", standing=Standing.SECONDARY, since=LAW)
def anticipation_ground(
    anticipation_covers: Flag,
    sex: Sex,
    age: Years,
    validated_quarters: Quarters,
    effective_quarters: Quarters,
    recent_quarters: Quarters,
    years_anticipated: Years,
    anticipation_most: Years,
    anticipation_age: Years,
    anticipation_age_women: Years,
    anticipation_service_years: Years,
    anticipation_contributed_quarters: Quarters,
    anticipation_recent_quarters: Quarters,
) -> RetirementGround:
    """Why early retirement is not open."""
    if not anticipation_covers:
        return RetirementGround(ROUTE_CLOSED)
    if validated_quarters < anticipation_service_years * 4:
        return RetirementGround(SERVICE)
    if effective_quarters < anticipation_contributed_quarters or recent_quarters < anticipation_recent_quarters:
        return RetirementGround(EFFECTIVE_SERVICE)
    if age < (anticipation_age_women if sex == WOMAN else anticipation_age):
        return RetirementGround(AGE)
    return RetirementGround(ANTICIPATION_TOO_LONG if years_anticipated > anticipation_most else NONE)


@rule(source="decree-law-94-10.art-6", standing=Standing.SECONDARY, since=LAW)
def anticipation_length_ground(
    validated_quarters: Quarters, years_anticipated: Years, anticipation_most: Years, anticipation_service_years: Years
) -> RetirementGround:
    """Why a pension can not be anticipated by so many years."""
    if validated_quarters < anticipation_service_years * 4:
        return RetirementGround(SERVICE)
    return RetirementGround(ANTICIPATION_TOO_LONG if years_anticipated > anticipation_most else NONE)
