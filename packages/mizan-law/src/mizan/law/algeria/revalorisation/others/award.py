"""An award raised part by part: what was earned rises, the fund and the State add what it then lacks to the minimum of the day."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import Rounding
from mizan.law.algeria.retirement.direct_pension.steps import fund_adds, state_adds
from mizan.law.algeria.retirement.units import STATE, TopUpBearer
from mizan.law.algeria.revalorisation.units import KEPT, TopUpReading
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(2000, 1, 1)


@rule(source="law-83-12.art-43", standing=Standing.SECONDARY, since=SINCE)
def raised_earned_m(award_revalued: Flag, revalued_kind_m: Centimes, pension_in_payment_m: Centimes) -> Centimes:
    """The part earned, after the increase; as it was where the award is too recent."""
    return revalued_kind_m if award_revalued else pension_in_payment_m


@rule(source="law-83-12.art-43", standing=Standing.DERIVED, since=SINCE)
def award_in_payment_m(pension_in_payment_m: Centimes, fund_adds_in_payment_m: Centimes, state_adds_in_payment_m: Centimes) -> Centimes:
    """What the award pays a month before the increase, supplements beside it."""
    return Centimes(pension_in_payment_m + fund_adds_in_payment_m + state_adds_in_payment_m)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE, rounding=Rounding.HALF_UP)
def raised_least_m(minimum_m: Centimes, award_least_m: Centimes, award_least_of_m: Centimes, award_in_payment_m: Centimes) -> Centimes:
    """The minimum of the day, for the part of one that the award was given, and never less than what is paid; 0 where it was given none."""
    if award_least_of_m == 0:
        return Centimes(0)
    return max(ratio_half_up(minimum_m, award_least_m, award_least_of_m), award_in_payment_m)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE, rounding=Rounding.HALF_UP)
def raised_least_fund_m(
    raised_least_m: Centimes,
    minimum_fund_m: Centimes,
    award_least_m: Centimes,
    award_least_of_m: Centimes,
    award_least_by_fund: Flag,
    reversion_top_up_bearer: TopUpBearer,
) -> Centimes:
    """What of it is at the charge of the fund: in a reversion all of it, or nothing (switch `reversion_top_up_bearer`)."""
    if award_least_of_m == 0:
        return raised_least_m
    if award_least_by_fund:
        return Centimes(0) if reversion_top_up_bearer == STATE else raised_least_m
    return ratio_half_up(minimum_fund_m, award_least_m, award_least_of_m)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE)
def kept_fund_adds_m(
    fund_adds_in_payment_m: Centimes, state_adds_in_payment_m: Centimes, award_least_by_fund: Flag, reversion_top_up_bearer: TopUpBearer
) -> Centimes:
    """What the fund added before; in a reversion whatever was added, by whoever bears it now, so that none of it counts twice."""
    if not award_least_by_fund:
        return fund_adds_in_payment_m
    return Centimes(0) if reversion_top_up_bearer == STATE else Centimes(fund_adds_in_payment_m + state_adds_in_payment_m)


@rule(source="lfc-2006.art-29", standing=Standing.DERIVED, since=SINCE)
def kept_state_adds_m(fund_adds_in_payment_m: Centimes, state_adds_in_payment_m: Centimes, kept_fund_adds_m: Centimes) -> Centimes:
    """What the State added before, in the same way."""
    return Centimes(fund_adds_in_payment_m + state_adds_in_payment_m - kept_fund_adds_m)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE)
def raised_fund_adds_m(
    award_revalued: Flag,
    raised_earned_m: Centimes,
    raised_least_m: Centimes,
    raised_least_fund_m: Centimes,
    award_least_of_m: Centimes,
    fund_adds_in_payment_m: Centimes,
    kept_fund_adds_m: Centimes,
    top_up_after_increase: TopUpReading,
) -> Centimes:
    """What the fund adds after the increase to reach its minimum; what it added before where no minimum is known of the award."""
    if not award_revalued or award_least_of_m == 0:
        return fund_adds_in_payment_m
    lacking = Centimes(fund_adds(raised_earned_m, raised_least_m, raised_least_fund_m))
    return max(lacking, kept_fund_adds_m) if top_up_after_increase == KEPT else lacking


@rule(source="lfc-2006.art-29", standing=Standing.DERIVED, since=SINCE)
def raised_state_adds_m(
    award_revalued: Flag,
    raised_earned_m: Centimes,
    raised_least_m: Centimes,
    raised_least_fund_m: Centimes,
    award_least_of_m: Centimes,
    state_adds_in_payment_m: Centimes,
    kept_state_adds_m: Centimes,
    top_up_after_increase: TopUpReading,
) -> Centimes:
    """What the State adds above it after the increase."""
    if not award_revalued or award_least_of_m == 0:
        return state_adds_in_payment_m
    lacking = Centimes(state_adds(raised_earned_m, raised_least_m, raised_least_fund_m))
    return max(lacking, kept_state_adds_m) if top_up_after_increase == KEPT else lacking


@rule(source="law-83-12.art-43", standing=Standing.DERIVED, since=SINCE)
def raised_total_m(raised_earned_m: Centimes, raised_fund_adds_m: Centimes, raised_state_adds_m: Centimes) -> Centimes:
    """What the award pays a month after the increase, supplements beside it."""
    return Centimes(raised_earned_m + raised_fund_adds_m + raised_state_adds_m)
