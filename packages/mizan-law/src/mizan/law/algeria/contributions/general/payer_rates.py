"""The rates of each payer and of the general regime: sums of the branch rates."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.contributions.general.lines import SINCE, TABLE
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE)
def employer_rate(
    social_insurance_employer_rate: RatePpm,
    work_accident_employer_rate: RatePpm,
    retirement_employer_rate: RatePpm,
    early_retirement_employer_rate: RatePpm,
    unemployment_employer_rate: RatePpm,
) -> RatePpm:
    """The employer's share of the wage (25 %)."""
    own = social_insurance_employer_rate + work_accident_employer_rate
    return RatePpm(own + retirement_employer_rate + early_retirement_employer_rate + unemployment_employer_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE)
def worker_rate(
    social_insurance_worker_rate: RatePpm,
    retirement_worker_rate: RatePpm,
    early_retirement_worker_rate: RatePpm,
    unemployment_worker_rate: RatePpm,
) -> RatePpm:
    """The worker's share of the wage (9 %)."""
    return RatePpm(social_insurance_worker_rate + retirement_worker_rate + early_retirement_worker_rate + unemployment_worker_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE)
def r22_rate(employer_rate: RatePpm, worker_rate: RatePpm, retirement_works_fund_rate: RatePpm) -> RatePpm:
    """The rate of the general regime (34.5 %), line R22 of the declaration."""
    return RatePpm(employer_rate + worker_rate + retirement_works_fund_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def employer_share(base: Centimes, employer_rate: RatePpm) -> Centimes:
    """The employer's share, rounded once."""
    return rate_half_up(base, employer_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def worker_share(base: Centimes, worker_rate: RatePpm) -> Centimes:
    """The worker's share, withheld from the wage, rounded once."""
    return rate_half_up(base, worker_rate)


@rule(source=TABLE, standing=Standing.DERIVED, since=SINCE)
def wage_net_of_contribution(base: Centimes, worker_share: Centimes) -> Centimes:
    """The wage less the worker's share, before tax."""
    return Centimes(base - worker_share)


@rule(source=TABLE, standing=Standing.DERIVED, since=SINCE)
def employer_side(employer_share: Centimes, retirement_works_fund: Centimes, r98_due: Centimes) -> Centimes:
    """What the employer pays beside the wage: its share, the works fund's part of retirement and FNPOS."""
    return Centimes(employer_share + retirement_works_fund + r98_due)
