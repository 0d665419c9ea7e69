"""The rates by payer since the decree of 2000: sums of the branch rates of the day."""

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.contributions.general.history.before_2000 import TABLE_2000
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

TABLE = "decree-94-187.art-1"


@rule(source=TABLE, standing=Standing.DERIVED, since=TABLE_2000)
def payer_total_employer(
    social_insurance_employer_rate: RatePpm,
    work_accident_employer_rate: RatePpm,
    retirement_employer_rate: RatePpm,
    early_retirement_employer_rate: RatePpm,
    unemployment_employer_rate: RatePpm,
) -> RatePpm:
    """The employer's share: the sum of its five lines."""
    own = social_insurance_employer_rate + work_accident_employer_rate
    return RatePpm(own + retirement_employer_rate + early_retirement_employer_rate + unemployment_employer_rate)


@rule(source=TABLE, standing=Standing.DERIVED, since=TABLE_2000)
def payer_total_worker(
    social_insurance_worker_rate: RatePpm,
    retirement_worker_rate: RatePpm,
    early_retirement_worker_rate: RatePpm,
    unemployment_worker_rate: RatePpm,
) -> RatePpm:
    """The worker's share: the sum of its four lines."""
    return RatePpm(social_insurance_worker_rate + retirement_worker_rate + early_retirement_worker_rate + unemployment_worker_rate)


@rule(source=TABLE, standing=Standing.DERIVED, since=TABLE_2000)
def payer_total_all(payer_total_employer: RatePpm, payer_total_worker: RatePpm, retirement_works_fund_rate: RatePpm) -> RatePpm:
    """All payers together, the works fund's part of retirement included."""
    return RatePpm(payer_total_employer + payer_total_worker + retirement_works_fund_rate)
