"""What is withheld from a monthly benefit, and the employer part that CNAC pays."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

SINCE = date(1994, 5, 26)
TEXT = "decree-law-94-11"


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def benefit_worker_part(unemployment_benefit_given: Centimes, snmg_m: Centimes, benefit_worker_rate: RatePpm) -> Centimes:
    """The worker's contribution on a benefit above the minimum wage; nothing up to it."""
    return rate_half_up(unemployment_benefit_given, benefit_worker_rate) if unemployment_benefit_given > snmg_m else Centimes(0)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def net_benefit_m(unemployment_benefit_given: Centimes, benefit_worker_part: Centimes) -> Centimes:
    """What the person receives."""
    return Centimes(unemployment_benefit_given - benefit_worker_part)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def benefit_employer_part(snmg_m: Centimes, benefit_employer_rate: RatePpm) -> Centimes:
    """The employer part, paid by CNAC on the minimum wage."""
    return rate_half_up(snmg_m, benefit_employer_rate)
