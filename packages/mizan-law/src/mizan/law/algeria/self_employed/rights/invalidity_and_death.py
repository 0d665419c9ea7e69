"""The two cash benefits of the self-employed: who has the invalidity pension, and how much the death grant is."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.self_employed.units import (
    NONE,
    NOT_CEASED,
    NOT_TOTAL,
    TOO_SHORT_AFFILIATION,
    CasnosInvalidityGround,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months

READ = date(2025, 1, 1)
"""The guides that tell these conditions are of 2025 and 2026; since when they hold was not found."""


@rule(source="demarches-dz", standing=Standing.SECONDARY, since=READ)
def casnos_invalidity_ground(
    total_permanent_incapacity: Flag,
    casnos_affiliation_months: Months,
    casnos_invalidity_affiliation_months: Months,
    months_since_ceased: Months,
    casnos_invalidity_ceased_months: Months,
) -> CasnosInvalidityGround:
    """Why there is no invalidity pension: total and permanent incapacity, a year of affiliation, three months without activity."""
    if not total_permanent_incapacity:
        return CasnosInvalidityGround(NOT_TOTAL)
    if casnos_affiliation_months < casnos_invalidity_affiliation_months:
        return CasnosInvalidityGround(TOO_SHORT_AFFILIATION)
    return CasnosInvalidityGround(NOT_CEASED) if months_since_ceased < casnos_invalidity_ceased_months else CasnosInvalidityGround(NONE)


@rule(source="demarches-dz", standing=Standing.SECONDARY, since=READ)
def casnos_invalidity_entitled(casnos_invalidity_ground: CasnosInvalidityGround) -> Flag:
    """Whether the right to an invalidity pension is open."""
    return Flag(1) if casnos_invalidity_ground == NONE else Flag(0)


@rule(source="issa-country-sheet", standing=Standing.SECONDARY, since=READ)
def casnos_death_grant(last_covered_earnings_y: Centimes, snmg_m: Centimes) -> Centimes:
    """The death grant: the covered earnings of the last year, at least twelve minimum wages."""
    return Centimes(max(last_covered_earnings_y, 12 * snmg_m))
