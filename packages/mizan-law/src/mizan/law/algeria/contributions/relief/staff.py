"""Doubling the staff, and engagements without a term."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.contributions.relief.parts import CNAC_SINCE
from mizan.law.algeria.contributions.relief.units import (
    FIXED_TERM,
    NONE,
    NOT_DOUBLED,
    SUBSIDY_OVER,
    TOO_FEW_WORKERS,
    YEAR_OVER,
    DoublingGround,
    OpenHireGround,
)
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag, Months

LAW = "law-06-21"


@rule(source=LAW, standing=Standing.SECONDARY, since=CNAC_SINCE)
def doubling_ground(
    workers_before: Count, workers: Count, doubling_least_workers: Count, months_since_doubling: Months, doubling_months: Months
) -> DoublingGround:
    """Why the extra relief for doubling the staff is not due."""
    if workers_before < doubling_least_workers:
        return DoublingGround(TOO_FEW_WORKERS)
    if workers < 2 * workers_before:
        return DoublingGround(NOT_DOUBLED)
    return DoublingGround(YEAR_OVER) if months_since_doubling >= doubling_months else DoublingGround(NONE)


@rule(source=LAW, standing=Standing.SECONDARY, since=CNAC_SINCE, rounding=Rounding.HALF_UP)
def doubling_relief(employer_share: Centimes, doubling_relief_rate: RatePpm, doubling_ground: DoublingGround) -> Centimes:
    """The extra relief on the employer's share of a month, for one year.

    Departs: read as a share of the employer's share, like the other reliefs of the law.
    """
    return rate_half_up(employer_share, doubling_relief_rate) if doubling_ground == NONE else Centimes(0)


@rule(source=LAW, standing=Standing.SECONDARY, since=CNAC_SINCE)
def open_hire_ground(open_ended: Flag, months_since_hire: Months, open_hire_months: Months) -> OpenHireGround:
    """Why the subsidy for an engagement without a term is not due."""
    if not open_ended:
        return OpenHireGround(FIXED_TERM)
    return OpenHireGround(SUBSIDY_OVER) if months_since_hire >= open_hire_months else OpenHireGround(NONE)


@rule(source=LAW, standing=Standing.SECONDARY, since=CNAC_SINCE)
def open_hire_subsidy(open_hire_subsidy_m: Centimes, open_hire_ground: OpenHireGround) -> Centimes:
    """The subsidy of the month for an engagement without a term."""
    return open_hire_subsidy_m if open_hire_ground == NONE else Centimes(0)
