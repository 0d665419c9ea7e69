"""The clock of each step of a medical expertise: who must act, by when, and what happens otherwise."""

from datetime import date

from mizan.law.algeria.appeals.units import (
    DOCTOR_OPINION_BINDS_FUND,
    EXPERT,
    EXPERT_NOT_AGREED,
    EXPERTISE_REQUESTED,
    EXPERTS_PROPOSED,
    FILE_RECEIVED_BY_EXPERT,
    FUND,
    FUND_APPOINTS_EXPERT,
    INSURED_PERSON,
    MEDICAL_DECISION_NOTIFIED,
    NONE_STATED,
    RIGHT_LOST,
    ExpertiseActor,
    ExpertiseConsequence,
    ExpertiseEvent,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-20", standing=Standing.GAZETTE, since=SINCE)
def expertise_days(
    expertise_event: ExpertiseEvent,
    expertise_request_days: Days,
    expertise_proposal_days: Days,
    expertise_answer_days: Days,
    expertise_agreement_days: Days,
    expertise_report_days: Days,
    expertise_notice_days: Days,
) -> Days:
    """The days that a step opens (articles 20, 22, 23, 24, 26 and 27)."""
    if expertise_event == MEDICAL_DECISION_NOTIFIED:
        return expertise_request_days
    if expertise_event == EXPERTISE_REQUESTED:
        return expertise_proposal_days
    if expertise_event == EXPERTS_PROPOSED:
        return expertise_answer_days
    if expertise_event == EXPERT_NOT_AGREED:
        return expertise_agreement_days
    return expertise_report_days if expertise_event == FILE_RECEIVED_BY_EXPERT else expertise_notice_days


@rule(source="law-08-08.art-20", standing=Standing.DERIVED, since=SINCE)
def expertise_deadline(expertise_event_on: Day, expertise_days: Days) -> Day:
    """The last of those days: calendar days, the day of the event not counted.

    For an expert not agreed, the days run from the request: the fund appoints one at once when they end.
    """
    return Day(expertise_event_on + expertise_days)


@rule(source="law-08-08.art-20", standing=Standing.GAZETTE, since=SINCE)
def expertise_actor(expertise_event: ExpertiseEvent) -> ExpertiseActor:
    """Who must act within those days."""
    if expertise_event == FILE_RECEIVED_BY_EXPERT:
        return ExpertiseActor(EXPERT)
    if expertise_event == EXPERTS_PROPOSED:
        return ExpertiseActor(INSURED_PERSON)
    return ExpertiseActor(INSURED_PERSON if expertise_event == MEDICAL_DECISION_NOTIFIED else FUND)


@rule(source="law-08-08.art-22", standing=Standing.DERIVED, since=SINCE)
def expertise_consequence(expertise_event: ExpertiseEvent) -> ExpertiseConsequence:
    """What follows when nothing was done by then (articles 20, 22, 23 and 24).

    Article 23 threatens the loss of the right, then says that whoever stays silent must accept the expert the fund appoints: that is
    what is taken.
    """
    if expertise_event == MEDICAL_DECISION_NOTIFIED:
        return ExpertiseConsequence(RIGHT_LOST)
    if expertise_event == EXPERTISE_REQUESTED:
        return ExpertiseConsequence(DOCTOR_OPINION_BINDS_FUND)
    return ExpertiseConsequence(FUND_APPOINTS_EXPERT if expertise_event <= EXPERT_NOT_AGREED else NONE_STATED)
