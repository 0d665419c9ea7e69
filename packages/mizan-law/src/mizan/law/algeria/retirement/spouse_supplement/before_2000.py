"""The spouse supplement before 2000: 600 hours of minimum wage a year, one twelfth a month."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag


@rule(source="law-83-12", standing=Standing.SECONDARY, since=date(1998, 9, 1), until=date(2000, 1, 1))
def spouse_supplement_m(spouse_has_income: Flag, spouse_supplement_old_m: Centimes) -> Centimes:
    """The monthly supplement for a dependent spouse."""
    return Centimes(0) if spouse_has_income else spouse_supplement_old_m
