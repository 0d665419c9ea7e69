"""What CNAS pays: invalidity, death grant, daily allowances of sickness and maternity, work-accident annuity, family allowances."""

from __future__ import annotations

from datetime import date

from mizan.funds.benefits.kinds import facts as f
from mizan.funds.benefits.kinds.types import Case, Fact, Given, Held, Numbers
from mizan.funds.benefits.types import Kind
from mizan.funds.careers.queries import career_on
from mizan.funds.careers.types import Career, Scheme
from mizan.funds.people.queries import events_as_known, household_as_known
from mizan.funds.people.types import EventKind, Relation
from mizan.kernel.money import parse_amount
from mizan.kernel.periods import add_days, add_months, month_of
from mizan.kernel.refusals import Refusal
from mizan.law import explain

YEAR = 12
WAGES = frozenset({"net_monthly_wage", "net_daily_wage"})
"""Either tells the wage that sickness pay is counted on."""


def _opening(career: Career, day: date, spans: tuple[int, ...]) -> dict[str, Fact]:
    """The days worked in the months before a day, for each span asked (3, 12 or 36 months)."""
    names = {3: "days_last_3_months", 12: "days_last_12_months", 36: "days_last_3_years"}
    last, months = month_of(day).start, f.worked(career, Scheme.CNR)
    return {
        names[span]: Fact(
            str(f.days_between(months, add_months(last, -span), last)),
            f.months_source([one for one in months if add_months(last, -span) <= one.month < last]),
        )
        for span in spans
    }


def _untold(case: Case, *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if name not in case.told)


def sickness(case: Case) -> Held:
    """Days of work before the stop; the doctor's days and the employer's net wage are told and judged."""
    career = career_on(case.person_id, known_at=case.known_at)
    found = {"stopped_on": Fact(case.day.isoformat(), "claim")}
    missing = _untold(case, "days") + (() if WAGES & case.told.keys() else ("net_monthly_wage",))
    return Held(found, missing, (), (case.person_id,), _opening(career, case.day, (3, 12)))


def give_sickness(case: Case, _: Held, numbers: Numbers) -> tuple[Given, ...]:
    """The days payable, once, over as many days from the stop."""
    total, days = f.number(numbers, "sick_total"), max(f.number(numbers, "sick_payable_days"), 1)
    return (Given(case.fund, Kind.SICKNESS, case.person_id, case.start, total, ends_on=add_days(case.start, days)),) if total else ()


def maternity(case: Case) -> Held:
    """Days of work before the leave; the net daily wage is told by the employer and judged."""
    career = career_on(case.person_id, known_at=case.known_at)
    return Held({}, _untold(case, "net_daily_wage"), (), (case.person_id,), _opening(career, case.day, (3, 12)))


def give_maternity(case: Case, _: Held, numbers: Numbers) -> tuple[Given, ...]:
    """The whole leave, once."""
    total, days = f.number(numbers, "maternity_total"), max(f.number(numbers, "maternity_days"), 1)
    return (Given(case.fund, Kind.MATERNITY, case.person_id, case.start, total, ends_on=add_days(case.start, days)),) if total else ()


def _yearly(career: Career, day: date) -> Fact:
    """The wages of the twelve months before a day's month."""
    wages, last = f.wages_before(career, day, YEAR), month_of(day).start
    months = [one for one in f.worked(career, Scheme.CNR) if add_months(last, -YEAR) <= one.month < last]
    return Fact(f.money(sum(amount for _, amount in wages)), f.months_source(months))


def invalidity(case: Case) -> Held:
    """The last year's wages and the days of work; the category and the loss of capacity are the medical adviser's, told and judged."""
    career = career_on(case.person_id, known_at=case.known_at)
    opening = _opening(career, case.day, (12, 36))
    opening["affiliated_months"] = Fact(str(len({one.month for one in career.months})), f"careers: {len(career.months)} months")
    if "capacity_cut" in case.told:
        opening["capacity_cut"] = Fact(case.told["capacity_cut"], "told")
    missing = _untold(case, "category", "capacity_cut")
    return Held({"annual_reference_wage": _yearly(career, case.day)}, missing, (), (case.person_id,), opening)


