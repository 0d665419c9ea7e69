"""The yearly base and contribution of one person, with the steps that led to them."""

from datetime import date

from mizan.kernel.funds import Branch, Fund
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.book import book
from mizan.law.algeria.contributions.types import AssessedAmount
from mizan.law.algeria.self_employed.types import Part, YearlyBounds, YearlyContribution
from mizan.law.engine.inputs import Switches, in_force
from mizan.law.engine.plan import Outcome
from mizan.law.engine.trace import Trace

_BRANCHES = (Branch.SOCIAL_INSURANCE, Branch.RETIREMENT)
"""The parts in rank order: the first takes what is left over."""


def _outcome(targets: tuple[str, ...], facts: dict[str, object], on: date, switches: Switches | None) -> Outcome:
    outcome = book().plan(targets, on).run(facts, switches or in_force())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return outcome


def yearly_bounds(on: date, switches: Switches | None = None) -> YearlyBounds:
    """The least and greatest base and contribution of a day (switch `casnos_floors`). Raises Refused before 2001."""
    targets = ("casnos_floor_y", "casnos_ceiling_y", "casnos_least_contribution", "casnos_greatest_contribution")
    outcome = _outcome(targets, {}, on, switches)
    return YearlyBounds(*(Centimes(outcome[target]) for target in targets))


def yearly_base(declared_income: Centimes, *, on: date, switches: Switches | None = None) -> AssessedAmount:
    """The base retained for a declared yearly income, in centimes, within the floor and ceiling of the day.

    Raises Refused before 2001 and for a negative income.
    """
    outcome = _outcome(("casnos_base",), {"declared_income_y": declared_income}, on, switches)
    return AssessedAmount(Centimes(outcome["casnos_base"]), outcome.law_version, outcome.trace())


def yearly_contribution(declared_income: Centimes, *, on: date, switches: Switches | None = None) -> YearlyContribution | Refusal:
    """What is owed for a year on a declared income, in centimes, by branch, or the ground for refusing to say."""
    return _contribution("casnos_", {"declared_income_y": declared_income}, on, switches)


def provisional_contribution(previous_base: Centimes, *, on: date, switches: Switches | None = None) -> YearlyContribution | Refusal:
    """What is asked provisionally where no base was declared, on the previous year's base brought within the bounds of the day.

    Refused before decree 15-289 (18 November 2015).
    """
    return _contribution("casnos_provisional_", {"previous_base_y": previous_base}, on, switches)


def auto_entrepreneur_contribution(on: date) -> AssessedAmount:
    """The yearly flat contribution of an auto-entrepreneur who chose it, in centimes. Raises Refused before 2025."""
    outcome = _outcome(("casnos_auto_entrepreneur_y",), {}, on, None)
    return AssessedAmount(Centimes(outcome["casnos_auto_entrepreneur_y"]), outcome.law_version, outcome.trace())


def _contribution(rules: str, facts: dict[str, object], on: date, switches: Switches | None) -> YearlyContribution | Refusal:
    due, base = f"{rules}contribution", f"{rules}base"
    parts = tuple(f"{rules}{branch}" for branch in _BRANCHES)
    rates = tuple(f"casnos_{branch}_rate" for branch in _BRANCHES)
    try:
        outcome = _outcome((due, base, "casnos_rate", *parts, *rates), facts, on, switches)
    except Refused as error:
        return error.refusal
    return YearlyContribution(
        base=Centimes(outcome[base]),
        rate_ppm=RatePpm(outcome["casnos_rate"]),
        amount=Centimes(outcome[due]),
        parts=tuple(
            Part(branch, Fund.CASNOS, rank, RatePpm(outcome[rate]), Centimes(outcome[part]))
            for rank, (branch, rate, part) in enumerate(zip(_BRANCHES, rates, parts, strict=True))
        ),
        provisional=base == "casnos_provisional_base",
        law_version=outcome.law_version,
        trace=Trace(outcome, due, tuple(outcome.trace(part) for part in parts)),
    )
