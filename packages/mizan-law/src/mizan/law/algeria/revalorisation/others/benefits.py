"""The increase of other benefits than the pension, and what is paid once the minimum is applied."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.retirement.units import ALLOCATION, INVALIDITY_PENSION, BenefitKind
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(2000, 1, 1)


@rule(source="law-83-12.art-43", standing=Standing.SECONDARY, since=SINCE)
def revalorisation_base_allocation_m(pension_in_payment_m: Centimes) -> Centimes:
    """The amount the rate applies to: the allocation in payment."""
    return pension_in_payment_m


@rule(source="law-83-12.art-43", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def revalued_allocation_m(revalorisation_base_allocation_m: Centimes, revalorisation_rate: RatePpm) -> Centimes:
    """The monthly retirement allocation after the increase: it rises as pensions do."""
    return Centimes(revalorisation_base_allocation_m + rate_half_up(revalorisation_base_allocation_m, revalorisation_rate))


@rule(source="law-83-13.art-84", standing=Standing.RECALL, since=SINCE, rounding=Rounding.HALF_UP)
def revalued_invalidity_m(pension_in_payment_m: Centimes, revalorisation_rate: RatePpm, invalidity_follows_pensions: Flag) -> Centimes:
    """The monthly invalidity pension or annuity after the increase, where it follows pensions (switch `invalidity_follows_pensions`)."""
    if not invalidity_follows_pensions:
        return pension_in_payment_m
    return Centimes(pension_in_payment_m + rate_half_up(pension_in_payment_m, revalorisation_rate))


@rule(source="law-83-12.art-43", standing=Standing.DERIVED, since=SINCE)
def revalued_kind_m(
    benefit_kind: BenefitKind, revalued_pension_m: Centimes, revalued_allocation_m: Centimes, revalued_invalidity_m: Centimes
) -> Centimes:
    """The monthly benefit of a kind after the increase."""
    if benefit_kind == ALLOCATION:
        return revalued_allocation_m
    return revalued_invalidity_m if benefit_kind == INVALIDITY_PENSION else revalued_pension_m


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE)
def revalued_paid_m(revalued_kind_m: Centimes, minimum_m: Centimes) -> Centimes:
    """What is paid a month: the benefit after the increase, never below the minimum of its kind on the day."""
    return max(revalued_kind_m, minimum_m)
