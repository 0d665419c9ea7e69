"""Which work opens a death grant."""

from datetime import date

from mizan.law.algeria.death.units import ACCIDENT_GRANT_PAID, NONE, WORK_TOO_SHORT, DeathGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Days, Flag, Hours

SINCE = date(1983, 7, 2)


@rule(source="law-83-11.art-53", standing=Standing.SECONDARY, since=SINCE)
def death_grant_opened(
    days_last_3_months: Days, hours_last_3_months: Hours, death_grant_days_3m: Days, death_grant_hours_3m: Hours
) -> Flag:
    """Whether the work of the last three months opens the grant: enough days, or enough hours."""
    return Flag(1 if days_last_3_months >= death_grant_days_3m or hours_last_3_months >= death_grant_hours_3m else 0)


@rule(source="law-83-11.art-53", standing=Standing.SECONDARY, since=SINCE)
def death_grant_opening_ground(death_grant_opened: Flag) -> DeathGround:
    """Why the grant is not open."""
    return DeathGround(NONE) if death_grant_opened else DeathGround(WORK_TOO_SHORT)


@rule(source="law-83-13.art-52", standing=Standing.GAZETTE, since=SINCE)
def death_grant_ground(accident_death_grant_paid: Flag) -> DeathGround:
    """Why nothing is paid: the grant of a fatal work accident takes its place."""
    return DeathGround(ACCIDENT_GRANT_PAID) if accident_death_grant_paid else DeathGround(NONE)
