"""What the statute book says of payments that wait and of debts taken from payments, as this app asks it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mizan.kernel.money import format_plain
from mizan.kernel.refusals import Refused
from mizan.law.algeria.book import book, topics
from mizan.law.algeria.holds.grounds import HoldGround, hold_grounds
from mizan.law.engine.inputs import in_force
from mizan.law.engine.topics import Answer, ask


def offered() -> tuple[HoldGround, ...]:
    """The grounds somebody may hold a payment on: each has a text that was read."""
    return tuple(one for one in hold_grounds().values() if one.offered)


def offered_sql() -> str:
    """The statement that gives the database these grounds; a migration runs it again when the statute book's change."""
    values = ", ".join(
        f"('{one.code}', '{one.reference.key}', '{one.standing.value}', {one.longest_days}, '{{{','.join(one.funds)}}}',"
        f" '{{{','.join(one.benefits)}}}')"
        for one in offered()
    )
    return (
        "DELETE FROM benefits_hold_ground;"  # noqa: S608 - constants of the statute book
        f" INSERT INTO benefits_hold_ground (code, reference, standing, longest_days, funds, benefits) VALUES {values};"
    )


class Appeal(NamedTuple):
    """Whom a person may turn to first (a name of the statute book) and within how many days of the receipt of the letter."""

    body: str
    days: int


def appeal_on(day: date) -> Appeal:
    """The first appeal against what a fund decides, under the law as known that day. Raises ``Refused`` where it has none."""
    given = {"event": "decision_notified", "event_on": day.isoformat()}
    answer = ask(book(), topics()["appeal_deadline"], given, day, known=day)
    if not isinstance(answer, Answer):
        raise Refused(answer)
    body = book().inputs.choices["appealbody"].names[answer.outcomes["body"]["appeal_body"]]
    return Appeal(body, answer.outcomes["deadline"]["appeal_deadline"] - day.toordinal())


def longest_hold(starts_on: date) -> date:
    """The last day a hold may last until, if it begins on a day: the law's own limit, by the switches in force."""
    answer = ask(book(), topics()["hold_limit"], {"starts_on": starts_on.isoformat()}, starts_on)
    if not isinstance(answer, Answer):
        raise Refused(answer)
    return date.fromordinal(answer.outcomes["last_day"]["hold_last_day"])


def recovery_share() -> int:
    """The share of a net payment a debt may take, in parts per million: the law's switch, as it is in force."""
    return book().inputs.switch("benefit_recovery_share", in_force())


def recovered_by_month(net: int, debt: int, *, on: date) -> tuple[int, int]:
    """What a debt takes of a month's net payment, in centimes, and over how many months it is spread (none: nothing may be taken)."""
    given = {"net": format_plain(net), "debt": format_plain(debt)}
    answer = ask(book(), topics()["benefit_recovery"], given, on)
    if not isinstance(answer, Answer):
        raise Refused(answer)
    months = answer.outcomes["months"]
    return months["recovery_taken_m"], months["recovery_months"]
