"""Retirement: the salaried (CNR), the self-employed (CASNOS), careers in both (one decision, an award for the part of each fund)."""

from __future__ import annotations

from datetime import date

from mizan.funds.benefits.kinds import facts as f
from mizan.funds.benefits.kinds.types import Benefit, Case, Fact, Given, Held, Numbers
from mizan.funds.benefits.types import Kind, Least
from mizan.funds.benefits.types.awards import NO_LEAST
from mizan.funds.careers.queries import career_on
from mizan.funds.careers.types import Career, Scheme
from mizan.funds.people.queries import identity_as_known
from mizan.funds.people.types import Household, Relation
from mizan.kernel.funds import Fund
from mizan.kernel.periods import add_months, month_of
from mizan.law.algeria.retirement.units import RETIREMENT_ALLOCATION

CHILD_MONTHS = 9 * 12
UNPAID = "contributions_unpaid"
MORE = (
    "salaried_side_route",
    "self_employed_side_route",
    "salaried_fund_adds_m",
    "salaried_state_adds_m",
    "casnos_fund_adds_m",
    "casnos_state_adds_m",
    "salaried_least_m",
    "self_employed_least_m",
    "allocation_least_m",
    "award_minimum_m",
    "self_employed_minimum_m",
)
JUDGED = frozenset({"education_staff", "moudjahid", "war_years", "war_disability", "total_incapacity", "arduous_post", "laid_off", UNPAID})
CHOSEN = frozenset({"claimed_on", "overlap_scheme", "spouse_has_income"})


def gather(case: Case) -> Held:
    """Identity, household, and the whole career in both schemes. Missing: a birth date, a sex, and what is owed where no books say it."""
    identity = identity_as_known(case.person_id, at=case.known_at)
    found: dict[str, Fact] = {} if identity is None else f.identity_facts(identity)
    career = career_on(case.person_id, known_at=case.known_at)
    found |= _career(career, case.day)
    found |= _household(f.household_of(case), case)
    found["claimed_on"] = Fact(case.day.isoformat(), "claim")
    missing = [name for name in ("born_on", "sex") if name not in found]
    judge = ["disputed_month"] if f.is_disputed(career) else []
    if identity is not None and identity.birth_presumed:
        judge.append("born_on")
    if career.counts[Scheme.CASNOS].validated:
        # What a self-employed person still owes closes the right. The fund's accounts say it; where it has none, it is asked, not supposed.
        owed = case.established.get(UNPAID)
        if owed is not None:
            found[UNPAID] = owed
            judge += [UNPAID] if owed.value == "true" else []
        elif UNPAID not in case.told:
            missing.append(UNPAID)
    return Held(found, tuple(missing), tuple(judge), (case.person_id,))


def _career(career: Career, day: date) -> dict[str, Fact]:
    salaried, own = career.counts[Scheme.CNR], career.counts[Scheme.CASNOS]
    counted = f"careers: {len(career.months)} months, {career.reading}"
    found = {
        "cnr_quarters": Fact(str(salaried.validated), counted),
        "cnr_effective_quarters": Fact(str(salaried.effective), counted),
        "recent_quarters": Fact(str(f.recent_quarters(career, day)), counted),
        "wages": Fact([f.money(amount) for amount in career.wages_m], f.months_source(f.worked(career, Scheme.CNR))),
    }
    if own.validated:
        found |= {
            "casnos_quarters": Fact(str(own.validated), counted),
            "casnos_effective_quarters": Fact(str(own.effective), counted),
            "overlapping_quarters": Fact(str(career.overlapping), counted),
            "incomes": Fact([f.money(amount) for amount in career.incomes_y], f.months_source(f.worked(career, Scheme.CASNOS))),
        }
    return found


def _household(household: Household, case: Case) -> dict[str, Fact]:
    raised = [one for one in household.of(Relation.CHILD) if add_months(one.starts_on, CHILD_MONTHS) <= case.day]
    spouses = household.of(Relation.SPOUSE)
    ties = ", ".join(f"tie {one.tie_id}" for one in (*raised, *spouses)) or "nobody"
    found = {"children_raised": Fact(str(len(raised)), f"people: household on {case.day.isoformat()} ({ties})")}
    if spouses:
        found["spouse_in_charge"] = Fact("true", f"people: household on {case.day.isoformat()} ({ties})")
        found["spouse_has_income"] = _income_of(spouses[0].member_id, case)
    return found


def _income_of(spouse_id: int, case: Case) -> Fact:
    """Whether the funds hold work of the spouse in the year before; what the claimant tells goes before."""
    career = career_on(spouse_id, known_at=case.known_at)
    since = add_months(month_of(case.day).start, -12)
    recent = [one for one in career.months if one.month >= since]
    return Fact(str(bool(recent)).lower(), f"{f.months_source(recent)} (spouse, since {since:%Y-%m})")


def give(case: Case, held: Held, numbers: Numbers) -> tuple[Given, ...]:
    """The part of each fund; a spouse's supplement goes with the salaried pension."""
    found = []
    for fund, side, due, fund_adds, state_adds, least in (
        (Fund.CNR, "salaried_side_route", "salaried_due_m", "salaried_fund_adds_m", "salaried_state_adds_m", "salaried_least_m"),
        (
            Fund.CASNOS,
            "self_employed_side_route",
            "self_employed_due_m",
            "casnos_fund_adds_m",
            "casnos_state_adds_m",
            "self_employed_least_m",
        ),
    ):
        total, fund_part, state_part = (f.number(numbers, name) for name in (due, fund_adds, state_adds))
        if total:
            kind = Kind.RETIREMENT_ALLOWANCE if f.number(numbers, side) == RETIREMENT_ALLOCATION else Kind.RETIREMENT
            more = f.number(numbers, "claim_supplement_m") if fund is Fund.CNR else 0
            earned = total - fund_part - state_part
            floor = _least(kind, fund, f.number(numbers, least), held, numbers)
            found.append(Given(fund, kind, case.person_id, case.start, earned, fund_part, state_part, more, least=floor))
    return tuple(found)


def _least(kind: Kind, fund: Fund, amount: int, held: Held, numbers: Numbers) -> Least:
    """The part of the minimum that a fund's side was given, and which minimum it is a part of."""
    if kind is Kind.RETIREMENT_ALLOWANCE:
        name, whole = "allocation", f.number(numbers, "allocation_least_m")
    else:
        fought = "moudjahid" in held.facts and held.facts["moudjahid"].value == "true"
        name = "moudjahid_pension" if fought else "pension"
        whole = f.number(numbers, "award_minimum_m" if fund is Fund.CNR else "self_employed_minimum_m")
    return Least(name, amount, whole) if whole else NO_LEAST


RETIREMENT = Benefit(
    Kind.RETIREMENT,
    (Fund.CNR, Fund.CASNOS),
    "retirement_claim",
    "amount",
    gather,
    give,
    f.first_day,
    told=JUDGED | CHOSEN,
    judged=JUDGED,
    more=MORE,
    deducted=True,
)
