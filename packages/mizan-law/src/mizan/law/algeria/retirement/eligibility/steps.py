"""The choice of a route, and the ground when there is none: steps that the plain question and the claim share."""

from mizan.law.algeria.retirement.units import (
    AGE,
    ANTICIPATED,
    ARDUOUS_LIST_UNKNOWN,
    COUNTED_AS_FIFTEEN,
    EFFECTIVE_SERVICE,
    INCAPACITY,
    LEGAL_AGE,
    NONE,
    PROPORTIONAL,
    RETIREMENT_ALLOCATION,
    SELF_EMPLOYED,
    SERVICE,
    TRANSITIONAL,
    UNPAID_CONTRIBUTIONS,
    WITHOUT_AGE,
)
from mizan.law.engine.helpers import helper


@helper
def incapacity_opens(total_incapacity: int, reading: int, quarters: int, needed: int) -> int:
    """1 when total incapacity opens a pension without age."""
    return 1 if total_incapacity and (reading == COUNTED_AS_FIFTEEN or quarters >= needed) else 0


@helper
def early_route(age: int, without_age: int, transitional_from: int, anticipated: int, proportional_from: int) -> int:
    """The route open to a salaried worker before the legal age; none when all are closed."""
    if without_age:
        return WITHOUT_AGE
    if transitional_from and age >= transitional_from:
        return TRANSITIONAL
    if anticipated:
        return ANTICIPATED
    return PROPORTIONAL if proportional_from and age >= proportional_from else NONE


@helper
def salaried_route(age: int, needed_age: int, service: int, incapacity: int, early: int, allocation: int) -> int:
    """The route of a salaried worker: the legal age first, then what opens without it, then the allocation."""
    if service and age >= needed_age:
        return LEGAL_AGE
    if incapacity:
        return INCAPACITY
    if early != NONE:
        return early
    return RETIREMENT_ALLOCATION if allocation else NONE


@helper
def self_employed_route(age: int, needed_age: int, service: int, incapacity: int, allocation: int, unpaid: int) -> int:
    """The route of a self-employed person: nothing while contributions remain unpaid, nothing early."""
    if unpaid:
        return NONE
    if service and age >= needed_age:
        return SELF_EMPLOYED
    if incapacity:
        return INCAPACITY
    return RETIREMENT_ALLOCATION if allocation else NONE


@helper
def ground_of(route: int, unpaid: int, service: int, enough: int, allocation_service: int, arduous: int) -> int:
    """Why no route is open: debts, then the length of service, its effective part, the age."""
    if route != NONE:
        return NONE
    if unpaid:
        return UNPAID_CONTRIBUTIONS
    if enough and not service:
        return EFFECTIVE_SERVICE
    if not service and not allocation_service:
        return SERVICE
    return ARDUOUS_LIST_UNKNOWN if arduous and service else AGE
