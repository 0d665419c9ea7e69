"""By when an employer declares and pays, how often, and the minimum wage of a day."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book
from mizan.law.algeria.units import MONTHLY
from mizan.law.engine.inputs import Switches, in_force


def number(target: str, facts: Mapping[str, object], on: date, switches: Switches | None = None) -> int:
    """One number of the law. Raises Refused where the law of the day, a fact or a switch does not allow it."""
    outcome = book().plan((target,), on).run(facts, switches or in_force())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return outcome[target]


def periodicity(workers: int, on: date) -> Literal["month", "quarter"]:
    """How often an employer of so many workers declares: each month from ten, each quarter below."""
    return "month" if number("declaration_rhythm", {"workers": workers}, on) == MONTHLY else "quarter"


def dac_deadline(period_end: date) -> date:
    """The last day to declare and pay the contributions of the period whose last day (included) is `period_end`."""
    return date.fromordinal(number("contribution_deadline", {"period_last_day": period_end}, period_end))


def das_deadline(year: int, switches: Switches | None = None) -> date:
    """The last day to file the yearly declaration of the wages of `year` (switch `das_reading`)."""
    return date.fromordinal(number("wage_declaration_deadline", {"year": year}, date(year, 12, 31), switches))


def affiliation_deadline(hired_on: date) -> date:
    """The last day to ask for the affiliation of a worker hired on a day."""
    return date.fromordinal(number("affiliation_deadline", {"hired_on": hired_on}, hired_on))


def minimum_wage_m(on: date) -> Centimes | None:
    """The monthly minimum wage in force on a day, in centimes; None before the first one known (1990)."""
    step = book().values["snmg_m"].step_on(on)
    return Centimes(step.value) if step and step.value is not None else None
