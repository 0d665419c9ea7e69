"""The right of a self-employed person asking at an age: fifteen years worked and paid, nothing left to pay."""

from datetime import date

from mizan.law.algeria.retirement.allocation.sex import GIVEN_MAN
from mizan.law.algeria.retirement.units import (
    AGE,
    COUNTED_AS_FIFTEEN,
    NONE,
    SERVICE,
    UNPAID_CONTRIBUTIONS,
    GivenSex,
    IncapacityReading,
    RetirementGround,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag, Months, Quarters, Years

DECREE = date(1985, 2, 9)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=DECREE)
def self_employed_lowest_age_months(
    given_sex: GivenSex,
    children_raised: Count,
    self_employed_age: Years,
    self_employed_age_women: Years,
    child_reduction: Months,
    child_reduction_most: Count,
    moudjahid_months: Months,
) -> Months:
    """The age in months of a self-employed man or woman; a woman's, the lower, when the sex is not told."""
    if given_sex == GIVEN_MAN:
        return Months(self_employed_age * 12 - moudjahid_months)
    return Months(self_employed_age_women * 12 - min(children_raised, child_reduction_most) * child_reduction - moudjahid_months)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=DECREE)
def self_employed_ground(
    age: Years,
    self_employed_lowest_age_months: Months,
    service_quarters: Quarters,
    pension_service_quarters: Quarters,
    total_incapacity: Flag,
    contributions_unpaid: Flag,
    incapacity_reading: IncapacityReading,
) -> RetirementGround:
    """Why there is no self-employed pension; a person totally unable to work needs no age."""
    if contributions_unpaid:
        return RetirementGround(UNPAID_CONTRIBUTIONS)
    if service_quarters < pension_service_quarters and not (total_incapacity and incapacity_reading == COUNTED_AS_FIFTEEN):
        return RetirementGround(SERVICE)
    return RetirementGround(NONE if total_incapacity or age * 12 >= self_employed_lowest_age_months else AGE)
