"""What follows a missing or a differing declaration: the provisional assessment of article 15, and differences left unanswered."""

from collections.abc import Mapping
from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book
from mizan.law.algeria.contributions.dates import number
from mizan.law.algeria.contributions.types import AssessedAmount
from mizan.law.engine.inputs import Switches, in_force


def _amount(target: str, facts: Mapping[str, object], on: date, switches: Switches | None = None) -> AssessedAmount:
    outcome = book().plan((target,), on).run(facts, switches or in_force())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return AssessedAmount(Centimes(outcome[target]), outcome.law_version, outcome.trace())


def provisional_assessment_on(deadline: date, switches: Switches | None = None) -> date:
    """The first day on which the fund may assess a declaration missing at `deadline` (switch `provisional_delay_days`)."""
    return date.fromordinal(number("provisional_on", {"declaration_deadline": deadline}, deadline, switches))


def provisional_base(switches: Switches | None = None) -> str:
    """Which base a provisional assessment takes first: previous_month (default), previous_quarter, previous_year or flat."""
    inputs = book().inputs
    return inputs.choices["basechoice"].names[inputs.switch("provisional_base", switches or in_force())]


def provisional_base_amount(
    *,
    months: int,
    workers: int,
    on: date,
    previous_month_base: int = 0,
    previous_quarter_base: int = 0,
    previous_year_base: int = 0,
    switches: Switches | None = None,
) -> AssessedAmount:
    """The base, in centimes, of a provisional assessment of `months` missing months, as the switch `provisional_base` says.

    The flat base is the minimum wage of the day for each worker and month. Raises Refused where a fact is out of bounds.
    """
    facts = {
        "months": months,
        "workers": workers,
        "previous_month_base": previous_month_base,
        "previous_quarter_base": previous_quarter_base,
        "previous_year_base": previous_year_base,
    }
    return _amount("provisional_base_amount", facts, on, switches)


def provisional_increase(amount: Centimes, on: date) -> AssessedAmount:
    """The increase of article 15 on a provisional contribution, with its steps; it stays when the declaration comes."""
    return _amount("provisional_increase", {"contribution": amount}, on)


def reconciliation_confirmed_on(opened_on: date, switches: Switches | None = None) -> date:
    """The day on which a difference shown to the employer and left unanswered is confirmed (switch `reconciliation_delay_days`)."""
    return date.fromordinal(number("difference_confirmed_on", {"opened_on": opened_on}, opened_on, switches))
