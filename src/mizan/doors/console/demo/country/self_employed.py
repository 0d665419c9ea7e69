"""Invented self-employed persons: trades, dates, and what they really earn each year."""

from typing import Literal

from mizan.doors.console.demo.country.employers import BANK_CODES, bank_account
from mizan.doors.console.demo.country.persons import OLDEST_BORN, YOUNGEST_BORN, national_number, number_with_key
from mizan.doors.console.demo.country.places import places, table
from mizan.doors.console.demo.country.types import FIRST_MONTH, TruePerson, TrueSelfEmployed
from mizan.doors.console.demo.streams import Stream
from mizan.kernel.periods import add_days

SELF_EMPLOYED = 1_200_000
"""Self-employed affiliated to CASNOS, December 2025."""
YEARS = (2025, 2026)
"""The year before CASNOS's books open, whose base is known, and the one that is declared in them."""
NEW_PER_MILLE = 40
WOMEN_PER_MILLE = 120
INCOMES_DA = ((430, 40_000, 216_000), (390, 216_000, 800_000), (150, 800_000, 2_600_000), (30, 2_600_000, 7_500_000))
"""Yearly incomes in dinars: weight, from, to (an assumption: no distribution is published; many are known to declare the floor)."""
WITH_BANK_PER_MILLE = 700


def draw_self_employed(scale: int, seed: int, taken: set[str]) -> tuple[TrueSelfEmployed, ...]:
    """The self-employed of the country at 1:`scale`; `taken` are the bodies of numbers already borne, to which theirs are added."""
    stream = Stream(seed, "self_employed")
    given = {sex: [row for row in table("given_names.csv") if row["sex"] == sex] for sex in ("F", "M")}
    surnames, trades, homes = table("surnames.csv"), table("trades.csv"), places()
    weights, trade_weights = [place.weight for place in homes], [int(row["weight"]) for row in trades]
    span = (YOUNGEST_BORN - OLDEST_BORN).days
    found = []
    for rank in range((SELF_EMPLOYED + scale // 2) // scale):
        woman = stream.chance(WOMEN_PER_MILLE)
        birth = add_days(YOUNGEST_BORN, -stream.below(span) - 1200)
        first, last = stream.pick(given["F" if woman else "M"]), stream.pick(surnames)
        home = homes[stream.weighted(weights)]
        trade = trades[stream.weighted(trade_weights)]
        person = TruePerson(
            rank=rank,
            nss=number_with_key(birth.year, stream, taken),
            nin=national_number(birth, woman, home.code, stream),
            surname=last["latin"],
            given_name=first["latin"],
            surname_ar=last["ar"],
            given_name_ar=first["ar"],
            birth_date=birth,
            sex="F" if woman else "M",
            wilaya=home.code,
        )
        is_new = stream.chance(NEW_PER_MILLE)
        started = add_days(FIRST_MONTH, stream.between(430, 700) if is_new else -stream.between(400, 9000))
        rib = bank_account(stream.pick(BANK_CODES), stream) if stream.chance(WITH_BANK_PER_MILLE) else ""
        incomes = tuple((year, income) for year, income in _incomes(stream) if year >= started.year)
        activity: Literal["trade", "farmer"] = "farmer" if trade["activity"] == "farmer" else "trade"
        found.append(
            TrueSelfEmployed(rank, person, activity, trade["trade_fr"], trade["trade_ar"], home.agency_code, rib, started, incomes)
        )
    return tuple(found)


def _incomes(stream: Stream) -> list[tuple[int, int]]:
    """What a person earns each year, in centimes: a level drawn once, which moves by a sixth at most from year to year."""
    _, low, high = INCOMES_DA[stream.weighted([weight for weight, _, _ in INCOMES_DA])]
    level = stream.between(low, high)
    found = []
    for year in YEARS:
        found.append((year, level * 100))
        level = level * stream.between(850, 1180) // 1000
    return found
