"""The allocation before 2009: no minimum is known, allocations under 2,000 DA were in payment in 2007.

The State's complement of 2006 (10 to 50 % of allocations under 7,000 DA) has no table that was found: it is not computed.
"""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SINCE = date(1996, 7, 6)
UNTIL = date(2009, 1, 1)


@rule(source="law-83-12.art-47", standing=Standing.RECALL, since=SINCE, until=UNTIL)
def allocation_least_m() -> Centimes:
    """The least allocation applied: none is known."""
    return Centimes(0)


@rule(source="law-83-12.art-47", standing=Standing.RECALL, since=SINCE, until=UNTIL)
def allocation_least_fund_m() -> Centimes:
    """The part of that minimum at the charge of the fund: none is known."""
    return Centimes(0)
