"""The death grant of an active worker: twelve times the best month, and a minimum."""

from mizan.kernel.money import Centimes
from mizan.law.algeria.death.active.grant_1983 import BEST_MONTH_SINCE
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag


@rule(source="law-83-11.art-48", standing=Standing.SECONDARY, since=BEST_MONTH_SINCE)
def death_grant(best_month_wage: Centimes, death_grant_months: Count, snmg_m: Centimes, accident_death_grant_paid: Flag) -> Centimes:
    """The grant: twelve times the best monthly wage of the year, at least twelve minimum wages; paid once.

    Nothing beside the grant of a fatal work accident (law 83-13, article 52).
    """
    return Centimes(0) if accident_death_grant_paid else Centimes(max(best_month_wage, snmg_m) * death_grant_months)
