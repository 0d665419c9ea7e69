"""The minimum of a kind of benefit before 1996: only that of the retirement pension is known."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import PENSION, BenefitKind
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1994, 4, 11)
UNTIL = date(1996, 7, 6)


@rule(source="law-83-12.art-16", standing=Standing.DERIVED, since=SINCE, until=UNTIL)
def minimum_known(benefit_kind: BenefitKind) -> Flag:
    """Whether a minimum of this kind is known on the day."""
    return Flag(1 if benefit_kind == PENSION else 0)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def minimum_m(benefit_kind: BenefitKind, pension_minimum_m: Centimes) -> Centimes:
    """The least monthly amount of a kind of benefit, the State's complement included; 0 where none is known."""
    return pension_minimum_m if benefit_kind == PENSION else Centimes(0)


@rule(source="law-83-12.art-16", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def minimum_fund_m(benefit_kind: BenefitKind, pension_minimum_fund_m: Centimes) -> Centimes:
    """The part of that minimum at the charge of the fund."""
    return pension_minimum_fund_m if benefit_kind == PENSION else Centimes(0)
