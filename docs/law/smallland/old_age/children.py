"""The children of a household: each one counts or not, and the household has the sum."""

from collections.abc import Sequence
from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.primitives import sum_of
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Years

SINCE = date(2001, 6, 1)
MAJORITY = 18


@rule(source="old-age-act.art-6", standing=Standing.GAZETTE, since=SINCE, entity="child")
def supplement_of_child(child_age: Years, child_supplement: Centimes) -> Centimes:
    """What a child adds, while under eighteen."""
    return Centimes(child_supplement if child_age < MAJORITY else 0)


@rule(source="old-age-act.art-6", standing=Standing.GAZETTE, since=SINCE)
def children_supplement(supplement_of_child: Sequence[Centimes]) -> Centimes:
    """What the children of the household add together."""
    return Centimes(sum_of(supplement_of_child))
