"""The clock of each act of forced recovery: who must act, and by when."""

from datetime import date

from mizan.law.algeria.recovery.units import (
    CONSTRAINT_SERVED,
    CONSTRAINT_SIGNED,
    COURT_PRESIDENT,
    CREDITOR_FUND,
    DEBTOR,
    ROLL_SERVED,
    ROLL_SIGNED,
    WALI,
    RecoveryActor,
    RecoveryEvent,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-47", standing=Standing.GAZETTE, since=SINCE)
def recovery_days(
    recovery_event: RecoveryEvent,
    roll_visa_days: Days,
    roll_challenge_days: Days,
    constraint_visa_days: Days,
    constraint_challenge_days: Days,
    opposition_title_days: Days,
) -> Days:
    """The days that an act of recovery opens (articles 47, 50, 52, 56 and 60)."""
    if recovery_event == ROLL_SIGNED:
        return roll_visa_days
    if recovery_event == ROLL_SERVED:
        return roll_challenge_days
    if recovery_event == CONSTRAINT_SIGNED:
        return constraint_visa_days
    if recovery_event == CONSTRAINT_SERVED:
        return constraint_challenge_days
    return opposition_title_days


@rule(source="law-08-08.art-47", standing=Standing.DERIVED, since=SINCE)
def recovery_deadline(recovery_event_on: Day, recovery_days: Days) -> Day:
    """The last of those days: calendar days, the day of the act not counted."""
    return Day(recovery_event_on + recovery_days)


@rule(source="law-08-08.art-47", standing=Standing.GAZETTE, since=SINCE)
def recovery_actor(recovery_event: RecoveryEvent) -> RecoveryActor:
    """Who acts within those days (articles 47, 50, 52, 56 and 60)."""
    if recovery_event == ROLL_SIGNED:
        return RecoveryActor(WALI)
    if recovery_event == CONSTRAINT_SIGNED:
        return RecoveryActor(COURT_PRESIDENT)
    return RecoveryActor(DEBTOR if recovery_event <= CONSTRAINT_SERVED else CREDITOR_FUND)
