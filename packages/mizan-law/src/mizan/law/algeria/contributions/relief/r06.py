"""Line R06: the employer's share less 40 % (hired in the north, worked before); CNAC and the Treasury owe the rest."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.contributions.relief.parts import TREASURY_SINCE
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SOURCE = "lfc-2009.art-106"


@rule(source=SOURCE, standing=Standing.SECONDARY, since=TREASURY_SINCE)
def r06_relief_rate(cnac_relief_north_worked: RatePpm, treasury_relief_north_worked: RatePpm) -> RatePpm:
    """The part of the employer's share that the employer does not pay (40 %)."""
    return RatePpm(cnac_relief_north_worked + treasury_relief_north_worked)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=TREASURY_SINCE, rounding=Rounding.HALF_UP)
def r06_relieved_rate(employer_rate: RatePpm, r06_relief_rate: RatePpm) -> RatePpm:
    """The relieved part as a rate of the wage."""
    return RatePpm(rate_half_up(employer_rate, r06_relief_rate))


@rule(source="law-06-21", standing=Standing.SECONDARY, since=TREASURY_SINCE, rounding=Rounding.HALF_UP)
def r06_cnac_rate(employer_rate: RatePpm, cnac_relief_north_worked: RatePpm) -> RatePpm:
    """The part CNAC bears as a rate of the wage; the Treasury bears the rest of the relieved part."""
    return RatePpm(rate_half_up(employer_rate, cnac_relief_north_worked))


@rule(source=SOURCE, standing=Standing.SECONDARY, since=TREASURY_SINCE)
def r06_rate(r22_rate: RatePpm, r06_relieved_rate: RatePpm) -> RatePpm:
    """The rate the employer declares at: the general rate less the relieved part."""
    return RatePpm(r22_rate - r06_relieved_rate)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=TREASURY_SINCE, rounding=Rounding.HALF_UP)
def r06_due(base: Centimes, r06_rate: RatePpm) -> Centimes:
    """Line R06: what the employer owes, rounded once."""
    return rate_half_up(base, r06_rate)


@rule(source="mizan-conventions", standing=Standing.DERIVED, since=TREASURY_SINCE)
def r06_relieved(r22_due: Centimes, r06_due: Centimes) -> Centimes:
    """What CNAC and the Treasury owe together: the general line less the employer's, so that no branch loses a centime."""
    return Centimes(r22_due - r06_due)


@rule(source="law-06-21", standing=Standing.SECONDARY, since=TREASURY_SINCE, rounding=Rounding.HALF_UP)
def r06_cnac(employer_share: Centimes, cnac_relief_north_worked: RatePpm, r06_relieved: Centimes) -> Centimes:
    """What CNAC owes of it, never beyond the whole."""
    part = rate_half_up(employer_share, cnac_relief_north_worked)
    return max(part, r06_relieved) if r06_relieved < 0 else min(part, r06_relieved)


@rule(source=SOURCE, standing=Standing.DERIVED, since=TREASURY_SINCE)
def r06_treasury(r06_relieved: Centimes, r06_cnac: Centimes) -> Centimes:
    """What the Treasury owes of it: the rest."""
    return Centimes(r06_relieved - r06_cnac)
