"""What the State adds to the minimum that the fund owes."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="lfc-2006.art-29", standing=Standing.SECONDARY, since=date(1994, 4, 11))
def minimum_state_m(minimum_m: Centimes, minimum_fund_m: Centimes) -> Centimes:
    """The part of the minimum of a kind of benefit at the charge of the State."""
    return Centimes(minimum_m - minimum_fund_m)
