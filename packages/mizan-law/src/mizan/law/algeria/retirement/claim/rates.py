"""The quarters the rate counts, the rates, and the part each fund pays of a mixed career."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.retirement.direct_pension.steps import accrued_rate
from mizan.law.algeria.retirement.units import (
    ANTICIPATED,
    INCAPACITY,
    MIXED_CAREER,
    NONE,
    PROPORTIONAL,
    WITHOUT_AGE,
    CareerKind,
    RetirementRoute,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag, Quarters, Years

SINCE = date(1999, 1, 1)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=SINCE)
def claim_counted_quarters(
    claim_route: RetirementRoute,
    career_quarters: Quarters,
    salaried_own_quarters: Quarters,
    effective_quarters: Quarters,
    incapacity_quarters: Quarters,
) -> Quarters:
    """The quarters the rate counts: before the legal age only effective salaried work, else the whole career.

    A person unable to work has fifteen years counted at least.
    """
    # The three routes that count effective work alone follow one another in the choices.
    if WITHOUT_AGE <= claim_route <= PROPORTIONAL:
        return effective_quarters
    if claim_route == ANTICIPATED:
        return salaried_own_quarters
    return max(career_quarters, incapacity_quarters) if claim_route == INCAPACITY else career_quarters


@rule(source="law-83-12", standing=Standing.SECONDARY, since=SINCE)
def claim_rate(
    claim_route: RetirementRoute,
    claim_counted_quarters: Quarters,
    moudjahid: Flag,
    war_years: Years,
    accrual_rate: RatePpm,
    war_accrual_rate: RatePpm,
    rate_cap: RatePpm,
    rate_cap_moudjahid: RatePpm,
) -> RatePpm:
    """The share of the reference wage the career has earned; 0 without right."""
    if claim_route == NONE:
        return RatePpm(0)
    return RatePpm(accrued_rate(claim_counted_quarters, moudjahid, war_years, accrual_rate, war_accrual_rate, rate_cap, rate_cap_moudjahid))


@rule(source="decree-85-35", standing=Standing.RECALL, since=SINCE)
def claim_self_employed_rate(
    claim_route: RetirementRoute, claim_counted_quarters: Quarters, self_employed_accrual_rate: RatePpm, self_employed_rate_cap: RatePpm
) -> RatePpm:
    """The share of the reference income the career has earned; 0 without right."""
    if claim_route == NONE:
        return RatePpm(0)
    return RatePpm(min(claim_counted_quarters * self_employed_accrual_rate // 4, self_employed_rate_cap))


@rule(source="arrete-1997-05-11", standing=Standing.RECALL, since=SINCE)
def career_whole(
    career_kind: CareerKind, claim_early_route: RetirementRoute, salaried_side_route: RetirementRoute, career_quarters: Quarters
) -> Count:
    """What the parts of a mixed career are parts of: all its quarters. 1 when one fund pays the whole."""
    alone = salaried_side_route != NONE and salaried_side_route == claim_early_route
    return Count(career_quarters if career_kind == MIXED_CAREER and not alone else 1)


@rule(source="arrete-1997-05-11", standing=Standing.RECALL, since=SINCE)
def salaried_part(career_whole: Count, salaried_side_route: RetirementRoute, salaried_own_quarters: Quarters) -> Count:
    """The part the fund of salaried workers pays: its own quarters of a mixed career; 0 while it owes nothing."""
    if salaried_side_route == NONE:
        return Count(0)
    return Count(salaried_own_quarters if career_whole > 1 else 1)


@rule(source="arrete-1997-05-11", standing=Standing.RECALL, since=SINCE)
def self_employed_part(
    career_whole: Count, career_kind: CareerKind, self_employed_side_route: RetirementRoute, self_employed_own_quarters: Quarters
) -> Count:
    """The part the fund of the self-employed pays: its own quarters of a mixed career; 0 while it owes nothing."""
    if self_employed_side_route == NONE or (career_kind == MIXED_CAREER and career_whole == 1):
        return Count(0)
    return Count(self_employed_own_quarters if career_kind == MIXED_CAREER else 1)
