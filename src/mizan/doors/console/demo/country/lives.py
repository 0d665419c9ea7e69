"""Lives around the jobs: the old whose career is over, households, what happens in them during the demo, and careers before it.

Drawn from streams of their own, so the employers, persons and jobs of a seed are the same with them and without.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from mizan.doors.console.demo.country.persons import national_number, number_with_key
from mizan.doors.console.demo.country.places import places, table
from mizan.doors.console.demo.country.types import FIRST_MONTH, TrueEmployer, TrueJob, TruePerson, TrueWorld
from mizan.doors.console.demo.streams import Stream
from mizan.kernel.periods import add_days, add_months
from mizan.law.algeria.contributions import minimum_wage_m

OLD = 2_400_000
"""Persons of 58 and over who had a career: two thirds of the 3.5 million pensioners, the others being survivors (an assumption)."""
OLD_WOMEN_PER_MILLE = 180
SPAN_DAYS = 730
MARRIED_PER_MILLE = ((25, 40), (30, 380), (35, 700), (200, 870))
"""Share of people under an age who are married (an assumption; first marriages are at 33 for men and 29 for women on average)."""
CHILDREN = (70, 190, 300, 240, 130, 50, 20)
"""Weights of having none, one, two… children after ten years of marriage."""
BORN_PER_MILLE, MARRY_PER_MILLE, DIVORCE_PER_MILLE, CORRECTED_PER_MILLE = 55, 30, 12, 40
DEATHS_PER_MILLE = ((65, 20), (70, 34), (75, 56), (80, 100), (200, 210))
"""Deaths in the demo's two years of people under an age (an assumption, growing as mortality does)."""
SELF_EMPLOYED_PER_MILLE = 90
CLOSED = ("ENTREPRISE COMMUNALE", "SOCIETE NATIONALE", "UNITE DE PRODUCTION", "COOPERATIVE", "ENTREPRISE DE WILAYA")
TRADES = ("BATIMENT", "TEXTILE", "TRANSPORT", "MECANIQUE", "AGROALIMENTAIRE", "BOIS ET LIEGE", "DISTRIBUTION", "TRAVAUX")


class Past(NamedTuple):
    """A job before the demo.

    The person's rank (the old come after the others), the employer's rank or its name, the days, the wage per mille of the minimum.
    """

    person: int
    scheme: Literal["CNR", "CASNOS"]
    employer: int | None
    employer_name: str
    starts_on: date
    ends_on: date
    factor: int


class Happening(NamedTuple):
    """A civil event of the demo's months: when the register tells it, and what, about whom (rank of the family)."""

    told_on: date
    kind: Literal["birth", "marriage", "divorce", "death", "correction"]
    day: date
    family: int
    other: TruePerson | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A person's household at the opening: rank of its head, spouse and day of marriage, children (no social-security numbers)."""

    head: int
    spouse: TruePerson | None
    married_on: date | None
    children: tuple[TruePerson, ...]


@dataclass(frozen=True, slots=True)
class Lives:
    """The old, every household (one a person, in their order), what happens, and careers before the demo."""

    old: tuple[TruePerson, ...]
    families: tuple[Family, ...]
    happenings: tuple[Happening, ...]
    past: tuple[Past, ...]


