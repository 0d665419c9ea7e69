"""How long a formal notice gives, and what it must say."""

from datetime import date

from mizan.law.algeria.recovery.units import (
    DEBTOR_NOT_NAMED,
    LAW_NOT_STATED,
    NOT_SERVED_BY_LAW,
    SUMS_NOT_STATED,
    VALID,
    NoticeGround,
    NoticeService,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Flag

SINCE = date(2008, 3, 2)
ARTICLE = "law-08-08.art-46"


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def formal_notice_deadline(notice_received_on: Day, formal_notice_days: Days) -> Day:
    """The last day to pay after a formal notice: calendar days, the day it is received not counted."""
    return Day(notice_received_on + formal_notice_days)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def forced_recovery_from(formal_notice_deadline: Day) -> Day:
    """The first day on which the fund may use forced recovery, if nothing was paid."""
    return Day(formal_notice_deadline + 1)


@rule(source=ARTICLE, standing=Standing.GAZETTE, since=SINCE)
def notice_ground(notice_names_debtor: Flag, notice_states_sums: Flag, notice_states_law: Flag) -> NoticeGround:
    """Why a formal notice is void: the first mention it lacks."""
    if not notice_names_debtor:
        return NoticeGround(DEBTOR_NOT_NAMED)
    if not notice_states_sums:
        return NoticeGround(SUMS_NOT_STATED)
    return NoticeGround(VALID if notice_states_law else LAW_NOT_STATED)


@rule(source=ARTICLE, standing=Standing.GAZETTE, since=SINCE)
def notice_valid(notice_ground: NoticeGround) -> Flag:
    """Whether a formal notice says all that it must say under pain of nullity."""
    return Flag(notice_ground == VALID)


@rule(source=ARTICLE, standing=Standing.GAZETTE, since=SINCE)
def notice_service_regular(notice_service: NoticeService) -> Flag:
    """Whether a formal notice was served by registered letter, bailiff or accredited controller. The text attaches no nullity to it."""
    return Flag(notice_service > NOT_SERVED_BY_LAW)
