"""The part of the employer's share that CNAC and the Treasury bear, by zone and by the past of the person hired."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.units import NORTH, Zone
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

CNAC_SINCE = date(2007, 12, 5)
TREASURY_SINCE = date(2009, 8, 1)


@rule(source="law-06-21", standing=Standing.SECONDARY, since=CNAC_SINCE)
def cnac_relief_rate(
    zone: Zone,
    first_time_jobseeker: Flag,
    cnac_relief_north_worked: RatePpm,
    cnac_relief_north_first: RatePpm,
    cnac_relief_elsewhere: RatePpm,
) -> RatePpm:
    """The part CNAC bears; outside the north it does not depend on the person's past."""
    if zone != NORTH:
        return cnac_relief_elsewhere
    return cnac_relief_north_first if first_time_jobseeker else cnac_relief_north_worked


@rule(source="lfc-2009.art-106", standing=Standing.SECONDARY, since=TREASURY_SINCE)
def treasury_relief_rate(
    zone: Zone,
    first_time_jobseeker: Flag,
    treasury_relief_north_worked: RatePpm,
    treasury_relief_north_first: RatePpm,
    treasury_relief_elsewhere: RatePpm,
) -> RatePpm:
    """The part the Treasury bears; outside the north it does not depend on the person's past."""
    if zone != NORTH:
        return treasury_relief_elsewhere
    return treasury_relief_north_first if first_time_jobseeker else treasury_relief_north_worked


@rule(source="law-06-21", standing=Standing.SECONDARY, since=CNAC_SINCE, rounding=Rounding.HALF_UP)
def cnac_relief(employer_share: Centimes, cnac_relief_rate: RatePpm) -> Centimes:
    """What CNAC bears of the employer's share of one hire."""
    return rate_half_up(employer_share, cnac_relief_rate)


@rule(source="lfc-2009.art-106", standing=Standing.SECONDARY, since=TREASURY_SINCE, rounding=Rounding.HALF_UP)
def treasury_relief(employer_share: Centimes, treasury_relief_rate: RatePpm) -> Centimes:
    """What the Treasury bears of the employer's share of one hire."""
    return rate_half_up(employer_share, treasury_relief_rate)


@rule(source="law-06-21", standing=Standing.DERIVED, since=CNAC_SINCE)
def employer_pays_after_cnac(employer_share: Centimes, cnac_relief: Centimes) -> Centimes:
    """What is left to the employer after CNAC's part."""
    return Centimes(employer_share - cnac_relief)


@rule(source="lfc-2009.art-106", standing=Standing.DERIVED, since=TREASURY_SINCE)
def employer_pays_after_both(employer_pays_after_cnac: Centimes, treasury_relief: Centimes) -> Centimes:
    """What is left to the employer after both parts."""
    return Centimes(employer_pays_after_cnac - treasury_relief)


@rule(source="law-06-21", standing=Standing.DERIVED, since=CNAC_SINCE, rounding=Rounding.HALF_UP)
def employer_rate_after_cnac(employer_rate: RatePpm, cnac_relief_rate: RatePpm) -> RatePpm:
    """The employer's rate after CNAC's part."""
    return RatePpm(employer_rate - rate_half_up(employer_rate, cnac_relief_rate))
