"""Survivors: the reversion of a pension to the members of the deceased's household, one award each, recomputed as the group lives."""

from __future__ import annotations

from datetime import date

from mizan.funds.benefits.kinds import facts as f
from mizan.funds.benefits.kinds.types import Benefit, Case, Fact, Given, Held, Numbers
from mizan.funds.benefits.queries.awards import awards_of_person
from mizan.funds.benefits.types import AwardKnown, Kind, Least
from mizan.funds.people.queries import born_after, events_as_known, household_as_known, identity_as_known
from mizan.funds.people.types import EventKind, EventKnown, MemberKnown, Relation
from mizan.kernel.funds import Fund
from mizan.law.algeria.survivors.pension.units import AS_MOUDJAHID

NEVER = "2200-01-01"
BENEFITS = {Kind.RETIREMENT: "pension", Kind.RETIREMENT_ALLOWANCE: "allocation", Kind.INVALIDITY: "invalidity_pension"}
PENSION, MOUDJAHID, MOUDJAHID_SWITCH = "pension", "moudjahid_pension", "moudjahid_reversion_minimum"
JUDGED = frozenset({"deceased_pension", "benefit", "disabled", "studies_until", "apprentice_until", "apprentice_pay"})


def gather(case: Case) -> Held:
    """The pension of the deceased and the household on the day of death, with what became of each member since.

    Missing: the death itself, a pension in force that day, a birth date or a sex, the means of an ascendant.
    """
    death = _event(case.person_id, EventKind.DEATH, case)
    if death is None:
        return Held({}, ("death",))
    members = (*household_as_known(case.person_id, on=death.on_day, at=case.known_at).members, *_born_after(death, case))
    found = {"day": Fact(case.start.isoformat(), "the day the group is looked at")} | _pension(case, death)
    missing = [] if "deceased_pension" in found or "deceased_pension" in case.told else ["deceased_pension"]
    found |= _members(members, death, case)
    if not members:
        missing.append("household")
    missing += [name for name in ("born_on", "sex") if "" in found[name].value]
    if "income" not in case.told and any(one.relation is Relation.ASCENDANT for one in members):
        missing.append("income")
    return Held(found, tuple(missing), (), tuple(one.member_id for one in members))


def _event(person_id: int, kind: EventKind, case: Case, *, after: date | None = None) -> EventKnown | None:
    """The first event of a kind of a person, after a day, as known."""
    events = [one for one in events_as_known(person_id, at=case.known_at) if one.kind is kind and (after is None or one.on_day > after)]
    own = [one for one in events if kind is EventKind.MARRIAGE or one.person_id == person_id]
    return own[0] if own else None


def _pension(case: Case, death: EventKnown) -> dict[str, Fact]:
    """What the deceased was due from this fund on the day of death, without a spouse's supplement."""
    for award in awards_of_person(case.person_id):
        term = award.on(death.on_day)
        if award.person_id == case.person_id and award.fund is case.fund and award.kind in BENEFITS and term is not None:
            source = f"benefits: award {award.id}, term {term.id}, on {death.on_day.isoformat()} (civil event {death.id})"
            due = term.parts.gross - term.parts.supplement
            return {"deceased_pension": Fact(f.money(due), source), "benefit": Fact(_benefit(award), source)}
    return {}


def _benefit(award: AwardKnown) -> str:
    return BENEFITS[award.kind]


def _born_after(death: EventKnown, case: Case) -> tuple[MemberKnown, ...]:
    """The children born after the death, whom the civil register says the deceased's: the law counts them from their birth on."""
    return tuple(
        MemberKnown(0, child, Relation.CHILD, 0, day, None, day, "")
        for _, child, day in born_after(case.person_id, after=death.on_day, at=case.known_at)
    )


def _members(members: tuple[MemberKnown, ...], death: EventKnown, case: Case) -> dict[str, Fact]:
    of_whom = ", ".join(f"tie {one.tie_id}" if one.tie_id else f"born {one.starts_on.isoformat()}" for one in members)
    source = f"people: household on {death.on_day.isoformat()} ({of_whom or 'nobody'})"
    cards = [identity_as_known(one.member_id, at=case.known_at) for one in members]
    deaths = [_event(one.member_id, EventKind.DEATH, case) for one in members]
    again = [_again(one, death, case) for one in members]
    columns = {
        "relation": [one.relation.value for one in members],
        "born_on": [card.birth_date.isoformat() if card and card.birth_date else "" for card in cards],
        "sex": [card.sex.lower() if card else "" for card in cards],
        "lawful_marriage": [str(one.relation is Relation.SPOUSE).lower() for one in members],
        "died_on": [one.on_day.isoformat() if one else NEVER for one in deaths],
        "remarried_on": [one.on_day.isoformat() if one else NEVER for one in again],
        "in_charge": ["true" for _ in members],
    }
    found = {name: Fact(values, source) for name, values in columns.items()}
    return found | {"income": Fact(["0.00"] * len(members), "no means of their own held or told")}


def _again(member: MemberKnown, death: EventKnown, case: Case) -> EventKnown | None:
    """A spouse's marriage after the death."""
    return _event(member.member_id, EventKind.MARRIAGE, case, after=death.on_day) if member.relation is Relation.SPOUSE else None


def give(case: Case, held: Held, numbers: Numbers) -> tuple[Given, ...]:
    """Each entitled member's amount; the complement to the group's minimum is shared in proportion.

    Who bears it, the fund or the State, the law says (switch `reversion_top_up_bearer`).
    """
    amounts = f.series(numbers, "survivor_amount_m")
    top_up = f.shared(min(f.number(numbers, "household_top_up_m"), sum(amounts)), amounts)
    by_fund = f.shared(min(f.number(numbers, "household_fund_adds_m"), sum(top_up)), top_up)
    kind, whole = _minimum_of(held, numbers), f.number(numbers, "household_m")
    return tuple(
        Given(case.fund, Kind.SURVIVORS, person_id, case.start, amount - added, borne, added - borne, least=Least(kind, amount, whole))
        for person_id, amount, added, borne in zip(held.payees, amounts, top_up, by_fund, strict=True)
        if amount
    )


def _minimum_of(held: Held, numbers: Numbers) -> str:
    """Which minimum a reversion is held to: that of what the deceased drew; a moudjahid's by the switch `moudjahid_reversion_minimum`."""
    benefit = str(held.facts["benefit"].value) if "benefit" in held.facts else PENSION
    if benefit == MOUDJAHID and numbers.get(MOUDJAHID_SWITCH) != AS_MOUDJAHID:
        return PENSION
    return benefit


SURVIVORS = Benefit(
    Kind.SURVIVORS,
    (Fund.CNR, Fund.CASNOS, Fund.CNAS),
    "survivors_household",
    "amount",
    gather,
    give,
    f.month_after_death,
    told=JUDGED | {"income"},
    judged=JUDGED,
    deducted=True,
    no_right="nobody_entitled",
    relives=True,
)
