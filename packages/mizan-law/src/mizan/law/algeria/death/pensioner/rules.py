"""The death grant of the holder of a pension or annuity."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.death.units import ANNUITY_TOO_SMALL, NONE, DeathGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag

SINCE = date(1983, 7, 2)
ANNUITY_SINCE = date(2010, 1, 1)


@rule(source="law-83-11.art-51", standing=Standing.GAZETTE, since=SINCE)
def pensioner_death_grant(deceased_benefit_m: Centimes, death_grant_pension_months: Count, invalidity_minimum_m: Centimes) -> Centimes:
    """Twelve times the monthly pension, at least the yearly minimum of article 41; paid once."""
    return Centimes(max(deceased_benefit_m, invalidity_minimum_m) * death_grant_pension_months)


@rule(source="law-83-11.art-51", standing=Standing.SECONDARY, since=ANNUITY_SINCE)
def annuitant_death_grant_opened(deceased_annuity_rate: RatePpm, death_grant_annuity_rate_least: RatePpm) -> Flag:
    """Whether the holder of a work-accident annuity opens a grant: from an incapacity of half."""
    return Flag(1 if deceased_annuity_rate >= death_grant_annuity_rate_least else 0)


@rule(source="law-83-11.art-51", standing=Standing.SECONDARY, since=ANNUITY_SINCE)
def annuitant_death_grant_ground(annuitant_death_grant_opened: Flag) -> DeathGround:
    """Why an annuity opens no grant."""
    return DeathGround(NONE) if annuitant_death_grant_opened else DeathGround(ANNUITY_TOO_SMALL)
