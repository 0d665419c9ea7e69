"""Which measure is open, while law 08-08 is the only one known."""

from datetime import date

from mizan.law.algeria.recovery.units import CLOSED, LAW_08_08, AmnestyRegime
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day


@rule(source="law-08-08.art-87", standing=Standing.DERIVED, since=date(2008, 3, 2), until=date(2015, 7, 23))
def amnesty_regime(amnesty_asked_on: Day, amnesty_2008_first_day: Day, amnesty_2008_last_day: Day) -> AmnestyRegime:
    """The measure open on the day of a request."""
    return AmnestyRegime(LAW_08_08 if amnesty_2008_first_day <= amnesty_asked_on <= amnesty_2008_last_day else CLOSED)
