"""The arithmetic of the tax of 2022, exact to its last step: in ten-thousandths of a centime, as its rates are whole per cents."""

from mizan.kernel.money import Centimes
from mizan.law.engine.helpers import helper
from mizan.law.engine.primitives import ratio_half_up

DA = 100
FINE = 10_000
"""Ten-thousandths in a centime."""
FORMULA_FACTOR = 93 * 41
FORMULA_LESS = 81_213 * DA * 61
FORMULA_OVER = 61 * 41
"""The formula of retirees, T × 93/61 − 81 213/41, over the common denominator 61 × 41."""


@helper
def slice_of(amount: int, above: int, up_to: int) -> int:
    """What of an amount lies above one limit and up to another."""
    return max(min(amount, up_to) - above, 0)


@helper
def scale_tax_2022(pension: int) -> int:
    """The monthly tax of the scale in hundredths of a centime: nothing to 20,000 DA, then 23, 27, 30, 33 and, above 320,000 DA, 35 %."""
    tax = slice_of(pension, 20_000 * DA, 40_000 * DA) * 23
    tax = tax + slice_of(pension, 40_000 * DA, 80_000 * DA) * 27
    tax = tax + slice_of(pension, 80_000 * DA, 160_000 * DA) * 30
    tax = tax + slice_of(pension, 160_000 * DA, 320_000 * DA) * 33
    return tax + max(pension - 320_000 * DA, 0) * 35


@helper
def abated_tax(pension: int, rate: int, least: int, most: int) -> int:
    """The tax of the scale less `rate` of it (whole per cents, from `least` to `most`), in ten-thousandths of a centime."""
    tax = scale_tax_2022(pension)
    taken = min(max(tax * (rate // 10_000), least * FINE), most * FINE)
    return max(tax * 100 - taken, 0)


@helper
def retiree_tax_2022(pension: int, exempt: int, formula_below: int, rate: int, least: int, most: int) -> Centimes:
    """The tax of a retiree, rounded once half up: none up to the exemption, lowered by the formula below its limit."""
    if pension <= exempt:
        return Centimes(0)
    tax = abated_tax(pension, rate, least, most)
    if pension >= formula_below:
        return ratio_half_up(tax, 1, FINE)
    return ratio_half_up(max(tax * FORMULA_FACTOR - FORMULA_LESS * FINE, 0), 1, FORMULA_OVER * FINE)
