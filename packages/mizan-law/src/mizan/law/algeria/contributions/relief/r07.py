"""Line R07: the employer's share less 80 % (first-time jobseeker of the north); CNAC and the Treasury owe the rest."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.contributions.relief.parts import TREASURY_SINCE
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SOURCE = "lfc-2009.art-106"


@rule(source=SOURCE, standing=Standing.SECONDARY, since=TREASURY_SINCE)
def r07_relief_rate(cnac_relief_north_first: RatePpm, treasury_relief_north_first: RatePpm) -> RatePpm:
    """The part of the employer's share that the employer does not pay (80 %)."""
    return RatePpm(cnac_relief_north_first + treasury_relief_north_first)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=TREASURY_SINCE, rounding=Rounding.HALF_UP)
def r07_relieved_rate(employer_rate: RatePpm, r07_relief_rate: RatePpm) -> RatePpm:
    """The relieved part as a rate of the wage."""
    return RatePpm(rate_half_up(employer_rate, r07_relief_rate))


@rule(source="law-06-21", standing=Standing.SECONDARY, since=TREASURY_SINCE, rounding=Rounding.HALF_UP)
def r07_cnac_rate(employer_rate: RatePpm, cnac_relief_north_first: RatePpm) -> RatePpm:
    """The part CNAC bears as a rate of the wage; the Treasury bears the rest of the relieved part."""
    return RatePpm(rate_half_up(employer_rate, cnac_relief_north_first))


@rule(source=SOURCE, standing=Standing.SECONDARY, since=TREASURY_SINCE)
def r07_rate(r22_rate: RatePpm, r07_relieved_rate: RatePpm) -> RatePpm:
    """The rate the employer declares at: the general rate less the relieved part."""
    return RatePpm(r22_rate - r07_relieved_rate)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=TREASURY_SINCE, rounding=Rounding.HALF_UP)
def r07_due(base: Centimes, r07_rate: RatePpm) -> Centimes:
    """Line R07: what the employer owes, rounded once."""
    return rate_half_up(base, r07_rate)


@rule(source="mizan-conventions", standing=Standing.DERIVED, since=TREASURY_SINCE)
def r07_relieved(r22_due: Centimes, r07_due: Centimes) -> Centimes:
    """What CNAC and the Treasury owe together: the general line less the employer's, so that no branch loses a centime."""
    return Centimes(r22_due - r07_due)


@rule(source="law-06-21", standing=Standing.SECONDARY, since=TREASURY_SINCE, rounding=Rounding.HALF_UP)
def r07_cnac(employer_share: Centimes, cnac_relief_north_first: RatePpm, r07_relieved: Centimes) -> Centimes:
    """What CNAC owes of it, never beyond the whole."""
    part = rate_half_up(employer_share, cnac_relief_north_first)
    return max(part, r07_relieved) if r07_relieved < 0 else min(part, r07_relieved)


@rule(source=SOURCE, standing=Standing.DERIVED, since=TREASURY_SINCE)
def r07_treasury(r07_relieved: Centimes, r07_cnac: Centimes) -> Centimes:
    """What the Treasury owes of it: the rest."""
    return Centimes(r07_relieved - r07_cnac)
