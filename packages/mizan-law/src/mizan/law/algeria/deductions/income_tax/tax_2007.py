"""The tax until June 2020: pensions under the exemption are known to pay none; the scale of the others was not found."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SOURCE = "income-tax-code"
SINCE = date(2007, 1, 1)
UNTIL = date(2020, 6, 1)
NOT_KNOWN = 0
"""What stands for a tax whose scale was not found. Topics and the facade refuse such a pension before they show it."""


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def irg_known(taxable_pension_m: Centimes, irg_exempt_m: Centimes) -> Flag:
    """Whether the tax of this pension is known: only where it is exempt, since the scale was not found."""
    return Flag(1 if taxable_pension_m < irg_exempt_m else 0)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def pension_irg_known(pension_taxable_m: Centimes, irg_exempt_m: Centimes) -> Flag:
    """Whether the tax on what is left of a pension after social insurance is known."""
    return Flag(1 if pension_taxable_m < irg_exempt_m else 0)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def irg_m(taxable_pension_m: Centimes, irg_exempt_m: Centimes) -> Centimes:
    """The monthly tax of a retiree: nothing for an exempt pension. Where it is not known this 0 is no tax: ask `irg_known` first."""
    return Centimes(0 if taxable_pension_m < irg_exempt_m else NOT_KNOWN)


@rule(source=SOURCE, standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def pension_irg_m(pension_taxable_m: Centimes, irg_exempt_m: Centimes) -> Centimes:
    """The monthly tax on what is left of a pension after social insurance. Not known, it is no tax: ask `pension_irg_known` first."""
    return Centimes(0 if pension_taxable_m < irg_exempt_m else NOT_KNOWN)
