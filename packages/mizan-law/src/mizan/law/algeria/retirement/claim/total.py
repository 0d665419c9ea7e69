"""What the person is paid: both funds and the supplement together."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import NONE, RETIREMENT_ALLOCATION, RetirementRoute
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1999, 1, 1)


@rule(source="arrete-1999-12-18", standing=Standing.SECONDARY, since=SINCE)
def claim_supplement_m(spouse_in_charge: Flag, salaried_side_route: RetirementRoute, spouse_supplement_m: Centimes) -> Centimes:
    """The supplement for a dependent spouse. Departs: only with a salaried pension, no source gives it with an allocation."""
    paid = salaried_side_route != NONE and salaried_side_route != RETIREMENT_ALLOCATION
    return spouse_supplement_m if spouse_in_charge and paid else Centimes(0)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=SINCE)
def claim_raw_m(salaried_raw_m: Centimes, self_employed_earned_m: Centimes) -> Centimes:
    """What the career has earned in both funds, before ceiling and minimum."""
    return Centimes(salaried_raw_m + self_employed_earned_m)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE)
def claim_least_m(salaried_least_m: Centimes, self_employed_least_m: Centimes) -> Centimes:
    """The minimum of both parts together."""
    return Centimes(salaried_least_m + self_employed_least_m)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE)
def claim_fund_adds_m(salaried_fund_adds_m: Centimes, casnos_fund_adds_m: Centimes) -> Centimes:
    """What the funds add to reach the minimum."""
    return Centimes(salaried_fund_adds_m + casnos_fund_adds_m)


@rule(source="lfc-2006.art-29", standing=Standing.SECONDARY, since=SINCE)
def claim_state_adds_m(salaried_state_adds_m: Centimes, casnos_state_adds_m: Centimes) -> Centimes:
    """What the State adds."""
    return Centimes(salaried_state_adds_m + casnos_state_adds_m)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=SINCE)
def claim_benefit_m(salaried_due_m: Centimes, self_employed_due_m: Centimes) -> Centimes:
    """The monthly pension or allocation, both funds together."""
    return Centimes(salaried_due_m + self_employed_due_m)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=SINCE)
def amount_in_payment_m(claim_benefit_m: Centimes, claim_supplement_m: Centimes) -> Centimes:
    """What is paid each month, before deductions."""
    return Centimes(claim_benefit_m + claim_supplement_m)
