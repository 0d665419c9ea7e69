"""The pre-wage of an apprentice: what the State pays, what the employer pays, by semester and by the size of the employer."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.contributions.special.apprentices.units import RATE_NOT_ESTABLISHED, ApprenticeGround
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag

DECREE = "decree-apprentices-2020"
SINCE = date(2020, 5, 31)


@rule(source=DECREE, standing=Standing.SECONDARY, since=SINCE)
def apprentice_state_pays(apprentice_semester: Count, workers: Count, apprentice_small_employer_most: Count) -> Flag:
    """Whether the State pays the pre-wage: in the first six months with an employer of twenty workers at most."""
    return Flag(1) if apprentice_semester == 1 and workers <= apprentice_small_employer_most else Flag(0)


@rule(source=DECREE, standing=Standing.SECONDARY, since=SINCE)
def apprentice_state_part(apprentice_state_pays: Flag, apprentice_state_m: Centimes) -> Centimes:
    """What the State pays a month."""
    return apprentice_state_m if apprentice_state_pays else Centimes(0)


@rule(source=DECREE, standing=Standing.SECONDARY, since=SINCE)
def apprentice_employer_rate(
    apprentice_semester: Count,
    apprentice_state_pays: Flag,
    apprentice_rate_1: RatePpm,
    apprentice_rate_2: RatePpm,
    apprentice_rate_3_4: RatePpm,
    apprentice_rate_5: RatePpm,
) -> RatePpm:
    """What the employer pays, of the minimum wage; nothing while the State pays."""
    if apprentice_state_pays:
        return RatePpm(0)
    if apprentice_semester <= 2:
        return apprentice_rate_1 if apprentice_semester == 1 else apprentice_rate_2
    return apprentice_rate_3_4 if apprentice_semester <= 4 else apprentice_rate_5


@rule(source=DECREE, standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def apprentice_employer_part(snmg_m: Centimes, apprentice_employer_rate: RatePpm) -> Centimes:
    """What the employer pays a month."""
    return rate_half_up(snmg_m, apprentice_employer_rate)


@rule(source=DECREE, standing=Standing.SECONDARY, since=SINCE)
def apprentice_prewage(apprentice_state_part: Centimes, apprentice_employer_part: Centimes) -> Centimes:
    """What the apprentice receives a month."""
    return Centimes(apprentice_state_part + apprentice_employer_part)


@rule(source="law-18-10", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def apprentice_assimilated(apprentice_prewage: Centimes, snmg_m: Centimes, assimilated_above_rate: RatePpm) -> Flag:
    """Whether the apprentice is treated as a worker: the pre-wage is above half of the minimum wage."""
    return Flag(1) if apprentice_prewage > rate_half_up(snmg_m, assimilated_above_rate) else Flag(0)


@rule(source="law-18-10", standing=Standing.SECONDARY, since=SINCE)
def apprentice_contribution_ground(apprentice_prewage: Centimes) -> ApprenticeGround:
    """Why no contribution is computed on the pre-wage: neither its rate nor its payer was found."""
    return ApprenticeGround(RATE_NOT_ESTABLISHED) if apprentice_prewage > 0 else ApprenticeGround(0)
