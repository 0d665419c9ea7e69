"""The yearly bonus of all children at school."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.family.allowance.rules import by_rank
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count


@rule(source="decree-96-298", standing=Standing.RECALL, since=date(1996, 10, 1))
def school_bonus_y(children: Count, family_high_children: Count, school_high_amount: Centimes, school_low_amount: Centimes) -> Centimes:
    """The yearly schooling bonus of all children together, by the wage and ranks of family allowances."""
    return Centimes(by_rank(children, family_high_children, school_high_amount, school_low_amount))
