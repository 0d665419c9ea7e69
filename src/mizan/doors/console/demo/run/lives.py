"""Brings lives into the registers by the acts that do it for real: households, histories by two officers, the civil register's feed."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import UTC, date, datetime, time
from functools import cache, partial
from typing import NamedTuple

from mizan.doors.console.demo.country.lives import Family, Happening, Lives, Past, minimum_of
from mizan.doors.console.demo.country.places import places
from mizan.doors.console.demo.country.types import FIRST_MONTH, TruePerson, TrueWorld
from mizan.doors.console.demo.run.hands import Hands, Task
from mizan.doors.console.demo.run.types import DemoError
from mizan.doors.console.demo.streams import Stream
from mizan.flows.import_career_history import approve_career_history, import_career_history
from mizan.flows.take_civil_register import take_civil_register
from mizan.formats.career_history import HistoryHead, PeriodLine, SpellLine, write
from mizan.formats.civil_register.reader import COLUMNS
from mizan.funds.people.actions import record_civil_events, register_persons
from mizan.funds.people.queries import find
from mizan.funds.people.types import EventDraft, EventKind, EventSource, PersonDraft
from mizan.kernel.periods import year

OPENED_AT = datetime.combine(FIRST_MONTH, time(6), UTC)
HISTORIES_AT = datetime.combine(FIRST_MONTH, time(8), UTC)
ISSUED_ON = date(2024, 10, 15)
FOUND_PER_MILLE = 250
"""Of those who claim no pension meanwhile, at work or paid already, whose former career has been found and imported."""


class Known(NamedTuple):
    """Whom the registers know: everybody by rank, the ranks known, and their ids by rank."""

    people: Sequence[TruePerson]
    ranks: Sequence[int]


def draft_of(person: TruePerson, *, fund: str = "CNAS") -> PersonDraft:
    """A person as the register takes them; members of a household have no number, and no fund holds their file."""
    agency = _agencies()[person.wilaya] if person.nss else ""
    return PersonDraft(
        nss=person.nss,
        surname_fr=person.surname,
        given_name_fr=person.given_name,
        birth_date=person.birth_date,
        surname_ar=person.surname_ar,
        given_name_ar=person.given_name_ar,
        nin=person.nin,
        sex=person.sex,
        fund=fund if person.nss else "",
        agency_code=agency,
    )


@cache
def _agencies() -> Mapping[int, str]:
    """The agency of each wilaya: asked for every person of the country."""
    return {place.code: place.agency_code for place in places()}


class Households:
    """What the civil register holds of marriages and births when the funds begin to listen; as batch.

    Claims and pay begin with the old: the households of people at work are recorded beside their first month, before a feed tells of them.
    """

    def __init__(self, known: Known, lives: Lives, *, at_work: int, by: int) -> None:
        """Everybody of a rank below `at_work` is at work."""
        self._by = by
        families = [lives.families[rank] for rank in known.ranks]
        self._of_the_old = [(known.people[family.head], family) for family in families if family.head >= at_work]
        self._at_work = [(known.people[family.head], family) for family in families if family.head < at_work]
        self._ids: dict[str, int] = {}

    def register(self) -> None:
        """The members of all households, and what is held of those of the old."""
        both = (*self._of_the_old, *self._at_work)
        members = [one for _, family in both for one in (*([family.spouse] if family.spouse else []), *family.children)]
        register_persons([draft_of(one) for one in members], by=self._by, at=OPENED_AT)
        numbers = [one.nin for one in (*(head for head, _ in both), *members)]
        for first in range(0, len(numbers), 10_000):
            self._ids |= find(numbers[first : first + 10_000])
        record_civil_events(self._told_of(self._of_the_old), by=self._by, at=OPENED_AT)

    def at_work(self, hands: Hands) -> list[list[EventDraft]]:
        """What is held of the households of people at work, by the hand that records it: each household is recorded by one."""
        shares: list[list[tuple[TruePerson, Family]]] = [[] for _ in range(len(hands))]
        for head, family in self._at_work:
            shares[hands.of(family.head)].append((head, family))
        return [self._told_of(share) for share in shares]

    def _told_of(self, families: Sequence[tuple[TruePerson, Family]]) -> list[EventDraft]:
        return [event for head, family in families for event in _events(head, family, self._ids)]


def _events(head: TruePerson, family: Family, ids: Mapping[str, int]) -> Iterator[EventDraft]:
    """The marriage and the births of a household."""
    if family.spouse is None or family.married_on is None:
        return
    own, other = ids[head.nin], ids[family.spouse.nin]
    mother, father = (own, other) if head.sex == "F" else (other, own)
    yield EventDraft(own, EventKind.MARRIAGE, family.married_on, other, source=EventSource.HISTORY)
    for child in family.children:
        yield EventDraft(
            ids[child.nin], EventKind.BIRTH, child.birth_date, None, mother, father, source=EventSource.HISTORY
        )  # fmt: skip


class Histories:
    """One document an agency: an officer proposes it, another approves the same bytes; as web. `rows` counts those kept.

    Everybody is in the document of one agency, so that agencies may be done at the same time.
    """

    def __init__(self, world: TrueWorld, known: Known, lives: Lives, claimants: Set[int], hands: Hands, *, officers: Sequence[int]) -> None:
        self.world, self.people, self._hands = world, known.people, hands
        self.proposes, self.approves = officers
        at_work, old = Stream(world.seed, "histories"), Stream(world.seed, "histories_old")
        found = {rank for rank in known.ranks if (old if rank >= len(world.persons) else at_work).chance(FOUND_PER_MILLE)}
        wanted = claimants | found
        by_agency: dict[str, list[Past]] = defaultdict(list)
        agencies = _agencies()
        for past in lives.past:
            if past.person in wanted:
                by_agency[agencies[known.people[past.person].wilaya]].append(past)
        self._jobs = sorted(by_agency.items())
        self._proposed: dict[str, tuple[int, bytes]] = {}
        self._kept: dict[str, int] = {}

    @property
    def rows(self) -> int:
        """The lines kept so far."""
        return sum(self._kept.values())

    def proposals(self) -> Iterator[Task]:
        """The first officer's work."""
        return (Task(rank, partial(self._propose, agency, jobs)) for rank, (agency, jobs) in enumerate(self._jobs))

    def approvals(self) -> Iterator[Task]:
        """The second officer's work, when the first's is done."""
        return (Task(rank, partial(self._approve, agency)) for rank, (agency, _) in enumerate(self._jobs))

    def _propose(self, agency: str, jobs: Sequence[Past]) -> None:
        data = document(agency, jobs, self.people, self.world)
        receipt = self._hands.ask(self.proposes, import_career_history, data, by=self.proposes, at=HISTORIES_AT)
        if receipt.proposal_id is None:
            raise DemoError(f"a career history of the demo was refused: {agency} {receipt.anomalies[:3]}")
        self._proposed[agency] = (receipt.proposal_id, data)

    def _approve(self, agency: str) -> None:
        proposal_id, data = self._proposed.pop(agency)
        done = self._hands.ask(self.approves, approve_career_history, proposal_id, data, by=self.approves, at=HISTORIES_AT)
        self._kept[agency] = done.rows


