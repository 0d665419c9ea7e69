"""The base retained for a year before decree 15-289, and what it was drawn from."""

from mizan.kernel.money import Centimes
from mizan.law.algeria.self_employed.base.rules import DECREE, FIRST, MONTHS
from mizan.law.algeria.self_employed.units import FUND_PRACTICE, TAXABLE_INCOME, TURNOVER, BaseKind, FloorsReading
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=FIRST, until=DECREE)
def casnos_base_kind(taxable_income_known: Flag) -> BaseKind:
    """What the yearly base is drawn from: the taxable income, else the turnover (by a scale that was not found)."""
    return BaseKind(TAXABLE_INCOME) if taxable_income_known else BaseKind(TURNOVER)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=FIRST, until=DECREE)
def casnos_floor_y(casnos_floors: FloorsReading, casnos_published_floor_y: Centimes, snmg_m: Centimes) -> Centimes:
    """The least yearly base: what the fund charges, or twelve minimum wages of the day."""
    return casnos_published_floor_y if casnos_floors == FUND_PRACTICE else Centimes(MONTHS * snmg_m)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=FIRST, until=DECREE)
def casnos_ceiling_y(
    casnos_floors: FloorsReading, casnos_published_ceiling_y: Centimes, casnos_ceiling_multiple: Count, snmg_m: Centimes
) -> Centimes:
    """The greatest yearly base: what the fund charges, or eight yearly minimum wages of the day."""
    return casnos_published_ceiling_y if casnos_floors == FUND_PRACTICE else Centimes(casnos_ceiling_multiple * MONTHS * snmg_m)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=FIRST, until=DECREE)
def casnos_base(declared_income_y: Centimes, casnos_floor_y: Centimes, casnos_ceiling_y: Centimes) -> Centimes:
    """The yearly base retained."""
    return min(max(declared_income_y, casnos_floor_y), casnos_ceiling_y)
