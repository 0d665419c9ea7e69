"""The benefits of the self-employed, open to who is up to date with contributions and surcharges."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.self_employed.units import (
    CONTRIBUTIONS_UNPAID,
    DEATH,
    NONE,
    NOT_COVERED,
    SURCHARGES_UNPAID,
    CasnosBenefit,
    CasnosRightGround,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

READ_2015 = date(2015, 7, 21)
"""Day of the press report that tells the condition."""


@rule(source="law-83-11.art-4", standing=Standing.GAZETTE, since=date(1983, 7, 2))
def casnos_covered(casnos_benefit: CasnosBenefit) -> Flag:
    """Whether a benefit is among those of the self-employed: benefits in kind, invalidity and death, no daily allowance."""
    return Flag(1) if casnos_benefit <= DEATH else Flag(0)


@rule(source="press-casnos-2015", standing=Standing.SECONDARY, since=READ_2015)
def casnos_right_ground(
    casnos_covered: Flag, casnos_contributions_unpaid: Centimes, casnos_surcharges_unpaid: Centimes
) -> CasnosRightGround:
    """Why a benefit is not given: not covered, contributions or surcharges not paid."""
    if not casnos_covered:
        return CasnosRightGround(NOT_COVERED)
    if casnos_contributions_unpaid > 0:
        return CasnosRightGround(CONTRIBUTIONS_UNPAID)
    return CasnosRightGround(SURCHARGES_UNPAID) if casnos_surcharges_unpaid > 0 else CasnosRightGround(NONE)


@rule(source="press-casnos-2015", standing=Standing.SECONDARY, since=READ_2015)
def casnos_right_open(casnos_right_ground: CasnosRightGround) -> Flag:
    """Whether the benefit may be given, its own conditions aside."""
    return Flag(1) if casnos_right_ground == NONE else Flag(0)
