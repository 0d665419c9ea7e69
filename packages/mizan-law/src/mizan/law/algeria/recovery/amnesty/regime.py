"""Which measure is open, all three being known; none was found after 31 January 2022."""

from datetime import date

from mizan.law.algeria.recovery.units import CLOSED, LAW_08_08, LFC_2015, ORDINANCE_21_12, AmnestyRegime
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day


@rule(source="ordinance-21-12", standing=Standing.SECONDARY, since=date(2021, 8, 25))
def amnesty_regime(
    amnesty_asked_on: Day,
    amnesty_2008_first_day: Day,
    amnesty_2008_last_day: Day,
    amnesty_2015_first_day: Day,
    amnesty_2015_last_day: Day,
    amnesty_2021_first_day: Day,
    amnesty_2021_last_day: Day,
) -> AmnestyRegime:
    """The measure open on the day of a request."""
    if amnesty_2008_first_day <= amnesty_asked_on <= amnesty_2008_last_day:
        return AmnestyRegime(LAW_08_08)
    if amnesty_2015_first_day <= amnesty_asked_on <= amnesty_2015_last_day:
        return AmnestyRegime(LFC_2015)
    return AmnestyRegime(ORDINANCE_21_12 if amnesty_2021_first_day <= amnesty_asked_on <= amnesty_2021_last_day else CLOSED)
