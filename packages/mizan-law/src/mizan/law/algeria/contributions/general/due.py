"""The lines of the contribution declaration: R22, R98, R38, each rounded once on the employer's base, and how a due is shared."""

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.contributions.general.lines import SINCE, TABLE
from mizan.law.engine.primitives import floor_share, rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def r22_due(base: Centimes, r22_rate: RatePpm) -> Centimes:
    """Line R22, general regime: the base at the whole rate, rounded once."""
    return rate_half_up(base, r22_rate)


@rule(source="law-83-16", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def r98_due(base: Centimes, fnpos_rate: RatePpm) -> Centimes:
    """Line R98, national equalisation of social works, on the bases of R22, R06 and R07 together."""
    return rate_half_up(base, fnpos_rate)


@rule(source="decree-06-223", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def r38_due(base: Centimes, construction: Flag, oprebat_rate: RatePpm) -> Centimes:
    """Line R38, prevention in construction: due by construction employers only."""
    if construction:
        return rate_half_up(base, oprebat_rate)
    return Centimes(0)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE)
def declaration_due(r22_due: Centimes, r98_due: Centimes, r38_due: Centimes) -> Centimes:
    """The declaration's total: its lines, each rounded, then summed."""
    return Centimes(r22_due + r98_due + r38_due)


@rule(source="mizan-conventions", standing=Standing.DERIVED, since=SINCE, rounding=Rounding.FLOOR_RESIDUE_FIRST)
def branch_share(line_due: Centimes, share_rate: RatePpm, line_rate: RatePpm) -> Centimes:
    """The part of a line that belongs to one branch and payer, rounded down; what is left over goes to the first."""
    return floor_share(line_due, share_rate, line_rate)


@rule(source="mizan-conventions", standing=Standing.DERIVED, since=SINCE)
def first_share(line_due: Centimes, other_shares: Centimes) -> Centimes:
    """The part of the first branch by rank: the line less the other parts, so that nothing is lost."""
    return Centimes(line_due - other_shares)
