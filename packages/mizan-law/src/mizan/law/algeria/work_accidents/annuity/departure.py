"""The lump sum of a foreign victim who leaves the country."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.work_accidents.units import NATIONAL, NONE, STAYS, DepartureGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Flag

SINCE = date(1983, 7, 2)


@rule(source="law-83-13.art-51", standing=Standing.GAZETTE, since=SINCE)
def departure_ground(foreign_victim: Flag, leaves_algeria: Flag) -> DepartureGround:
    """Why there is no lump sum."""
    if not foreign_victim:
        return DepartureGround(NATIONAL)
    return DepartureGround(NONE) if leaves_algeria else DepartureGround(STAYS)


@rule(source="law-83-13.art-51", standing=Standing.GAZETTE, since=SINCE)
def departure_lump_sum(annuity_in_payment_y: Centimes, departure_ground: DepartureGround, departure_annuities: Count) -> Centimes:
    """Three yearly annuities, paid at once in place of the annuity."""
    return Centimes(annuity_in_payment_y * departure_annuities) if departure_ground == NONE else Centimes(0)
