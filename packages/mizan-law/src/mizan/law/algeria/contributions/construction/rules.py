"""Contributions to CACOBATPH, on the base declared to CNAS; how often they are declared and what they pay for."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.units import QUARTERLY, Rhythm
from mizan.law.engine.primitives import day_of, rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Year

FUND = date(1997, 2, 4)
"""Day of the decree that creates the fund (97-45)."""


@rule(source="decree-97-46", standing=Standing.SECONDARY, since=FUND, rounding=Rounding.HALF_UP)
def paid_leave(base: Centimes, paid_leave_rate: RatePpm) -> Centimes:
    """Construction paid leave, borne by the employer."""
    return rate_half_up(base, paid_leave_rate)


@rule(source="ordinance-97-01", standing=Standing.SECONDARY, since=FUND, rounding=Rounding.HALF_UP)
def bad_weather_employer(base: Centimes, bad_weather_employer_rate: RatePpm) -> Centimes:
    """Bad-weather unemployment in construction: the employer's part."""
    return rate_half_up(base, bad_weather_employer_rate)


@rule(source="ordinance-97-01", standing=Standing.SECONDARY, since=FUND, rounding=Rounding.HALF_UP)
def bad_weather_worker(base: Centimes, bad_weather_worker_rate: RatePpm) -> Centimes:
    """Bad-weather unemployment in construction: the worker's part."""
    return rate_half_up(base, bad_weather_worker_rate)


@rule(source="ordinance-97-01", standing=Standing.SECONDARY, since=FUND, rounding=Rounding.HALF_UP)
def bad_weather(base: Centimes, bad_weather_employer_rate: RatePpm, bad_weather_worker_rate: RatePpm) -> Centimes:
    """Bad-weather unemployment in construction, both parts, rounded once."""
    return rate_half_up(base, bad_weather_employer_rate + bad_weather_worker_rate)


@rule(source="decree-97-46", standing=Standing.DERIVED, since=FUND)
def construction_total(paid_leave: Centimes, bad_weather: Centimes) -> Centimes:
    """Paid leave and bad weather together."""
    return Centimes(paid_leave + bad_weather)


@rule(source="decree-97-46", standing=Standing.SECONDARY, since=FUND)
def construction_rhythm() -> Rhythm:
    """How often the construction fund is declared to: each quarter, whatever the number of workers."""
    return Rhythm(QUARTERLY)


@rule(source="decree-97-46", standing=Standing.SECONDARY, since=date(2025, 2, 1))
def construction_leave_paid_from(year: Year) -> Day:
    """The first day on which the paid leave of a year is paid, as the press of 2025 has it."""
    return Day(day_of(year, 7, 1))


@rule(source="ordinance-97-01", standing=Standing.SECONDARY, since=date(2025, 2, 1), rounding=Rounding.HALF_UP)
def bad_weather_benefit_most(construction_base_wage: Centimes, bad_weather_benefit_cap: RatePpm) -> Centimes:
    """The most that a bad-weather stop pays, on the base wage of the time stopped."""
    return rate_half_up(construction_base_wage, bad_weather_benefit_cap)
