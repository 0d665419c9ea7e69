"""The death grant of the first text: twelve times the last monthly wage."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag

SINCE = date(1983, 7, 2)
BEST_MONTH_SINCE = date(1996, 7, 6)


@rule(source="law-83-11.art-48", standing=Standing.GAZETTE, since=SINCE, until=BEST_MONTH_SINCE)
def death_grant(last_month_wage: Centimes, death_grant_months: Count, accident_death_grant_paid: Flag) -> Centimes:
    """The grant: twelve times the last monthly wage; nothing beside the grant of a fatal work accident.

    Departs: whether the first text had a minimum is not known.
    """
    return Centimes(0) if accident_death_grant_paid else Centimes(last_month_wage * death_grant_months)
