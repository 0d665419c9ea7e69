"""Before law 99-03: no ceiling of fifteen minimum wages."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="law-83-12", standing=Standing.DERIVED, since=date(1983, 7, 2), until=date(1999, 1, 1))
def capped_pension_m(raw_pension_m: Centimes) -> Centimes:
    """The pension within its ceiling: none is known before 1999."""
    return raw_pension_m
