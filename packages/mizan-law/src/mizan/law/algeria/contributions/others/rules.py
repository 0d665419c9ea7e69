"""Voluntary affiliates, construction (CACOBATPH), and the base of contributions."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

BOOK = date(2006, 10, 1)


@rule(source="ordinance-95-01.art-1", standing=Standing.GAZETTE, since=date(1995, 1, 21))
def contribution_base(
    gross_wage: Centimes,
    family_benefits: Centimes,
    expense_refunds: Centimes,
    exceptional_bonuses: Centimes,
    isolation_allowances: Centimes,
) -> Centimes:
    """What contributions are counted on: every element of the wage except the four families that the ordinance takes out."""
    outside = family_benefits + expense_refunds + exceptional_bonuses + isolation_allowances
    return Centimes(max(gross_wage - outside, 0))


@rule(source="lfc-2015.art-60", standing=Standing.SECONDARY, since=date(2015, 7, 23), rounding=Rounding.HALF_UP)
def voluntary_contribution(snmg_m: Centimes, voluntary_rate: RatePpm) -> Centimes:
    """The monthly contribution of a voluntary affiliate, on the minimum wage."""
    return rate_half_up(snmg_m, voluntary_rate)


@rule(source="decree-97-46", standing=Standing.SECONDARY, since=BOOK, rounding=Rounding.HALF_UP)
def paid_leave(base: Centimes, paid_leave_rate: RatePpm) -> Centimes:
    """Construction paid leave, borne by the employer."""
    return rate_half_up(base, paid_leave_rate)


@rule(source="ordinance-97-01", standing=Standing.SECONDARY, since=BOOK, rounding=Rounding.HALF_UP)
def bad_weather_employer(base: Centimes, bad_weather_employer_rate: RatePpm) -> Centimes:
    """Bad-weather unemployment in construction: the employer's part."""
    return rate_half_up(base, bad_weather_employer_rate)


@rule(source="ordinance-97-01", standing=Standing.SECONDARY, since=BOOK, rounding=Rounding.HALF_UP)
def bad_weather_worker(base: Centimes, bad_weather_worker_rate: RatePpm) -> Centimes:
    """Bad-weather unemployment in construction: the worker's part."""
    return rate_half_up(base, bad_weather_worker_rate)


@rule(source="ordinance-97-01", standing=Standing.SECONDARY, since=BOOK, rounding=Rounding.HALF_UP)
def bad_weather(base: Centimes, bad_weather_employer_rate: RatePpm, bad_weather_worker_rate: RatePpm) -> Centimes:
    """Bad-weather unemployment in construction, both parts, rounded once."""
    return rate_half_up(base, bad_weather_employer_rate + bad_weather_worker_rate)


@rule(source="decree-97-46", standing=Standing.DERIVED, since=BOOK)
def construction_total(paid_leave: Centimes, bad_weather: Centimes) -> Centimes:
    """Paid leave and bad weather together."""
    return Centimes(paid_leave + bad_weather)
