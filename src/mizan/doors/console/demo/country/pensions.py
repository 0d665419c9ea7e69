"""Pensions already in payment when the demo begins: the old whose career is over, and the widows of those who died before.

Amounts are drawn so that the country is like the one the figures published describe (docs/demo.md says which, and how near it comes).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from mizan.doors.console.demo.country.lives import Lives, Past, draw_person
from mizan.doors.console.demo.country.persons import number_with_key
from mizan.doors.console.demo.country.places import places
from mizan.doors.console.demo.country.types import TruePerson, TrueWorld
from mizan.doors.console.demo.streams import Stream
from mizan.kernel.money import Centimes
from mizan.kernel.periods import add_days, add_months, month_of
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book
from mizan.law.algeria.retirement.decide import minimum_m
from mizan.law.algeria.survivors import Survivor, household_on
from mizan.law.engine.inputs import in_force

FIRST_MONTH = date(2024, 12, 1)
"""The first month the fund pays here."""
WIDOWED = 1_150_000
"""Reversions at 1:1: a third of the 3.5 million people the fund pays (an assumption)."""
ALLOCATIONS_PER_MILLE = 85
"""Of those with a pension of their own, who have an allocation, for less than fifteen years of work (300,000 of 3.2 million in 2018)."""
CLASSES = (
    (600_000, 1_500_000, 270), (1_500_000, 2_000_000, 110), (2_000_000, 3_000_000, 175), (3_000_000, 4_500_000, 170),
    (4_500_000, 6_500_000, 135), (6_500_000, 10_000_000, 95), (10_000_000, 20_000_000, 45),
)  # fmt: skip
"""What pensions earned, in centimes a month, and how many in a thousand: drawn to give the published average and share at a minimum."""
ALLOCATED = (400_000, 1_400_000)
ROUND = 1_000
"""Pensions earned are whole tens of dinars."""


class Existing(NamedTuple):
    """An award in payment: who is paid, on whose rights (None: their own), what, since when; centimes a month, and its minimum."""

    payee: TruePerson
    deceased: TruePerson | None
    kind: str
    since: date
    pension: int
    fund_adds: int
    state_adds: int
    minimum: tuple[str, int, int]


class Widowed(NamedTuple):
    """Somebody who died before the demo, on which day, and who is paid on their rights."""

    deceased: TruePerson
    died_on: date
    widow: TruePerson


class Stock(NamedTuple):
    """Everything in payment when the demo begins, and those who are in no household of the demo."""

    awards: tuple[Existing, ...]
    widowed: tuple[Widowed, ...]


def draw_stock(world: TrueWorld, lives: Lives, claimants: frozenset[int]) -> Stock:
    """The pensions of the old who do not claim theirs during the demo (`claimants`, by rank), and those of widows."""
    stream = Stream(world.seed, "pensions")
    last: dict[int, Past] = {}
    for past in lives.past:
        last[past.person] = past
    borne = {one.nss[:10] for one in (*world.persons, *lives.old, *(own.person for own in world.self_employed))}
    widowed = tuple(_widowed(world, borne))
    own = [_own(person, last[person.rank].ends_on, stream) for person in lives.old if person.rank in last and person.rank not in claimants]
    return Stock((*own, *(_reversion(one, stream) for one in widowed)), widowed)


def _own(person: TruePerson, over: date, stream: Stream) -> Existing:
    since = min(month_of(over).end, FIRST_MONTH)
    if stream.chance(ALLOCATIONS_PER_MILLE):
        return _with_minimum(person, "retirement_allowance", "allocation", since, _rounded(stream.between(*ALLOCATED)))
    return _with_minimum(person, "retirement", "pension", since, _earned(stream))


def _earned(stream: Stream) -> int:
    low, high, _ = CLASSES[stream.weighted([weight for *_, weight in CLASSES])]
    return _rounded(stream.between(low, high - 1))


def _rounded(amount: int) -> int:
    return amount // ROUND * ROUND


def _with_minimum(person: TruePerson, kind: str, least: str, since: date, earned: int) -> Existing:
    whole, by_fund = minimum_of_kind(least)
    fund_adds = max(0, by_fund - earned)
    state_adds = max(0, whole - max(earned, by_fund))
    return Existing(person, None, kind, since, earned, fund_adds, state_adds, (least, whole, whole))


@cache
def minimum_of_kind(kind: str) -> tuple[int, int]:
    """The whole minimum of a kind of benefit in the first month, and the part of it at the fund's charge, in centimes."""
    whole = minimum_m(kind, FIRST_MONTH)  # type: ignore[arg-type]
    outcome = book().plan(("minimum_fund_m",), FIRST_MONTH).run({"benefit_kind": kind}, in_force())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return whole, outcome["minimum_fund_m"]


def _widowed(world: TrueWorld, taken: set[str]) -> Iterator[Widowed]:
    """People who died between 1996 and the opening, and the spouse each left; `taken` are the bodies of numbers already borne."""
    stream = Stream(world.seed, "widowed")
    homes = places()
    weights = [place.weight for place in homes]
    for _ in range((WIDOWED + world.scale // 2) // world.scale):
        home = homes[stream.weighted(weights)].code
        birth = add_days(date(1926, 1, 1), stream.below(12_400))
        wed = add_days(birth, stream.between(400, 3_000))
        died_on = add_days(date(1996, 1, 1), stream.below(10_400))
        oldest = add_months(birth, 12 * 48)
        died_on = max(died_on, oldest)
        if died_on >= date(2024, 10, 1):
            died_on = add_days(date(2024, 10, 1), -stream.between(30, 2_000))
        deceased = numbered(draw_person(stream, -1, "M", birth, home), taken, stream)
        widow = numbered(draw_person(stream, -1, "F", max(wed, date(1934, 1, 1)), home), taken, stream)
        yield Widowed(deceased, died_on, widow)


def numbered(person: TruePerson, taken: set[str], stream: Stream) -> TruePerson:
    """A person with a social-security number of their own, which nobody else of these bears."""
    nss = number_with_key(person.birth_date.year, stream, taken)
    return TruePerson(person.rank, nss, *(getattr(person, name) for name in TruePerson.__slots__[2:]))


def _reversion(one: Widowed, stream: Stream) -> Existing:
    """What the law gives a widow alone of what the deceased drew, as of the first month; the fund bears the complement, by a switch."""
    drew = _earned(stream)
    due = max(drew, minimum_of_kind("pension")[0])
    spouse = Survivor("spouse", one.widow.birth_date, "f", lawful_marriage=True, in_charge=True)
    shared = household_on(Centimes(due), [spouse], on=FIRST_MONTH)
    amount = shared.shares[0].amount
    top_up = min(shared.top_up, amount)
    return Existing(
        one.widow, one.deceased, "survivors", month_of(one.died_on).end, amount - top_up, top_up, 0, ("pension", amount, shared.total)
    )


def summed(awards: Sequence[Existing]) -> tuple[int, int]:
    """How many awards there are, and what they come to a month in centimes before deductions."""
    return len(awards), sum(one.pension + one.fund_adds + one.state_adds for one in awards)
