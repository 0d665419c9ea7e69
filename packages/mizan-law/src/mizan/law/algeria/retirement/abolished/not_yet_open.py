"""The ground of who asks for a proportional pension before ordinance 97-13."""

from datetime import date

from mizan.law.algeria.retirement.units import ROUTE_CLOSED, RetirementGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="ordinance-97-13", standing=Standing.SECONDARY, since=date(1983, 7, 2), until=date(1997, 5, 31))
def proportional_ground() -> RetirementGround:
    """Why there is no right to a proportional pension: the route is not open yet."""
    return RetirementGround(ROUTE_CLOSED)
