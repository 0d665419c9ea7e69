"""Validated quarters: from years, quarters and months given, or from the periods of a career (article 11)."""

from datetime import date

from mizan.law.algeria.retirement.units import (
    BEGUN_QUARTERS,
    BEGUN_YEARS,
    COUNTED_AS_FIFTEEN,
    WHOLE_YEARS,
    FractionOfYear,
    IncapacityReading,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Quarters, Years

LAW = date(1983, 7, 2)


@rule(source="law-83-12", standing=Standing.RECALL, since=LAW)
def validated_quarters(
    validated_years: Years, further_quarters: Quarters, further_months: Months, fraction_of_year: FractionOfYear
) -> Quarters:
    """The validated quarters that count (switch `fraction_of_year`)."""
    months = validated_years * 12 + further_quarters * 3 + further_months
    if fraction_of_year == BEGUN_QUARTERS:
        return Quarters((months + 2) // 3)
    if fraction_of_year == WHOLE_YEARS:
        return Quarters(months // 12 * 4)
    if fraction_of_year == BEGUN_YEARS:
        return Quarters((months + 11) // 12 * 4)
    return Quarters(months // 3)


@rule(source="law-83-12.art-9", standing=Standing.RECALL, since=LAW)
def counted_quarters(
    validated_quarters: Quarters, total_incapacity: Flag, incapacity_quarters: Quarters, incapacity_reading: IncapacityReading
) -> Quarters:
    """The quarters the rate counts: those validated, at least fifteen years for a person unable to work (`incapacity_reading`)."""
    if total_incapacity and incapacity_reading == COUNTED_AS_FIFTEEN:
        return max(validated_quarters, incapacity_quarters)
    return validated_quarters


@rule(source="law-83-12.art-11", standing=Standing.SECONDARY, since=LAW)
def credited_quarters(
    paid_leave_quarters: Quarters, national_service_quarters: Quarters, mobilisation_quarters: Quarters, war_years: Years
) -> Quarters:
    """The quarters credited without work: paid leave, national service, mobilisation, liberation war."""
    return Quarters(paid_leave_quarters + national_service_quarters + mobilisation_quarters + war_years * 4)


@rule(source="law-83-12.art-11", standing=Standing.RECALL, since=LAW)
def career_validated_quarters(worked_quarters: Quarters, credited_quarters: Quarters, unemployment_quarters: Quarters) -> Quarters:
    """The quarters validated for a pension at the legal age: worked, credited, and on unemployment insurance or early retirement."""
    return Quarters(worked_quarters + credited_quarters + unemployment_quarters)


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=date(1997, 5, 31))
def career_quarters_before_age(career_validated_quarters: Quarters, national_service_quarters: Quarters) -> Quarters:
    """The quarters that a pension before the legal age would validate: national service does not count for it."""
    return Quarters(career_validated_quarters - national_service_quarters)
