"""What makes an appeal admissible, which court hears it, and what it does not stop."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.appeals.units import (
    ADMINISTRATIVE_COURT,
    ADMISSIBLE,
    ANY_OBJECTION,
    FILED_LATE,
    LOCAL_APPEAL_UNANSWERED,
    NATIONAL_APPEAL_UNANSWERED,
    NOT_IN_WRITING,
    OPENS_AT_TERM,
    OTHER_CHANNEL,
    SOCIAL_COURT,
    WITHOUT_GRIEVANCES,
    WRONG_CHANNEL,
    AppealEvent,
    AppealGround,
    CourtKind,
    FilingChannel,
    ObjectionScope,
    SilenceReading,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-13", standing=Standing.DERIVED, since=SINCE)
def appeal_late(appeal_event: AppealEvent, appeal_filed_on: Day, appeal_deadline: Day, silence_reading: SilenceReading) -> Flag:
    """Whether an appeal came after its last day. After silence only where the switch reads the sixty days as a last term."""
    if silence_reading == OPENS_AT_TERM and (appeal_event == LOCAL_APPEAL_UNANSWERED or appeal_event >= NATIONAL_APPEAL_UNANSWERED):
        return Flag(0)
    return Flag(appeal_filed_on > appeal_deadline)


@rule(source="law-08-08.art-80", standing=Standing.DERIVED, since=SINCE)
def appeal_ground(
    appeal_late: Flag,
    appeal_in_writing: Flag,
    appeal_states_grievances: Flag,
    filing_channel: FilingChannel,
    remedies_stated: Flag,
    objection_scope: ObjectionScope,
) -> AppealGround:
    """Why an appeal to a commission may be refused unheard: late, or against the forms of articles 8 and 13.

    Nothing of the sort may be held against the person when the decision did not state the remedies and their terms (article 80).
    """
    if not remedies_stated and objection_scope == ANY_OBJECTION:
        return AppealGround(ADMISSIBLE)
    if remedies_stated and appeal_late:
        return AppealGround(FILED_LATE)
    if not appeal_in_writing:
        return AppealGround(NOT_IN_WRITING)
    if not appeal_states_grievances:
        return AppealGround(WITHOUT_GRIEVANCES)
    return AppealGround(WRONG_CHANNEL if filing_channel == OTHER_CHANNEL else ADMISSIBLE)


@rule(source="law-08-08.art-80", standing=Standing.DERIVED, since=SINCE)
def appeal_admissible(appeal_ground: AppealGround) -> Flag:
    """Whether an appeal must be heard."""
    return Flag(appeal_ground == ADMISSIBLE)


@rule(source="law-08-08.art-80", standing=Standing.GAZETTE, since=SINCE)
def collectable_during_appeal(disputed_sum: Centimes) -> Centimes:
    """What the fund may still collect while the appeal is heard: all of it, an appeal suspends nothing."""
    return disputed_sum


@rule(source="law-08-08.art-16", standing=Standing.GAZETTE, since=SINCE)
def competent_court(public_employer: Flag) -> CourtKind:
    """The court: the administrative one for a public body as an employer (article 16), else the ordinary one (article 15)."""
    return CourtKind(ADMINISTRATIVE_COURT if public_employer else SOCIAL_COURT)