def draw_lives(world: TrueWorld) -> Lives:
    """The lives of a country already drawn."""
    persons = world.persons
    taken = {person.nss[:10] for person in (*persons, *(one.person for one in world.self_employed))}
    old = _old((OLD + world.scale // 2) // world.scale, world.seed, len(persons), taken)
    everybody = (*persons, *old)
    families = _families(everybody, world.seed)
    past = tuple(_past(everybody, len(persons), world.employers, world.jobs, world.seed))
    return Lives(old, families, _happenings(everybody, families, world.seed), past)


@cache
def _names() -> tuple[dict[str, list[dict[str, str]]], list[dict[str, str]]]:
    given = table("given_names.csv")
    return {sex: [row for row in given if row["sex"] == sex] for sex in ("F", "M")}, table("surnames.csv")


def draw_person(
    stream: Stream, rank: int, sex: Literal["F", "M"], birth: date, wilaya: int, surname: dict[str, str] | None = None
) -> TruePerson:
    """A person without a social-security number; `surname` is that of their family, else one is drawn."""
    given, surnames = _names()
    last, first = surname or stream.pick(surnames), stream.pick(given[sex])
    nin = national_number(birth, sex == "F", wilaya, stream)
    return TruePerson(rank, "", nin, last["latin"], first["latin"], last["ar"], first["ar"], birth, sex, wilaya)


def _old(count: int, seed: int, first_rank: int, taken: set[str]) -> tuple[TruePerson, ...]:
    """Born from 1934 to mid-1966, the younger more numerous; `taken` are the bodies of numbers already borne."""
    stream = Stream(seed, "old")
    homes = places()
    weights = [place.weight for place in homes]
    made = []
    for number in range(count):
        birth = add_days(date(1966, 6, 30), -min(stream.below(11_800), stream.below(15_000)))
        sex: Literal["F", "M"] = "F" if stream.chance(OLD_WOMEN_PER_MILLE) else "M"
        bare = draw_person(stream, first_rank + number, sex, birth, homes[stream.weighted(weights)].code)
        nss = number_with_key(birth.year, stream, taken)
        made.append(TruePerson(bare.rank, nss, *(getattr(bare, name) for name in TruePerson.__slots__[2:])))
    return tuple(made)


def _under(bounds: Sequence[tuple[int, int]], age: int) -> int:
    return next(value for limit, value in bounds if age < limit)


def _families(everybody: Sequence[TruePerson], seed: int) -> tuple[Family, ...]:
    stream = Stream(seed, "families")
    return tuple(_family(person, stream) for person in everybody)


def _family(person: TruePerson, stream: Stream) -> Family:
    """A marriage at an age in keeping, a spouse some years apart, children two years apart while the mother is under 46."""
    age = FIRST_MONTH.year - person.birth_date.year
    if not stream.chance(_under(MARRIED_PER_MILLE, age)):
        return Family(person.rank, None, None, ())
    woman = person.sex == "F"
    apart = stream.between(-1, 9) * (-1 if woman else 1)
    birth = add_days(person.birth_date, 365 * apart + stream.below(365))
    youngest = add_months(max(person.birth_date, birth), 12 * 19)
    married_on = min(add_days(youngest, stream.below(2800)), add_days(FIRST_MONTH, -stream.between(30, 900)))
    if married_on < youngest:
        return Family(person.rank, None, None, ())
    spouse = draw_person(stream, -1, "M" if woman else "F", birth, person.wilaya)
    mother = person if woman else spouse
    last = add_months(mother.birth_date, 12 * 45)
    surname = {"latin": person.surname, "ar": person.surname_ar} if not woman else {"latin": spouse.surname, "ar": spouse.surname_ar}
    children, born = [], add_days(married_on, stream.between(300, 900))
    for _ in range(stream.weighted(CHILDREN)):
        if born >= min(FIRST_MONTH, last):
            break
        # The grown-up have left the household long before the demo.
        child = draw_person(stream, -1, "F" if stream.chance(490) else "M", born, person.wilaya, surname)
        if born.year >= FIRST_MONTH.year - 21:
            children.append(child)
        born = add_days(born, stream.between(550, 1400))
    return Family(person.rank, spouse, married_on, tuple(children))


def _happenings(everybody: Sequence[TruePerson], families: Sequence[Family], seed: int) -> tuple[Happening, ...]:
    stream = Stream(seed, "happenings")
    found: list[Happening] = []
    for person, family in zip(everybody, families, strict=True):
        day = add_days(FIRST_MONTH, stream.below(SPAN_DAYS - 60))
        told = add_days(day, stream.between(5, 45))
        age = FIRST_MONTH.year - person.birth_date.year
        if age >= 58:
            if stream.chance(_under(DEATHS_PER_MILLE, age)):
                found.append(Happening(told, "death", day, person.rank))
                if stream.chance(CORRECTED_PER_MILLE):
                    found.append(Happening(add_days(told, 40), "correction", add_days(day, -1), person.rank))
        elif family.spouse is None:
            if age >= 22 and stream.chance(MARRY_PER_MILLE):
                spouse = draw_person(
                    stream, -1, "M" if person.sex == "F" else "F", add_days(person.birth_date, stream.below(1500) - 700), person.wilaya
                )
                found.append(Happening(told, "marriage", day, person.rank, spouse))
        elif stream.chance(DIVORCE_PER_MILLE):
            found.append(Happening(told, "divorce", day, person.rank))
        elif stream.chance(BORN_PER_MILLE) and _mother_under(person, family, day):
            surname = {"latin": person.surname, "ar": person.surname_ar}
            child = draw_person(stream, -1, "F" if stream.chance(490) else "M", day, person.wilaya, surname)
            found.append(Happening(told, "birth", day, person.rank, child))
    return tuple(sorted(found, key=lambda one: (one.told_on, one.family, one.kind)))


def _mother_under(person: TruePerson, family: Family, day: date) -> bool:
    mother = person if person.sex == "F" else family.spouse
    return mother is not None and add_months(mother.birth_date, 12 * 45) > day


def _past(
    everybody: Sequence[TruePerson], active: int, employers: Sequence[TrueEmployer], jobs: Sequence[TrueJob], seed: int
) -> Iterator[Past]:
    """Jobs one after the other from a first age on, with gaps; who was hired before the demo keeps that job as the last."""
    stream = Stream(seed, "past")
    running = {job.person: job for job in jobs if job.hired_on < FIRST_MONTH}
    for person in everybody:
        begun = add_months(person.birth_date, 12 * stream.between(18, 27))
        over = FIRST_MONTH if person.rank < active else min(add_months(person.birth_date, 12 * stream.between(53, 62)), FIRST_MONTH)
        job = running.get(person.rank)
        yield from _jobs(person.rank, begun, min(job.hired_on, over) if job else over, stream)
        if job is not None and job.hired_on < FIRST_MONTH:
            factor = max(1000, job.months[0].wage * 30 // max(job.months[0].days, 1) * 1000 // minimum_of(2024)) if job.months else 1500
            yield Past(person.rank, "CNR", employers[job.employer].rank, "", job.hired_on, FIRST_MONTH, min(factor, 9000))


def _jobs(person: int, begun: date, over: date, stream: Stream) -> Iterator[Past]:
    factor = stream.between(1000, 2600)
    place = f"{stream.pick(CLOSED)} DE {stream.pick(TRADES)}"
    while (over - begun).days > 200:
        length = min(stream.between(400, 5200), (over - begun).days)
        ends = add_days(begun, length)
        own = stream.chance(SELF_EMPLOYED_PER_MILLE)
        name = "" if own else f"{place} {stream.between(1, 48):02d}"
        yield Past(person, "CASNOS" if own else "CNR", None, name, begun, ends, max(1000, factor))
        begun = add_days(ends, stream.between(20, 700))
        factor = min(factor * stream.between(980, 1300) // 1000, 6000)


@cache
def minimum_of(year: int) -> int:
    """The guaranteed minimum of a year's beginning, in centimes a month; that of 1990 for the years before it, whose own is not known."""
    amount = minimum_wage_m(date(max(year, 1990), 1, 1))
    if amount is None:
        raise LookupError(f"no minimum wage is known for {year}")
    return amount