def document(agency: str, jobs: Sequence[Past], people: Sequence[TruePerson], world: TrueWorld) -> bytes:
    """The career history an agency has gathered."""
    spells: list[SpellLine] = []
    periods: dict[tuple[object, ...], PeriodLine] = {}
    for past in jobs:
        number = "" if past.employer is None else world.employers[past.employer].number
        who = (people[past.person].nss, past.scheme, number, past.employer_name)
        spells.append(SpellLine(0, *who, past.starts_on, past.ends_on))
        for row in _years(past, who):
            # Two jobs on their own account in one year are one row.
            former = periods.get(row[1:6])
            periods[row[1:6]] = (
                row if former is None else row._replace(days=min(row.days + former.days, 360), amount=row.amount + former.amount)
            )
    return write(HistoryHead(f"REL-{agency}-2024", "CNR", ISSUED_ON), spells, periods.values())


def _years(past: Past, who: tuple[str, str, str, str]) -> Iterator[PeriodLine]:
    """A row a year: thirty days a month worked, and the wage in proportion."""
    for number in range(past.starts_on.year, past.ends_on.year + 1):
        first, end = max(past.starts_on, date(number, 1, 1)), min(past.ends_on, date(number + 1, 1, 1))
        days = min((end.year - first.year) * 360 + (end.month - first.month) * 30 + min(end.day, 30) - min(first.day, 30), 360)
        if days > 0:
            amount = minimum_of(number) * past.factor // 1000 * days // 30 // 100 * 100
            yield PeriodLine(0, *who, year(number), days, amount)


def feeds(known: Known, lives: Lives) -> Iterator[tuple[datetime, bytes]]:
    """The files the civil register brings, one a month, by turns as JSON lines and as a table."""
    ranks = set(known.ranks)
    months: dict[tuple[int, int], list[dict[str, str]]] = defaultdict(list)
    refs: dict[int, str] = {}
    for number, one in enumerate((h for h in lives.happenings if h.family in ranks), start=1):
        ref = f"EC-{one.told_on:%Y%m}-{number:06d}"
        line = _line(ref, one, known.people[one.family], lives.families[one.family], refs.get(one.family, ""))
        refs[one.family] = ref
        months[one.told_on.year, one.told_on.month].append(line)
    for turn, ((of_year, month), lines) in enumerate(sorted(months.items())):
        at = datetime(of_year + month // 12, month % 12 + 1, 2, 7, tzinfo=UTC)
        yield at, _as_table(lines) if turn % 2 else "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def _line(ref: str, one: Happening, head: TruePerson, family: Family, former: str) -> dict[str, str]:
    line = {"id": ref, "kind": one.kind, "day": one.day.isoformat()}
    if one.kind == "correction":
        return line | {"corrects": former}
    spouse = family.spouse
    if one.kind == "birth" and one.other is not None and spouse is not None:
        child = one.other
        mother, father = (head, spouse) if head.sex == "F" else (spouse, head)
        return line | {"nin": child.nin, **_names(child, ""), "sex": child.sex, "mother_nin": mother.nin, "father_nin": father.nin}
    line["nin"] = head.nin
    if one.kind == "marriage" and one.other is not None:
        other = one.other
        line |= {
            "spouse_nin": other.nin,
            "spouse_sex": other.sex,
            "spouse_birth_date": other.birth_date.isoformat(),
            **_names(other, "spouse_"),
        }
    elif one.kind == "divorce" and spouse is not None:
        line["spouse_nin"] = spouse.nin
    return line


def _names(person: TruePerson, prefix: str) -> dict[str, str]:
    return {
        f"{prefix}surname_fr": person.surname,
        f"{prefix}given_name_fr": person.given_name,
        f"{prefix}surname_ar": person.surname_ar,
        f"{prefix}given_name_ar": person.given_name_ar,
    }


def _as_table(lines: Sequence[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, delimiter=";", restval="")
    table.writeheader()
    table.writerows(lines)
    return out.getvalue().encode()


def take_feed(data: bytes, *, by: int, at: datetime) -> int:
    """Take one file as batch; the demo's register makes no mistakes. Returns how many lines were taken."""
    receipt = take_civil_register(data, by=by, at=at)
    if receipt.waiting:
        raise DemoError(f"civil events of the demo were refused: {receipt.anomalies[:3]}")
    return receipt.taken
