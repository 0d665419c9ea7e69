"""The ground of who asks for a proportional pension while article 6 bis is not in force."""

from datetime import date

from mizan.law.algeria.retirement.units import ROUTE_CLOSED, RetirementGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="law-16-15", standing=Standing.SECONDARY, since=date(2017, 1, 1), published_on=date(2016, 12, 31))
def proportional_ground() -> RetirementGround:
    """Why there is no right to a proportional pension: the route is closed."""
    return RetirementGround(ROUTE_CLOSED)
