"""The ten branch lines of the general regime, each rounded on its own, and their totals by payer and by fund."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SINCE = date(2006, 10, 1)
TABLE = "decree-94-187.art-1"


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def social_insurance_employer(base: Centimes, social_insurance_employer_rate: RatePpm) -> Centimes:
    """Sickness, maternity, invalidity and death: the employer's line."""
    return rate_half_up(base, social_insurance_employer_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def social_insurance_worker(base: Centimes, social_insurance_worker_rate: RatePpm) -> Centimes:
    """Sickness, maternity, invalidity and death: the worker's line."""
    return rate_half_up(base, social_insurance_worker_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def work_accident_employer(base: Centimes, work_accident_employer_rate: RatePpm) -> Centimes:
    """Work accidents and occupational diseases: the employer's line."""
    return rate_half_up(base, work_accident_employer_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def retirement_employer(base: Centimes, retirement_employer_rate: RatePpm) -> Centimes:
    """Retirement: the employer's line."""
    return rate_half_up(base, retirement_employer_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def retirement_worker(base: Centimes, retirement_worker_rate: RatePpm) -> Centimes:
    """Retirement: the worker's line."""
    return rate_half_up(base, retirement_worker_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def retirement_works_fund(base: Centimes, retirement_works_fund_rate: RatePpm) -> Centimes:
    """Retirement: the line of the social-works fund."""
    return rate_half_up(base, retirement_works_fund_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def early_retirement_employer(base: Centimes, early_retirement_employer_rate: RatePpm) -> Centimes:
    """Early retirement: the employer's line."""
    return rate_half_up(base, early_retirement_employer_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def early_retirement_worker(base: Centimes, early_retirement_worker_rate: RatePpm) -> Centimes:
    """Early retirement: the worker's line."""
    return rate_half_up(base, early_retirement_worker_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def unemployment_employer(base: Centimes, unemployment_employer_rate: RatePpm) -> Centimes:
    """Unemployment insurance: the employer's line."""
    return rate_half_up(base, unemployment_employer_rate)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def unemployment_worker(base: Centimes, unemployment_worker_rate: RatePpm) -> Centimes:
    """Unemployment insurance: the worker's line."""
    return rate_half_up(base, unemployment_worker_rate)
