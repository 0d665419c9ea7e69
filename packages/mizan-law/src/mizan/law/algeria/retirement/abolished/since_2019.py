"""The transition of law 16-15 is over: 60 years for everyone."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Months


@rule(source="law-83-12.art-61-bis", standing=Standing.SECONDARY, since=date(2019, 1, 1), published_on=date(2016, 12, 31))
def transitional_from_age() -> Months:
    """The age in months of transitional retirement; 0: not open."""
    return Months(0)
