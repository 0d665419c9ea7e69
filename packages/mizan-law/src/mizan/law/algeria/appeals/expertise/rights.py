"""Whether the right to an expertise is open, which way a medical dispute goes, and who pays."""

from datetime import date

from mizan.law.algeria.appeals.units import (
    EXPERTISE_NOT_IN_WRITING,
    EXPERTISE_OPEN,
    HEALTH_STATE,
    INVALIDITY_COMMISSION,
    MEDICAL_EXPERTISE,
    NO_DOCTOR_REPORT,
    PAID_BY_FUND,
    PAID_BY_INSURED,
    PRACTITIONER_ABUSE,
    REQUESTED_LATE,
    SUMMONS_REFUSED,
    TECHNICAL_COMMISSION,
    ExpertiseGround,
    ExpertisePayer,
    MedicalDispute,
    MedicalRoute,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Flag

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-18", standing=Standing.GAZETTE, since=SINCE)
def medical_route(medical_dispute: MedicalDispute) -> MedicalRoute:
    """Where a medical dispute goes (articles 19, 31 and 40)."""
    if medical_dispute == HEALTH_STATE:
        return MedicalRoute(MEDICAL_EXPERTISE)
    return MedicalRoute(TECHNICAL_COMMISSION if medical_dispute == PRACTITIONER_ABUSE else INVALIDITY_COMMISSION)


@rule(source="law-08-08.art-20", standing=Standing.DERIVED, since=SINCE)
def expertise_ground(
    medical_notified_on: Day,
    expertise_requested_on: Day,
    expertise_request_days: Days,
    expertise_in_writing: Flag,
    doctor_report_joined: Flag,
    refused_summons: Flag,
    remedies_stated: Flag,
) -> ExpertiseGround:
    """Why the right to an expertise is not open: asked late, against the forms of article 20, or a summons refused (article 28).

    Lateness counts only when the decision stated the remedy and its term (article 80).
    """
    if remedies_stated and expertise_requested_on > medical_notified_on + expertise_request_days:
        return ExpertiseGround(REQUESTED_LATE)
    if not expertise_in_writing:
        return ExpertiseGround(EXPERTISE_NOT_IN_WRITING)
    if not doctor_report_joined:
        return ExpertiseGround(NO_DOCTOR_REPORT)
    return ExpertiseGround(SUMMONS_REFUSED if refused_summons else EXPERTISE_OPEN)


@rule(source="law-08-08.art-19", standing=Standing.DERIVED, since=SINCE)
def expertise_right(expertise_ground: ExpertiseGround) -> Flag:
    """Whether the expertise must take place; its result then binds both sides for good."""
    return Flag(expertise_ground == EXPERTISE_OPEN)


@rule(source="law-08-08.art-29", standing=Standing.GAZETTE, since=SINCE)
def expertise_payer(manifestly_unfounded: Flag) -> ExpertisePayer:
    """Who pays the expert, or the costs before the invalidity commission (article 37)."""
    return ExpertisePayer(PAID_BY_INSURED if manifestly_unfounded else PAID_BY_FUND)


@rule(source="law-08-08.art-36", standing=Standing.GAZETTE, since=SINCE)
def travel_paid_by_fund(summoned_elsewhere: Flag) -> Flag:
    """Whether the fund pays the journey of the insured person, dependants or companion to the expert or the commission."""
    return summoned_elsewhere
