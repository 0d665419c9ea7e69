"""Education staff since the law of 2025: teachers of the three cycles, inspectors, supervisors, heads; not administrative staff."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months


@rule(source="law-2025-education", standing=Standing.SECONDARY, since=date(2025, 7, 23))
def education_months(education_staff: Flag, education_reduction: Months) -> Months:
    """The months that work in education takes off, at the person's own request."""
    return education_reduction if education_staff else Months(0)
