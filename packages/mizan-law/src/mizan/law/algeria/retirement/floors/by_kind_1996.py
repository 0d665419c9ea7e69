"""The minimum of a kind of benefit, 1996 to 2008: none is known for the allocation."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import (
    ALLOCATION,
    INVALIDITY_PENSION,
    MOUDJAHID_PENSION,
    PENSION,
    STATE,
    BenefitKind,
    TopUpBearer,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1996, 7, 6)
UNTIL = date(2009, 1, 1)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE, until=UNTIL)
def minimum_known(benefit_kind: BenefitKind) -> Flag:
    """Whether a minimum of this kind is known on the day."""
    return Flag(1 if benefit_kind != ALLOCATION else 0)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def minimum_m(
    benefit_kind: BenefitKind, pension_minimum_m: Centimes, moudjahid_minimum_m: Centimes, invalidity_minimum_m: Centimes
) -> Centimes:
    """The least monthly amount of a kind of benefit, the State's complement included; 0 where none is known."""
    if benefit_kind == PENSION:
        return pension_minimum_m
    if benefit_kind == MOUDJAHID_PENSION:
        return moudjahid_minimum_m
    return invalidity_minimum_m if benefit_kind == INVALIDITY_PENSION else Centimes(0)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def minimum_fund_m(
    benefit_kind: BenefitKind,
    pension_minimum_fund_m: Centimes,
    moudjahid_minimum_m: Centimes,
    invalidity_minimum_m: Centimes,
    moudjahid_top_up_bearer: TopUpBearer,
) -> Centimes:
    """The part of that minimum at the charge of the fund."""
    if benefit_kind == PENSION:
        return pension_minimum_fund_m
    if benefit_kind == MOUDJAHID_PENSION:
        return pension_minimum_fund_m if moudjahid_top_up_bearer == STATE else moudjahid_minimum_m
    return invalidity_minimum_m if benefit_kind == INVALIDITY_PENSION else Centimes(0)
