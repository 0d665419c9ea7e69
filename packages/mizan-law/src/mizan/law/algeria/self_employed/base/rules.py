"""The base retained for a year: what is declared, within the floor and the ceiling of the day."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.self_employed.units import FUND_PRACTICE, FloorsReading
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count

FIRST = date(2001, 1, 1)
"""First day whose amounts were read."""
DECREE = date(2015, 11, 18)
"""Publication of decree 15-289."""
MONTHS: int = 12


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=DECREE)
def casnos_floor_y(casnos_floors: FloorsReading, casnos_published_floor_y: Centimes, snmg_m: Centimes) -> Centimes:
    """The least yearly base: what the fund charges, or twelve minimum wages of the day."""
    return casnos_published_floor_y if casnos_floors == FUND_PRACTICE else Centimes(MONTHS * snmg_m)


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=DECREE)
def casnos_ceiling_y(
    casnos_floors: FloorsReading, casnos_published_ceiling_y: Centimes, casnos_ceiling_multiple: Count, snmg_m: Centimes
) -> Centimes:
    """The greatest yearly base: what the fund charges, or twenty yearly minimum wages of the day."""
    return casnos_published_ceiling_y if casnos_floors == FUND_PRACTICE else Centimes(casnos_ceiling_multiple * MONTHS * snmg_m)


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=DECREE)
def casnos_base(declared_income_y: Centimes, casnos_floor_y: Centimes, casnos_ceiling_y: Centimes) -> Centimes:
    """The yearly base retained."""
    return min(max(declared_income_y, casnos_floor_y), casnos_ceiling_y)


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=DECREE)
def casnos_provisional_base(previous_base_y: Centimes, casnos_floor_y: Centimes, casnos_ceiling_y: Centimes) -> Centimes:
    """The base where nothing was declared: that of the previous year, which the fund may assess again.

    Departs: brought within the floor and the ceiling of the day, as every base is.
    """
    return min(max(previous_base_y, casnos_floor_y), casnos_ceiling_y)
