"""Education staff before the law of 2025: no lower age."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Months


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=date(1983, 7, 2), until=date(2025, 7, 23))
def education_months() -> Months:
    """The months that work in education takes off: none before the law of 2025."""
    return Months(0)
