"""What is left of a pension once the tax is taken."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SINCE = date(2007, 1, 1)


@rule(source="income-tax-code", standing=Standing.DERIVED, since=SINCE)
def pension_after_irg_m(taxable_pension_m: Centimes, irg_m: Centimes) -> Centimes:
    """The taxable pension less the tax."""
    return Centimes(taxable_pension_m - irg_m)


@rule(source="income-tax-code", standing=Standing.DERIVED, since=SINCE)
def pension_net_m(pension_taxable_m: Centimes, pension_irg_m: Centimes) -> Centimes:
    """The net monthly pension: what is left after social insurance and tax."""
    return Centimes(pension_taxable_m - pension_irg_m)
