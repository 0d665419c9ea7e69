"""The next body to go to, and the days that count."""

from datetime import date

from mizan.law.algeria.appeals.units import (
    CLOSES_AT_TERM,
    COURT,
    DECISION_NOTIFIED,
    LOCAL_APPEAL_UNANSWERED,
    LOCAL_COMMISSION,
    LOCAL_DECISION_RECEIVED,
    NATIONAL_APPEAL_UNANSWERED,
    NATIONAL_COMMISSION,
    NATIONAL_DECISION_RECEIVED,
    AppealBody,
    AppealEvent,
    SilenceReading,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Flag

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-5", standing=Standing.GAZETTE, since=SINCE)
def appeal_body(appeal_event: AppealEvent) -> AppealBody:
    """The body to go to next: local commission, then national, then court (articles 5 and 15). Surcharges: see `surcharge_body`."""
    if appeal_event == DECISION_NOTIFIED:
        return AppealBody(LOCAL_COMMISSION)
    return AppealBody(NATIONAL_COMMISSION if appeal_event <= LOCAL_APPEAL_UNANSWERED else COURT)


@rule(source="law-08-08.art-8", standing=Standing.GAZETTE, since=SINCE)
def appeal_days(
    appeal_event: AppealEvent, local_appeal_days: Days, national_appeal_days: Days, court_appeal_days: Days, silence_days: Days
) -> Days:
    """The days that an event opens (articles 8, 13 and 15)."""
    if appeal_event == DECISION_NOTIFIED:
        return local_appeal_days
    if appeal_event == LOCAL_DECISION_RECEIVED:
        return national_appeal_days
    return court_appeal_days if appeal_event == NATIONAL_DECISION_RECEIVED else silence_days


@rule(source="law-08-08.art-8", standing=Standing.DERIVED, since=SINCE)
def appeal_deadline(appeal_event_on: Day, appeal_days: Days) -> Day:
    """The last day to go to the next body: calendar days, the day of the event not counted.

    After silence no later day is written than the sixtieth from the filing: whoever acts on it is in time under both readings.
    """
    return Day(appeal_event_on + appeal_days)


@rule(source="law-08-08.art-13", standing=Standing.DERIVED, since=SINCE)
def appeal_open_from(
    appeal_event: AppealEvent,
    appeal_event_on: Day,
    appeal_deadline: Day,
    silence_reading: SilenceReading,
    commission_decision_days: Days,
    commission_notice_days: Days,
) -> Day:
    """The first day to go to the next body: at once after a decision; after silence as the switch reads the sixty days.

    Read as a last term, they open once the commission's days to decide and to notify are over.
    """
    if appeal_event != LOCAL_APPEAL_UNANSWERED and appeal_event != NATIONAL_APPEAL_UNANSWERED:
        return appeal_event_on
    if silence_reading == CLOSES_AT_TERM:
        return Day(appeal_event_on + commission_decision_days + commission_notice_days + 1)
    return appeal_deadline


@rule(source="law-08-08", standing=Standing.GAZETTE, since=SINCE)
def event_under_law_08_08(appeal_event_on: Day, law_08_08_first_day: Day) -> Flag:
    """Whether an event falls under law 08-08. Earlier ones fall under law 83-15, whose terms were not read."""
    return Flag(appeal_event_on >= law_08_08_first_day)


@rule(source="law-08-08.art-7", standing=Standing.DERIVED, since=SINCE)
def commission_decides_by(appeal_filed_on: Day, commission_decision_days: Days) -> Day:
    """The last day for a commission, local or national, to decide (articles 7 and 11)."""
    return Day(appeal_filed_on + commission_decision_days)


@rule(source="law-08-08.art-9", standing=Standing.DERIVED, since=SINCE)
def commission_notifies_by(commission_decided_on: Day, commission_notice_days: Days) -> Day:
    """The last day for a commission, local or national, to notify a decision (articles 9 and 14)."""
    return Day(commission_decided_on + commission_notice_days)


@rule(source="law-08-08.art-9", standing=Standing.DERIVED, since=SINCE)
def answer_expected_by(commission_decides_by: Day, commission_notice_days: Days) -> Day:
    """The last day on which an answer in time may be notified: the days to decide, then those to notify."""
    return Day(commission_decides_by + commission_notice_days)
