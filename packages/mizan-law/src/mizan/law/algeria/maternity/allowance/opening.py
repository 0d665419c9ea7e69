"""The wage and the work on which the maternity allowance rests."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.maternity.units import GROSS, MaternityWage
from mizan.law.algeria.sickness.units import NONE, WORK_TOO_SHORT, OpeningGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1983, 7, 2)


@rule(source="law-83-11.art-52", standing=Standing.SECONDARY, since=SINCE)
def maternity_opened(opened_by_3_months: Flag, opened_by_12_months: Flag) -> Flag:
    """Whether the work before the first medical finding of the pregnancy opens the allowance."""
    return Flag(1 if opened_by_3_months or opened_by_12_months else 0)


@rule(source="law-83-11.art-52", standing=Standing.SECONDARY, since=SINCE)
def maternity_opening_ground(maternity_opened: Flag) -> OpeningGround:
    """Why the allowance is not open."""
    return OpeningGround(NONE) if maternity_opened else OpeningGround(WORK_TOO_SHORT)


@rule(source="law-83-11.art-28", standing=Standing.GAZETTE, since=SINCE)
def maternity_wage_given(maternity_gross_wage_d: Centimes, maternity_wage_basis: MaternityWage) -> Flag:
    """Whether the wage that the reading asks for was given."""
    return Flag(1 if maternity_wage_basis != GROSS or maternity_gross_wage_d > 0 else 0)


@rule(source="law-83-11.art-28", standing=Standing.GAZETTE, since=SINCE)
def maternity_wage_d(maternity_net_wage_d: Centimes, maternity_gross_wage_d: Centimes, maternity_wage_basis: MaternityWage) -> Centimes:
    """The daily wage that the leave replaces."""
    return maternity_gross_wage_d if maternity_wage_basis == GROSS else maternity_net_wage_d
