"""The early pension before the ceiling of 1999."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.retirement.units import NONE, RetirementGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="decree-law-94-10", standing=Standing.RECALL, since=date(1994, 5, 26), until=date(1999, 1, 1))
def anticipated_pension_m(anticipated_raw_m: Centimes, award_minimum_m: Centimes, anticipation_length_ground: RetirementGround) -> Centimes:
    """The early pension in payment: reduced, not below the minimum."""
    return Centimes(0) if anticipation_length_ground != NONE else max(anticipated_raw_m, award_minimum_m)
