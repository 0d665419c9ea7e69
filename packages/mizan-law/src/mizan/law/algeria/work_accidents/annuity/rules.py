"""The annuity of a permanent incapacity: the wage of twelve months times the rate."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.invalidity.third_person.parts import MONTHS, month_of_share, supplement_of
from mizan.law.algeria.work_accidents.units import NONE, UNDER_TEN_PERCENT, AnnuityGround
from mizan.law.engine.primitives import rate_half_up, ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Hours

SINCE = date(1983, 7, 2)


@rule(source="law-83-13.art-44", standing=Standing.GAZETTE, since=SINCE)
def annuity_entitled(incapacity_rate: RatePpm, annuity_rate_least: RatePpm) -> Flag:
    """Whether there is an annuity: from ten per cent; below, a lump sum from a table."""
    return Flag(1 if incapacity_rate >= annuity_rate_least else 0)


@rule(source="law-83-13.art-44", standing=Standing.GAZETTE, since=SINCE)
def annuity_ground(annuity_entitled: Flag) -> AnnuityGround:
    """Why there is no annuity."""
    return AnnuityGround(NONE) if annuity_entitled else AnnuityGround(UNDER_TEN_PERCENT)


@rule(source="law-83-13.art-41", standing=Standing.GAZETTE, since=SINCE)
def annuity_wage_floor_y(snmg_h: Centimes, annuity_floor_hours: Hours) -> Centimes:
    """The least yearly wage of an annuity."""
    return Centimes(snmg_h * annuity_floor_hours)


@rule(source="law-83-13.art-39–41", standing=Standing.GAZETTE, since=SINCE)
def retained_wage_y(accident_reference_wage_y: Centimes, annuity_wage_floor_y: Centimes) -> Centimes:
    """The yearly wage that is retained: of the twelve months before the stop, or the least one."""
    return max(accident_reference_wage_y, annuity_wage_floor_y)


@rule(source="law-83-13.art-46", standing=Standing.GAZETTE, since=SINCE)
def annuity_helped(incapacity_rate: RatePpm, needs_third_person: Flag) -> Flag:
    """Whether the supplement for another person is due: a total incapacity and constant help."""
    return Flag(1 if needs_third_person and incapacity_rate == PPM else 0)


@rule(source="law-83-13.art-47", standing=Standing.GAZETTE, since=SINCE)
def annuity_at_invalidity(
    retained_wage_y: Centimes, incapacity_rate: RatePpm, annuity_entitled: Flag, invalidity_pension_alternative_y: Centimes
) -> Flag:
    """Whether the invalidity pension that the same state would give is more: the annuity is then raised to it."""
    return Flag(1 if annuity_entitled and retained_wage_y * incapacity_rate < invalidity_pension_alternative_y * PPM else 0)


@rule(source="law-83-13.art-45", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def annuity_own_y(
    retained_wage_y: Centimes,
    incapacity_rate: RatePpm,
    annuity_entitled: Flag,
    annuity_at_invalidity: Flag,
    invalidity_pension_alternative_y: Centimes,
) -> Centimes:
    """The yearly annuity before the supplement: the retained wage times the rate, nothing under ten per cent."""
    if annuity_at_invalidity:
        return invalidity_pension_alternative_y
    return rate_half_up(retained_wage_y, incapacity_rate) if annuity_entitled else Centimes(0)


@rule(source="law-83-13.art-46", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def annuity_supplement_y(
    annuity_own_y: Centimes, annuity_helped: Flag, third_person_rate: RatePpm, third_person_least_y: Centimes
) -> Centimes:
    """The yearly supplement for the help of another person."""
    return supplement_of(annuity_own_y, annuity_helped, third_person_rate, third_person_least_y)


@rule(source="law-83-13.art-45", standing=Standing.GAZETTE, since=SINCE)
def annuity_y(annuity_own_y: Centimes, annuity_supplement_y: Centimes) -> Centimes:
    """The yearly annuity, supplement included."""
    return Centimes(annuity_own_y + annuity_supplement_y)


@rule(source="law-83-13.art-50", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def annuity_m(
    retained_wage_y: Centimes,
    incapacity_rate: RatePpm,
    annuity_entitled: Flag,
    annuity_at_invalidity: Flag,
    annuity_y: Centimes,
    annuity_helped: Flag,
    third_person_rate: RatePpm,
    third_person_least_y: Centimes,
) -> Centimes:
    """The monthly annuity: the exact yearly amount over twelve, rounded once."""
    if not annuity_entitled:
        return Centimes(0)
    if annuity_at_invalidity:
        return ratio_half_up(annuity_y, 1, MONTHS)
    return month_of_share(retained_wage_y, incapacity_rate, annuity_helped, third_person_rate, third_person_least_y)
