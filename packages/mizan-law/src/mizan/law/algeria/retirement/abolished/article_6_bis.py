"""Article 6 bis, 31 May 1997 to 31 December 2016: without age after 32 years of work, or proportional from 50 (women 45)."""

from datetime import date

from mizan.law.algeria.units import WOMAN, Sex
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Quarters, Years

SINCE = date(1997, 5, 31)
UNTIL = date(2017, 1, 1)


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def without_age_open(effective_quarters: Quarters, without_age_quarters: Quarters) -> Flag:
    """Whether the effective work opens retirement without age condition; national service does not count."""
    return Flag(1 if effective_quarters >= without_age_quarters else 0)


@rule(source="law-83-12.art-6-bis", standing=Standing.SECONDARY, since=SINCE, until=UNTIL)
def proportional_from_age(
    sex: Sex,
    effective_quarters: Quarters,
    proportional_age: Years,
    proportional_age_women: Years,
    proportional_quarters: Quarters,
    proportional_quarters_women: Quarters,
) -> Months:
    """The age in months from which the effective work opens proportional retirement; 0: not open."""
    if sex == WOMAN:
        return Months(proportional_age_women * 12 if effective_quarters >= proportional_quarters_women else 0)
    return Months(proportional_age * 12 if effective_quarters >= proportional_quarters else 0)
