"""The route by which the claim is granted, or the ground on which it is not."""

from datetime import date

from mizan.law.algeria.retirement.eligibility.steps import ground_of, salaried_route, self_employed_route
from mizan.law.algeria.retirement.units import (
    LEGAL_AGE,
    MIXED,
    MIXED_CAREER,
    NONE,
    SALARIED_CAREER,
    SELF_EMPLOYED,
    CareerKind,
    RetirementGround,
    RetirementRoute,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Quarters, Years

SINCE = date(1999, 1, 1)


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=SINCE)
def salaried_side_route(
    career_kind: CareerKind,
    salaried_own_quarters: Quarters,
    claimant_age_months: Months,
    salaried_age_months: Months,
    claim_service_met: Flag,
    claim_incapacity_open: Flag,
    claim_early_route: RetirementRoute,
    claim_allocation_met: Flag,
    salaried_allocation_months: Months,
) -> RetirementRoute:
    """What the fund of salaried workers pays for, under its own ages."""
    if career_kind != SALARIED_CAREER and salaried_own_quarters == 0:
        return RetirementRoute(NONE)
    allocation = 1 if claim_allocation_met and claimant_age_months >= salaried_allocation_months else 0
    return RetirementRoute(
        salaried_route(claimant_age_months, salaried_age_months, claim_service_met, claim_incapacity_open, claim_early_route, allocation)
    )


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=SINCE)
def self_employed_side_route(
    self_employed_own_quarters: Quarters,
    claimant_age_months: Months,
    self_employed_age_months: Months,
    claim_service_met: Flag,
    claim_incapacity_open: Flag,
    claim_allocation_met: Flag,
    self_employed_allocation_age: Years,
    contributions_unpaid: Flag,
) -> RetirementRoute:
    """What the fund of the self-employed pays for, under its own ages; nothing while contributions remain unpaid."""
    if self_employed_own_quarters == 0:
        return RetirementRoute(NONE)
    allocation = 1 if claim_allocation_met and claimant_age_months >= self_employed_allocation_age * 12 else 0
    return RetirementRoute(
        self_employed_route(
            claimant_age_months, self_employed_age_months, claim_service_met, claim_incapacity_open, allocation, contributions_unpaid
        )
    )


@rule(source="decree-85-35.art-17", standing=Standing.SECONDARY, since=SINCE)
def claim_route(
    career_kind: CareerKind, salaried_side_route: RetirementRoute, self_employed_side_route: RetirementRoute
) -> RetirementRoute:
    """The route of the claim; a mixed career at a legal age is named so, even while only one fund pays yet."""
    first = salaried_side_route if salaried_side_route != NONE else self_employed_side_route
    if career_kind != MIXED_CAREER or first == NONE:
        return RetirementRoute(first)
    if first == SELF_EMPLOYED:
        return RetirementRoute(MIXED)
    return RetirementRoute(MIXED if first == LEGAL_AGE else first)


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=SINCE)
def claim_ground(
    claim_route: RetirementRoute,
    career_kind: CareerKind,
    contributions_unpaid: Flag,
    claim_service_met: Flag,
    claim_service_quarters: Quarters,
    pension_service_quarters: Quarters,
    claim_allocation_met: Flag,
    arduous_post: Flag,
) -> RetirementGround:
    """Why the claim can not be granted; that the list of arduous posts was not found is said where it could have lowered the age."""
    unpaid = contributions_unpaid if career_kind != SALARIED_CAREER else 0
    enough = 1 if claim_service_quarters >= pension_service_quarters else 0
    return RetirementGround(ground_of(claim_route, unpaid, claim_service_met, enough, claim_allocation_met, arduous_post))
