"""The reversion of a household on a day, and through time: it is recomputed each time a right opens or ends, or the law changes."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book
from mizan.law.algeria.survivors.counted import known_minimum
from mizan.law.algeria.survivors.types import Benefit, Household, Survivor, SurvivorShare
from mizan.law.engine.calendar import add_months
from mizan.law.engine.inputs import Switches, in_force

NEVER, LONG_AGO = date(2200, 1, 1), date(1900, 1, 1)
TARGETS = ("survivor_amount_m", "survivor_ground", "household_m", "household_top_up_m", "household_rounding_m")
AGE_LIMITS = ("child_age_limit", "student_age_limit", "apprentice_age_limit")


def household_on(
    pension: Centimes, members: Sequence[Survivor], *, on: date, benefit: Benefit = "pension", switches: Switches | None = None
) -> Household:
    """The monthly reversion of a pension (centimes) to the members of a household who are entitled on a day, under its law.

    Raises Refused: `no_law_on`, `fact_out_of_bounds`, `check.reversion_minimum_known`.
    """
    chosen = switches or in_force()
    known_minimum(benefit, on, chosen)
    outcome = book().plan(TARGETS, on).run(_facts(pension, members, on, benefit), chosen)
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    names = book().inputs.choices["survivorground"].names
    shares = zip(outcome.series("survivor_ground"), outcome.series("survivor_amount_m"), strict=True)
    total, top_up, rounding = (Centimes(outcome[target]) for target in TARGETS[2:])
    return Household(
        on,
        total,
        top_up,
        rounding,
        tuple(SurvivorShare(names[ground], Centimes(amount)) for ground, amount in shares),
        outcome.standing,
        outcome.law_version,
        outcome.trace(),
    )


def household_through(
    pension: Centimes,
    members: Sequence[Survivor],
    *,
    since: date,
    until: date,
    benefit: Benefit = "pension",
    switches: Switches | None = None,
) -> tuple[Household, ...]:
    """The reversion from `since` to `until` (excluded): one household for each day from which a right or an amount changes.

    A birthday, a death, a new marriage, the end of studies or of an apprenticeship, a new minimum: each day is looked at by the law of
    that day. The pension shared stays the one given; increases are applied by the caller. Raises Refused as `household_on`.
    """
    found: list[Household] = []
    days = {day for member in members for day in _days_of(member)} | set(_days_of_law())
    for day in [since, *sorted(day for day in days if since < day < until)]:
        made = household_on(pension, members, on=day, benefit=benefit, switches=switches)
        if not found or (made.shares, made.total) != (found[-1].shares, found[-1].total):
            found.append(made)
    return tuple(found)


def _facts(pension: Centimes, members: Sequence[Survivor], on: date, benefit: Benefit) -> dict[str, object]:
    return {
        "deceased_pension_m": pension,
        "deceased_benefit": benefit,
        "household_on": on,
        "survivor_relation": [member.relation for member in members],
        "survivor_born_on": [member.born_on for member in members],
        "survivor_sex": [member.sex for member in members],
        "survivor_lawful_marriage": [int(member.lawful_marriage) for member in members],
        "survivor_died_on": [member.died_on or NEVER for member in members],
        "survivor_remarried_on": [member.remarried_on or NEVER for member in members],
        "survivor_studies_until": [member.studies_until or LONG_AGO for member in members],
        "survivor_apprentice_until": [member.apprentice_until or LONG_AGO for member in members],
        "survivor_apprentice_pay_m": [member.apprentice_pay_m for member in members],
        "survivor_disabled": [int(member.disabled) for member in members],
        "survivor_income_m": [member.income_m for member in members],
        "survivor_in_charge": [int(member.in_charge) for member in members],
    }


def _days_of(member: Survivor) -> Iterator[date]:
    """The days on which the right of a member may change."""
    yield member.born_on
    for name in AGE_LIMITS:
        for step in book().values[name].steps:
            yield date.fromordinal(add_months(member.born_on.toordinal(), 12 * int(step.value or 0)))
    yield from (day for day in (member.died_on, member.remarried_on) if day)
    yield from (day + timedelta(days=1) for day in (member.studies_until, member.apprentice_until) if day)


def _days_of_law() -> Iterator[date]:
    """The days on which something a household's reversion uses changes in the law."""
    waiting, seen = list(TARGETS), set(TARGETS)
    while waiting:
        name = waiting.pop()
        for wording in book().rules.get(name, ()):
            yield wording.since
            waiting += [argument for argument in wording.inputs if argument not in seen]
            seen.update(wording.inputs)
        if name in book().values:
            yield from (step.since for step in book().values[name].steps)
