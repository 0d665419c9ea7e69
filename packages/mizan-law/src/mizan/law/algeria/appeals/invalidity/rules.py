"""The clock of each step before the wilaya's invalidity commission."""

from datetime import date

from mizan.law.algeria.appeals.units import (
    COMMISSION_DECIDED,
    COMMISSION_SEIZED,
    FUND_DECISION_NOTIFIED,
    InvalidityActor,
    InvalidityEvent,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-33", standing=Standing.GAZETTE, since=SINCE)
def invalidity_clock_days(
    invalidity_event: InvalidityEvent,
    invalidity_appeal_days: Days,
    invalidity_decision_days: Days,
    invalidity_notice_days: Days,
    invalidity_court_days: Days,
) -> Days:
    """The days that a step opens (articles 33, 31, 34 and 35)."""
    if invalidity_event == FUND_DECISION_NOTIFIED:
        return invalidity_appeal_days
    if invalidity_event == COMMISSION_SEIZED:
        return invalidity_decision_days
    return invalidity_notice_days if invalidity_event == COMMISSION_DECIDED else invalidity_court_days


@rule(source="law-08-08.art-33", standing=Standing.DERIVED, since=SINCE)
def invalidity_deadline(invalidity_event_on: Day, invalidity_clock_days: Days) -> Day:
    """The last of those days: calendar days, the day of the event not counted."""
    return Day(invalidity_event_on + invalidity_clock_days)


@rule(source="law-08-08.art-33", standing=Standing.GAZETTE, since=SINCE)
def invalidity_actor(invalidity_event: InvalidityEvent) -> InvalidityActor:
    """Who acts within those days: the insured person, the commission twice, then whoever goes to court (one place for each event)."""
    return InvalidityActor(invalidity_event)
