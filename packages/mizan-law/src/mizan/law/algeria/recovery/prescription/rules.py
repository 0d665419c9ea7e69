"""Until when contributions, benefits and arrears may be claimed, and what a formal notice changes."""

from datetime import date

from mizan.law.algeria.recovery.units import (
    EXTINGUISHED,
    INTERRUPTED,
    INTERRUPTS,
    NOTICE_TOO_LATE,
    NoticeEffect,
    PrescriptionState,
)
from mizan.law.engine.primitives import add_months
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag, Years

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-79", standing=Standing.DERIVED, since=SINCE)
def prescribed_after(contribution_due_on: Day, contribution_prescription_years: Years) -> Day:
    """The last day to claim contributions for which no formal notice was received: years date to date from the day they were due."""
    return Day(add_months(contribution_due_on, 12 * contribution_prescription_years))


@rule(source="law-08-08.art-79", standing=Standing.DERIVED, since=SINCE)
def prescription_state(notice_received_on: Day, prescribed_after: Day, notice_effect: NoticeEffect) -> PrescriptionState:
    """What a formal notice did to the prescription: nothing when it came after the last day."""
    if notice_received_on > prescribed_after:
        return PrescriptionState(NOTICE_TOO_LATE)
    return PrescriptionState(INTERRUPTED if notice_effect == INTERRUPTS else EXTINGUISHED)


@rule(source="law-08-08.art-79", standing=Standing.DERIVED, since=SINCE)
def prescribed_after_notice(
    notice_received_on: Day, prescribed_after: Day, prescription_state: PrescriptionState, contribution_prescription_years: Years
) -> Day:
    """The last day to claim once a notice was received: a new period from that day where it interrupts; else the first last day.

    Where the notice extinguishes the prescription, the first last day no longer bars anything (see `time_bar_runs`).
    """
    if prescription_state == INTERRUPTED:
        return Day(add_months(notice_received_on, 12 * contribution_prescription_years))
    return prescribed_after


@rule(source="law-08-08.art-79", standing=Standing.DERIVED, since=SINCE)
def time_bar_runs(prescription_state: PrescriptionState) -> Flag:
    """Whether a last day still bars the claim."""
    return Flag(prescription_state != EXTINGUISHED)


@rule(source="law-08-08.art-78", standing=Standing.DERIVED, since=SINCE)
def benefit_claimed_by(
    benefit_due_on: Day, pension_arrears: Flag, benefit_prescription_years: Years, arrears_prescription_years: Years
) -> Day:
    """The last day to claim a benefit, or the arrears of a pension or annuity: years date to date from the day it was due.

    The text does not say from which day the years run; article 316 of the civil code, which it reserves, was not read.
    """
    years = arrears_prescription_years if pension_arrears else benefit_prescription_years
    return Day(add_months(benefit_due_on, 12 * years))
