"""Which claims are made, when, and how far they come by the last day: drawn from streams of their own, nothing else is moved by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from mizan.doors.console.demo.country.lives import Lives
from mizan.doors.console.demo.country.types import TruePerson, TrueWorld
from mizan.doors.console.demo.declared.days import working_day
from mizan.doors.console.demo.streams import Stream
from mizan.funds.benefits.types import Kind
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import ccp_key, rib_key, rip_from_ccp
from mizan.kernel.periods import add_days

CLAIMS = 100_000
"""Retirement claims at 1:1, of 2.4 million old people: bounded by the seconds that benefits may take of the demo, not by the country."""
AT_LEAST = 45
"""However small the country, enough that every state of a claim and of a payment is seen."""
WITH_DEPENDANTS = 20_000
"""Claims of people at work at 1:1: family allowances and work accidents."""
OF_THEIR_OWN_FUND = 5_000
"""Claims at 1:1 of the eldest self-employed at CASNOS, once its books are open."""
SELF_EMPLOYED = 10_000_000
"""From which on ranks are those of the self-employed."""
STOCK_PER_MILLE = 450
"""Of the claims, those made as the funds begin to decide; the others come month by month."""
STOCK_FROM, STOCK_DAYS = date(2024, 11, 4), 32
FLOW_FROM, FLOW_DAYS = date(2025, 1, 6), 640
OPEN_FROM, OPEN_DAYS = date(2026, 11, 8), 10
OPEN_EACH = 4_000
"""Claims at 1:1 left in each state on the last day; at least one."""
WITHDRAWN_PER_MILLE, TOLD_OTHERWISE_PER_MILLE, OWES_PER_MILLE = 15, 20, 60
NO_ACCOUNT_PER_MILLE, WRONG_KEY_PER_MILLE, SHARED_PER_MILLE, BANK_PER_MILLE = 5, 12, 10, 280
BANKS = (("001", "00601"), ("002", "00021"), ("003", "00310"), ("004", "00144"), ("005", "00162"))


class Course(StrEnum):
    """How a claim goes: to a decision, withdrawn, or left where it stands on the last day."""

    DECIDED = "decided"
    TOLD_OTHERWISE = "told_otherwise"
    WITHDRAWN = "withdrawn"
    RECEIVED = "received"
    TAKEN = "taken"
    ASKED = "asked"
    ANSWERED = "answered"
    PROPOSED = "proposed"


LEFT = (Course.RECEIVED, Course.TAKEN, Course.ASKED, Course.ANSWERED, Course.PROPOSED)


class Asked(NamedTuple):
    """A claim to be made: whose (rank among everybody), of which fund, of what kind, when, and how it goes."""

    person: int
    fund: Fund
    kind: Kind
    at: datetime
    course: Course
    owes: bool = False


class Paid(NamedTuple):
    """Where somebody is paid."""

    account: str
    kind: str


def claims_of(world: TrueWorld, lives: Lives) -> tuple[Asked, ...]:
    """Retirement claims of the old alive that day, at CNR (a part of CASNOS's goes with it), in the order of time."""
    stream = Stream(world.seed, "claims")
    worked = {past.person for past in lives.past}
    own = {past.person for past in lives.past if past.scheme == "CASNOS"}
    died = {one.family: one.day for one in lives.happenings if one.kind == "death"}
    ranks = [one.rank for one in lives.old if one.rank in worked]
    wanted = min(max(AT_LEAST, scaled(CLAIMS, world)), len(ranks))
    each = max(1, scaled(OPEN_EACH, world))
    chosen: list[Asked] = []
    while len(chosen) < wanted and ranks:
        rank = ranks.pop(stream.below(len(ranks)))
        number = len(chosen)
        course = LEFT[number // each] if number < each * len(LEFT) else _course(stream)
        at = _moment(stream, course)
        owes = stream.chance(OWES_PER_MILLE)
        if course is Course.TOLD_OTHERWISE and lives.families[rank].spouse is None:
            course = Course.DECIDED
        # Only who has worked on their own account is asked whether they owe CASNOS something.
        asked = course not in (Course.ASKED, Course.ANSWERED) or rank in own
        if asked and (rank not in died or died[rank] > at.date()):
            chosen.append(Asked(rank, Fund.CNR, Kind.RETIREMENT, at, course, owes))
    return tuple(sorted(chosen, key=lambda one: (one.at, one.person)))


def self_employed_of(world: TrueWorld) -> tuple[Asked, ...]:
    """Retirement claims of the eldest of the self-employed, at CASNOS: some come before their age."""
    stream = Stream(world.seed, "claims_self_employed")
    eldest = sorted(world.self_employed, key=lambda one: (one.person.birth_date, one.rank))
    found = []
    for one in eldest[: max(2, scaled(OF_THEIR_OWN_FUND, world))]:
        day = working_day(add_days(date(2026, 2, 2), stream.below(200)))
        at, owes = datetime.combine(day, _hour(stream), UTC), stream.chance(OWES_PER_MILLE)
        found.append(Asked(SELF_EMPLOYED + one.rank, Fund.CASNOS, Kind.RETIREMENT, at, Course.DECIDED, owes))
    return tuple(sorted(found, key=lambda one: (one.at, one.person)))


def insured_of(world: TrueWorld, ranks: Sequence[int]) -> tuple[Asked, ...]:
    """Claims of people at work, at CNAS: family allowances, and a few work accidents."""
    stream = Stream(world.seed, "claims_insured")
    left = [rank for rank in ranks if rank < len(world.persons)]
    found: list[Asked] = []
    for number in range(min(max(2, scaled(WITH_DEPENDANTS, world)), len(left))):
        rank = left.pop(stream.below(len(left)))
        kind = Kind.WORK_ACCIDENT if number % 5 == 1 else Kind.FAMILY_ALLOWANCES
        day = working_day(add_days(date(2025, 3, 3), stream.below(60)))
        found.append(Asked(rank, Fund.CNAS, kind, datetime.combine(day, _hour(stream), UTC), Course.DECIDED))
    return tuple(sorted(found, key=lambda one: (one.at, one.person)))


def scaled(count: int, world: TrueWorld) -> int:
    """A count at 1:1 as it is at the country's scale."""
    return (count + world.scale // 2) // world.scale


def _course(stream: Stream) -> Course:
    drawn = stream.below(1000)
    if drawn < WITHDRAWN_PER_MILLE:
        return Course.WITHDRAWN
    return Course.TOLD_OTHERWISE if drawn < WITHDRAWN_PER_MILLE + TOLD_OTHERWISE_PER_MILLE else Course.DECIDED


def _moment(stream: Stream, course: Course) -> datetime:
    if course in LEFT:
        first, span = OPEN_FROM, OPEN_DAYS
    elif stream.chance(STOCK_PER_MILLE):
        first, span = STOCK_FROM, STOCK_DAYS
    else:
        first, span = FLOW_FROM, FLOW_DAYS
    return datetime.combine(working_day(add_days(first, stream.below(span))), _hour(stream), UTC)


def _hour(stream: Stream) -> time:
    return time(stream.between(8, 14), stream.below(60))


def accounts_of(seed: int, people: Iterable[tuple[int, TruePerson]]) -> Iterator[tuple[int, Paid | None]]:
    """Where each is paid, by rank: a postal or a bank account, a few with a wrong key, a few with another's account, a few with none."""
    former: Paid | None = None
    for rank, one in people:
        stream = Stream(seed, f"payee:{one.nin}")
        drawn = stream.below(1000)
        if drawn < NO_ACCOUNT_PER_MILLE:
            yield rank, None
            continue
        drawn -= NO_ACCOUNT_PER_MILLE
        own = sound_account(stream, 2_000_000 + rank)
        if drawn < WRONG_KEY_PER_MILLE:
            yield rank, own._replace(account=_wrong(own.account))
        elif drawn < WRONG_KEY_PER_MILLE + SHARED_PER_MILLE and former is not None:
            yield rank, former
        else:
            former = own
            yield rank, own


def sound_account(stream: Stream, number: int) -> Paid:
    """A postal account (with its own key, or as twenty digits) or a bank's, whose key is right; `number` is nobody else's."""
    if stream.chance(BANK_PER_MILLE):
        bank, branch = stream.pick(BANKS)
        return Paid(f"{bank}{branch}{number:010d}{rib_key(branch, f'{number:010d}'):02d}", "rib")
    if stream.chance(300):
        return Paid(rip_from_ccp(str(number)), "ccp")
    return Paid(f"{number:010d}{ccp_key(str(number)):02d}", "ccp")


def _wrong(account: str) -> str:
    """The same account with another key."""
    return f"{account[:-2]}{(int(account[-2:]) + 7) % 97:02d}"
