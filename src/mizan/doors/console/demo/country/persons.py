"""Invented persons: names in both scripts, dates of birth, and numbers whose keys are right."""

from datetime import date

from mizan.doors.console.demo.country.places import places, table
from mizan.doors.console.demo.country.types import TruePerson
from mizan.doors.console.demo.streams import Stream
from mizan.kernel.identifiers import nss_key
from mizan.kernel.periods import add_days

YOUNGEST_BORN = date(2006, 6, 30)
OLDEST_BORN = date(1966, 7, 1)
WOMEN_PER_MILLE = 225
"""Women among employed people: 14.3 % of women and 58.2 % of men of 15 and over work (October 2024); more among salaried people."""


def number_with_key(birth_year: int, stream: Stream, taken: set[str]) -> str:
    """A social-security number not in `taken` (and added to it) whose key is certain: its sum does not pass 99."""
    while True:
        body = f"{birth_year % 100:02d}{stream.digits(8)}"
        key = nss_key(body)
        if key is not None and body not in taken:
            taken.add(body)
            return f"{body}{key:02d}"


def national_number(birth: date, woman: bool, wilaya: int, stream: Stream) -> str:
    """An 18-digit national number in the shape of decree 10-210; its last two digits are drawn, the key being unpublished."""
    return f"{11 if woman else 10}{birth.year % 1000:03d}{wilaya:02d}{stream.digits(11)}"


def draw_persons(count: int, seed: int) -> tuple[TruePerson, ...]:
    """`count` persons of 18 to 58 years at the opening, living in the wilayas in proportion to their weight."""
    stream = Stream(seed, "persons")
    given = {sex: [row for row in table("given_names.csv") if row["sex"] == sex] for sex in ("F", "M")}
    surnames = table("surnames.csv")
    homes = places()
    weights = [place.weight for place in homes]
    span = (YOUNGEST_BORN - OLDEST_BORN).days
    taken: set[str] = set()
    people = []
    for rank in range(count):
        woman = stream.chance(WOMEN_PER_MILLE)
        # The lesser of two draws from the youngest end makes the young a little more numerous, as they are.
        birth = add_days(YOUNGEST_BORN, -min(stream.below(span), stream.below(span) + span // 4))
        first, last = stream.pick(given["F" if woman else "M"]), stream.pick(surnames)
        wilaya = homes[stream.weighted(weights)].code
        people.append(
            TruePerson(
                rank=rank,
                nss=number_with_key(birth.year, stream, taken),
                nin=national_number(birth, woman, wilaya, stream),
                surname=last["latin"],
                given_name=first["latin"],
                surname_ar=last["ar"],
                given_name_ar=first["ar"],
                birth_date=birth,
                sex="F" if woman else "M",
                wilaya=wilaya,
            )
        )
    return tuple(people)
