"""The death grant of a self-employed person."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count


@rule(source="issa-profile", standing=Standing.SECONDARY, since=date(2010, 1, 1))
def casnos_death_grant(last_covered_income_y: Centimes, snmg_m: Centimes, casnos_death_grant_minimum_months: Count) -> Centimes:
    """The last yearly income that bore contributions, at least twelve minimum wages; paid once."""
    return Centimes(max(last_covered_income_y, snmg_m * casnos_death_grant_minimum_months))
