"""The right at an age: by which route, to a pension or to an allocation, and the ground when there is none."""

from datetime import date

from mizan.law.algeria.retirement.eligibility.steps import early_route, ground_of, incapacity_opens, salaried_route, self_employed_route
from mizan.law.algeria.retirement.units import NONE, RETIREMENT_ALLOCATION, IncapacityReading, RetirementGround, RetirementRoute
from mizan.law.algeria.units import CASNOS, CNR, WOMAN, Scheme, Sex
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Quarters, Years

TEXTS_OF_1996 = date(1996, 7, 6)


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def salaried_allocation_months(sex: Sex, allocation_age: Years, allocation_age_women: Years) -> Months:
    """The age in months of a salaried worker's allocation. Departs: reductions are not taken off, no source says they are."""
    return Months((allocation_age_women if sex == WOMAN else allocation_age) * 12)


@rule(source="law-83-12.art-9", standing=Standing.RECALL, since=TEXTS_OF_1996)
def incapacity_open(
    total_incapacity: Flag, incapacity_reading: IncapacityReading, service_quarters: Quarters, pension_service_quarters: Quarters
) -> Flag:
    """Whether total and permanent incapacity opens a pension without age (switch `incapacity_reading`)."""
    return Flag(incapacity_opens(total_incapacity, incapacity_reading, service_quarters, pension_service_quarters))


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def open_early_route(
    scheme: Scheme, age: Years, without_age_open: Flag, transitional_from_age: Months, proportional_from_age: Months
) -> RetirementRoute:
    """The route open before the legal age; only salaried workers had any."""
    if scheme == CASNOS:
        return RetirementRoute(NONE)
    return RetirementRoute(early_route(age * 12, without_age_open, transitional_from_age, 0, proportional_from_age))


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def allocation_open_at_age(
    scheme: Scheme, age: Years, salaried_allocation_months: Months, self_employed_allocation_age: Years, allocation_service_met: Flag
) -> Flag:
    """Whether age and service open an allocation."""
    needed = salaried_allocation_months if scheme == CNR else self_employed_allocation_age * 12
    return Flag(1 if allocation_service_met and age * 12 >= needed else 0)


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def open_route(
    scheme: Scheme,
    age: Years,
    retirement_age_months: Months,
    pension_service_met: Flag,
    incapacity_open: Flag,
    open_early_route: RetirementRoute,
    allocation_open_at_age: Flag,
    contributions_unpaid: Flag,
) -> RetirementRoute:
    """The route open to the person at this age."""
    if scheme == CNR:
        return RetirementRoute(
            salaried_route(age * 12, retirement_age_months, pension_service_met, incapacity_open, open_early_route, allocation_open_at_age)
        )
    return RetirementRoute(
        self_employed_route(
            age * 12, retirement_age_months, pension_service_met, incapacity_open, allocation_open_at_age, contributions_unpaid
        )
    )


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def pension_entitled(open_route: RetirementRoute) -> Flag:
    """Whether the person has a right to a pension."""
    return Flag(1 if open_route != NONE and open_route != RETIREMENT_ALLOCATION else 0)


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def allocation_entitled(open_route: RetirementRoute) -> Flag:
    """Whether the person has a right to an allocation."""
    return Flag(1 if open_route == RETIREMENT_ALLOCATION else 0)


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def no_right_ground(
    scheme: Scheme,
    open_route: RetirementRoute,
    contributions_unpaid: Flag,
    pension_service_met: Flag,
    service_quarters: Quarters,
    pension_service_quarters: Quarters,
    allocation_service_met: Flag,
    arduous_post: Flag,
) -> RetirementGround:
    """Why there is no right; that the list of arduous posts was not found is said where it could have lowered the age."""
    unpaid = contributions_unpaid if scheme == CASNOS else 0
    enough = 1 if service_quarters >= pension_service_quarters else 0
    return RetirementGround(ground_of(open_route, unpaid, pension_service_met, enough, allocation_service_met, arduous_post))
