"""By when a self-employed person declares the base and pays, under the law of the first day of the year."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book
from mizan.law.engine.inputs import Switches, in_force

Activity = Literal["trade", "farmer"]


def _day(target: str, facts: Mapping[str, object], on: date, switches: Switches | None = None) -> date:
    outcome = book().plan((target,), on).run(facts, switches or in_force())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return date.fromordinal(outcome[target])


def declaration_deadline(year: int, switches: Switches | None = None) -> date:
    """The last day to declare the base of a year (switch `casnos_declaration_reading`). Raises Refused before 2016."""
    return _day("casnos_declaration_deadline", {"year": year}, date(year, 1, 1), switches)


def payment_deadline(year: int, activity: Activity = "trade") -> date:
    """The last day to pay the contribution of a year. Raises Refused before 2001."""
    return _day("casnos_payment_deadline", {"year": year, "casnos_activity": activity}, date(year, 1, 1))


def callable_from(year: int) -> date:
    """The first day on which the contribution of a year is owed. Raises Refused before 2001."""
    return _day("casnos_callable_from", {"year": year}, date(year, 1, 1))


def activity_declaration_deadline(started_on: date) -> date:
    """The last day to declare an activity begun on a day."""
    return _day("activity_declaration_deadline", {"activity_started_on": started_on}, started_on)