def give_invalidity(case: Case, _: Held, numbers: Numbers) -> tuple[Given, ...]:
    """The monthly pension."""
    amount = f.number(numbers, "invalidity_pension_m")
    return (Given(case.fund, Kind.INVALIDITY, case.person_id, case.start, amount),) if amount else ()


def work_accident(case: Case) -> Held:
    """The wages of the year before the stop; the rate of incapacity is the medical adviser's, told and judged."""
    career = career_on(case.person_id, known_at=case.known_at)
    found = {"annual_reference_wage": _yearly(career, case.day)}
    return Held(found, _untold(case, "incapacity_rate"), (), (case.person_id,))


def give_work_accident(case: Case, _: Held, numbers: Numbers) -> tuple[Given, ...]:
    """The monthly annuity."""
    amount = f.number(numbers, "annuity_m")
    return (Given(case.fund, Kind.WORK_ACCIDENT, case.person_id, case.start, amount),) if amount else ()


def death_grant(case: Case) -> Held:
    """The best and the last wage of the year before the death, and the household that shares the grant."""
    death = next((one for one in events_as_known(case.person_id, at=case.known_at) if one.kind is EventKind.DEATH), None)
    if death is None:
        return Held({}, ("death",))
    career = career_on(case.person_id, known_at=case.known_at)
    wages = [amount for _, amount in f.wages_before(career, death.on_day, YEAR)]
    heirs = household_as_known(case.person_id, on=death.on_day, at=case.known_at).members
    if not wages:
        return Held({}, ("wages_of_last_year",))
    source = f.months_source(f.worked(career, Scheme.CNR)[-YEAR:])
    found = {"best_monthly_wage": Fact(f.money(max(wages)), source), "last_monthly_wage": Fact(f.money(wages[-1]), source)}
    return Held(found, () if heirs else ("household",), (), tuple(one.member_id for one in heirs))


def give_death_grant(case: Case, held: Held, numbers: Numbers) -> tuple[Given, ...]:
    """The grant shared between the household by the law's own sharing, to the centime, once."""
    grant = f.number(numbers, "death_grant")
    if not grant or not held.payees:
        return ()
    shares = explain("death_grant_share", on=case.day, grant=f.money(grant), beneficiaries=str(len(held.payees)))
    if isinstance(shares, Refusal):
        return ()
    payments = [parse_amount(str(text)) for text in shares.outputs["payments"]]
    return tuple(
        Given(case.fund, Kind.DEATH_GRANT, person_id, case.start, amount, ends_on=add_days(case.start, 1))
        for person_id, amount in zip(held.payees, payments, strict=True)
    )


def family_allowances(case: Case) -> Held:
    """The last wage declared and the children of the household that the law counts at their age."""
    career = career_on(case.person_id, known_at=case.known_at)
    wages = f.wages_before(career, case.day, YEAR)
    children = f.household_of(case).of(Relation.CHILD)
    counted = [one for one in children if one.birth_date is not None and _counts(one.birth_date, case.day)]
    ties = ", ".join(f"tie {one.tie_id}" for one in counted) or "nobody"
    found = {"children": Fact(str(len(counted)), f"people: household on {case.day.isoformat()} ({ties})")}
    if wages:
        found["wage"] = Fact(f.money(wages[-1][1]), f.months_source(f.worked(career, Scheme.CNR)[-1:]))
    return Held(found, () if wages else _untold(case, "wage"), (), (case.person_id,))


def _counts(born_on: date, day: date) -> bool:
    """Whether the law counts a child of this age; one who studies or is disabled beyond it is told."""
    age = day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
    answer = explain("family_allowance_child", on=day, age=str(age))
    return not isinstance(answer, Refusal) and answer.outputs["entitled"] == "true"


def give_family_allowances(case: Case, _: Held, numbers: Numbers) -> tuple[Given, ...]:
    """The monthly allowance; the State's part is its own."""
    total, state = f.number(numbers, "family_allowance_m"), f.number(numbers, "family_state_part")
    return (Given(case.fund, Kind.FAMILY_ALLOWANCES, case.person_id, case.start, total - state, 0, state),) if total else ()
