"""What the career opens: pension, allocation, early routes."""

from datetime import date

from mizan.law.algeria.retirement.eligibility.steps import early_route, incapacity_opens
from mizan.law.algeria.retirement.service.steps import allocation_open, pension_open, with_war_years
from mizan.law.algeria.retirement.units import SELF_EMPLOYED_CAREER, CareerKind, IncapacityReading, RetirementRoute
from mizan.law.algeria.units import CASNOS, CNR, WOMAN, Sex
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Quarters, Years

SINCE = date(1999, 1, 1)


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=SINCE)
def claim_service_quarters(career_quarters: Quarters, moudjahid: Flag, war_years: Years) -> Quarters:
    """The quarters that open the right: the whole career, and a moudjahid's war years counted double."""
    return Quarters(with_war_years(career_quarters, moudjahid, war_years))


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=SINCE)
def claim_service_met(
    career_kind: CareerKind,
    claim_service_quarters: Quarters,
    career_effective_quarters: Quarters,
    pension_service_quarters: Quarters,
    pension_effective_quarters: Quarters,
) -> Flag:
    """Whether the career opens a pension: fifteen years, half of them worked and paid (all of them for the self-employed)."""
    scheme = CASNOS if career_kind == SELF_EMPLOYED_CAREER else CNR
    return Flag(
        pension_open(scheme, claim_service_quarters, career_effective_quarters, pension_service_quarters, pension_effective_quarters)
    )


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=SINCE)
def claim_allocation_met(
    claim_service_quarters: Quarters,
    career_effective_quarters: Quarters,
    allocation_service_quarters: Quarters,
    pension_service_quarters: Quarters,
) -> Flag:
    """Whether the career opens an allocation: five years or twenty quarters, and less than fifteen years."""
    return Flag(allocation_open(claim_service_quarters, career_effective_quarters, allocation_service_quarters, pension_service_quarters))


@rule(source="law-83-12.art-9", standing=Standing.RECALL, since=SINCE)
def claim_incapacity_open(
    total_incapacity: Flag, incapacity_reading: IncapacityReading, claim_service_quarters: Quarters, pension_service_quarters: Quarters
) -> Flag:
    """Whether total and permanent incapacity opens a pension without age (switch `incapacity_reading`)."""
    return Flag(incapacity_opens(total_incapacity, incapacity_reading, claim_service_quarters, pension_service_quarters))


@rule(source="decree-law-94-10", standing=Standing.SECONDARY, since=SINCE)
def claim_anticipation_years(claimant_age_months: Months, salaried_age_months: Months) -> Years:
    """The years that separate the person from the legal age; a year begun counts."""
    return Years((max(salaried_age_months - claimant_age_months, 0) + 11) // 12)


@rule(source="decree-law-94-10", standing=Standing.SECONDARY, since=SINCE)
def claim_anticipation_open(
    laid_off: Flag,
    sex: Sex,
    claimant_age_months: Months,
    claim_anticipation_years: Years,
    anticipation_most: Years,
    effective_quarters: Quarters,
    recent_quarters: Quarters,
    anticipation_age: Years,
    anticipation_age_women: Years,
    anticipation_contributed_quarters: Quarters,
    anticipation_recent_quarters: Quarters,
) -> Flag:
    """Whether an economic lay-off opens early retirement: age, contributions, years of anticipation."""
    if not laid_off or effective_quarters < anticipation_contributed_quarters or recent_quarters < anticipation_recent_quarters:
        return Flag(0)
    old = claimant_age_months >= (anticipation_age_women if sex == WOMAN else anticipation_age) * 12
    return Flag(1 if old and claim_anticipation_years <= anticipation_most else 0)


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=SINCE)
def claim_early_route(
    claimant_age_months: Months,
    without_age_open: Flag,
    transitional_from_age: Months,
    claim_anticipation_open: Flag,
    proportional_from_age: Months,
) -> RetirementRoute:
    """The route open before the legal age; only years of salaried work open one."""
    return RetirementRoute(
        early_route(claimant_age_months, without_age_open, transitional_from_age, claim_anticipation_open, proportional_from_age)
    )
