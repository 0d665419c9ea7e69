"""The tax since 2022: a scale, an abatement, and a formula that lowers the tax of retirees just above the exemption."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.deductions.income_tax.parts import FINE, abated_tax, retiree_tax_2022, scale_tax_2022
from mizan.law.engine.primitives import ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SOURCE = "finance-law-2022.art-31"
SINCE = date(2022, 1, 1)


@rule(source=SOURCE, standing=Standing.RECALL, since=SINCE)
def irg_known(taxable_pension_m: Centimes) -> Flag:
    """Whether the tax of this pension is known: of every one since 2022."""
    return Flag(1 if taxable_pension_m >= 0 else 0)


@rule(source=SOURCE, standing=Standing.RECALL, since=SINCE)
def pension_irg_known(pension_taxable_m: Centimes) -> Flag:
    """Whether the tax of this pension is known: of every one since 2022."""
    return Flag(1 if pension_taxable_m >= 0 else 0)


@rule(source=SOURCE, standing=Standing.RECALL, since=SINCE, rounding=Rounding.HALF_UP)
def irg_scale_m(taxable_pension_m: Centimes) -> Centimes:
    """The monthly tax of the scale before any abatement: nothing to 20,000 DA, then 23, 27, 30, 33 and 35 % by slices."""
    return ratio_half_up(scale_tax_2022(taxable_pension_m), 1, 100)


@rule(source=SOURCE, standing=Standing.RECALL, since=SINCE, rounding=Rounding.HALF_UP)
def irg_abated_m(
    taxable_pension_m: Centimes, irg_abatement_rate: RatePpm, irg_abatement_least_m: Centimes, irg_abatement_most_m: Centimes
) -> Centimes:
    """The monthly tax less the abatement of everyone, before what is for retirees only."""
    return ratio_half_up(abated_tax(taxable_pension_m, irg_abatement_rate, irg_abatement_least_m, irg_abatement_most_m), 1, FINE)


@rule(source=SOURCE, standing=Standing.RECALL, since=SINCE, rounding=Rounding.HALF_UP)
def irg_m(
    taxable_pension_m: Centimes,
    irg_exempt_m: Centimes,
    irg_retiree_formula_below_m: Centimes,
    irg_abatement_rate: RatePpm,
    irg_abatement_least_m: Centimes,
    irg_abatement_most_m: Centimes,
) -> Centimes:
    """The monthly tax of a retiree: nothing up to the exemption, the formula below its limit, the abated tax from there."""
    return retiree_tax_2022(
        taxable_pension_m,
        irg_exempt_m,
        irg_retiree_formula_below_m,
        irg_abatement_rate,
        irg_abatement_least_m,
        irg_abatement_most_m,
    )


@rule(source=SOURCE, standing=Standing.RECALL, since=SINCE, rounding=Rounding.HALF_UP)
def pension_irg_m(
    pension_taxable_m: Centimes,
    irg_exempt_m: Centimes,
    irg_retiree_formula_below_m: Centimes,
    irg_abatement_rate: RatePpm,
    irg_abatement_least_m: Centimes,
    irg_abatement_most_m: Centimes,
) -> Centimes:
    """The monthly tax on what is left of a pension after social insurance."""
    return retiree_tax_2022(
        pension_taxable_m,
        irg_exempt_m,
        irg_retiree_formula_below_m,
        irg_abatement_rate,
        irg_abatement_least_m,
        irg_abatement_most_m,
    )
