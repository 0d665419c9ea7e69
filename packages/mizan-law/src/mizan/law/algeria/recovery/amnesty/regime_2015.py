"""Which measure is open, law 08-08 and the complementary finance law for 2015 being known."""

from datetime import date

from mizan.law.algeria.recovery.units import CLOSED, LAW_08_08, LFC_2015, AmnestyRegime
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day


@rule(source="lfc-2015.art-57", standing=Standing.SECONDARY, since=date(2015, 7, 23), until=date(2021, 8, 25))
def amnesty_regime(
    amnesty_asked_on: Day,
    amnesty_2008_first_day: Day,
    amnesty_2008_last_day: Day,
    amnesty_2015_first_day: Day,
    amnesty_2015_last_day: Day,
) -> AmnestyRegime:
    """The measure open on the day of a request."""
    if amnesty_2008_first_day <= amnesty_asked_on <= amnesty_2008_last_day:
        return AmnestyRegime(LAW_08_08)
    return AmnestyRegime(LFC_2015 if amnesty_2015_first_day <= amnesty_asked_on <= amnesty_2015_last_day else CLOSED)
