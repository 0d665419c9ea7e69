"""Take a file of the civil register: each event once, the good lines taken whatever the others are, every bad one told of and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.formats.anomalies import Anomaly, Outcome, Severity, anomaly
from mizan.formats.civil_register import CivilEvent, CivilKind, CivilLine, Names, Numbers, read, refusal_code
from mizan.formats.civil_register.refusals import DIFFERS
from mizan.funds.access.actions import record_act
from mizan.funds.access.queries import may
from mizan.funds.access.types import Role, Scope
from mizan.funds.people.actions import Correction, annul_civil_event, correct_civil_event, correct_identity, record_civil_event
from mizan.funds.people.actions.keep_waiting import WaitingLine, keep_waiting
from mizan.funds.people.actions.register_persons import register_person
from mizan.funds.people.queries import event_taken, find
from mizan.funds.people.types import EventDraft, EventKind, EventSource, PersonDraft
from mizan.kernel.refusals import Refused, refused

PORTION = 25
"""Lines of one transaction; a file begun again after a crash finds what was taken and goes on."""
Verdict = Literal["taken", "repeated", "waiting"]


@dataclass(slots=True)
class CivilReceipt:
    """The answer to a file: how many lines were taken, had been taken before, or wait; what was found in each."""

    lines: int = 0
    taken: int = 0
    repeated: int = 0
    waiting: int = 0
    anomalies: list[Anomaly] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """The answer in one word."""
        if not self.taken + self.repeated:
            return Outcome.REFUSED
        if self.waiting:
            return Outcome.PARTLY_TAKEN
        return Outcome.ACCEPTED_WITH_CORRECTIONS if self.anomalies else Outcome.ACCEPTED


def take_civil_register(data: bytes, *, by: int, at: datetime) -> CivilReceipt:
    """Take a feed (docs/formats/civil-register.md) in the name of `by`, the civil register's account or the system's.

    Events are taken in the order of the file; an event's id is taken once for ever, and again with the same content it is `repeated`.
    Raises `Refused`: `not_allowed` (the account is not the civil register's).
    """
    if not (may(by, Role.SYSTEM, on=at.date()) or may(by, Role.REGISTRAR, on=at.date(), scope=(Scope.REGISTER, "civil"))):
        raise refused("not_allowed", needed="registrar: civil")
    check = read(data)
    receipt = CivilReceipt(lines=len(check.lines), anomalies=list(check.anomalies))
    for first in range(0, len(check.lines), PORTION):
        portion = check.lines[first : first + PORTION]
        with transaction.atomic():
            point("take_civil.begun")
            taken = _take_portion(portion, receipt, by=by, at=at)
            if taken:
                detail = {"count": len(taken), "first": taken[0], "last": taken[-1]}
                record_act(verb="take_civil_register", subject=("civil_feed", taken[0]), by=by, at=at, detail=detail)
            point("take_civil.before_commit")
        point("take_civil.committed")
    return receipt


def _take_portion(lines: Sequence[CivilLine], receipt: CivilReceipt, *, by: int, at: datetime) -> list[str]:
    """Take what can be; returns the ids taken. The lines left out wait with their reason."""
    taken: list[str] = []
    waiting: list[WaitingLine] = []
    for line in lines:
        verdict, found = _take_line(line, by=by, at=at)
        receipt.anomalies += found
        setattr(receipt, verdict, getattr(receipt, verdict) + 1)
        if verdict == "taken" and line.event is not None:
            taken.append(line.event.id)
            point("take_civil.line_taken")
        elif verdict == "waiting":
            worst = next(one for one in found if one.severity is Severity.ERROR)
            waiting.append(WaitingLine(line.event.id if line.event else "", line.line, line.text, worst.field, worst.code))
    keep_waiting(waiting, at=at)
    return taken


def _take_line(line: CivilLine, *, by: int, at: datetime) -> tuple[Verdict, tuple[Anomaly, ...]]:
    """One line in a savepoint of its own."""
    event = line.event
    if event is None:
        return "waiting", line.anomalies
    try:
        with transaction.atomic():
            if _known(event):
                return "repeated", line.anomalies
            _Taking(event, by=by, at=at).act()
    except Refused as told:
        return _answer(line, event, told)
    return "taken", line.anomalies


def _answer(line: CivilLine, event: CivilEvent, told: Refused) -> tuple[Verdict, tuple[Anomaly, ...]]:
    """A refusal of the register, in the words of the format."""
    if told.refusal.code == "event_taken":
        # Another hand took the same file in the same moment.
        return "repeated", line.anomalies
    if told.refusal.code == DIFFERS:
        return "waiting", (*line.anomalies, anomaly(DIFFERS, line=line.line, field="id", found=event.id))
    known = refusal_code(told.refusal.code)
    if known is None:
        raise told
    code, at_fault = known
    found = {"corrects": event.corrects, "nss": event.person.nss}.get(at_fault, event.person.nin)
    named = str(told.refusal.params.get("number", "")) or found
    return "waiting", (*line.anomalies, anomaly(code, line=line.line, field=told.refusal.field or at_fault, found=named))


def _known(event: CivilEvent) -> bool:
    """Whether the event was taken before; raises `Refused` where it was told otherwise then."""
    known = event_taken(event.id)
    if known is not None and known[1] != event.content_hash:
        raise refused(DIFFERS, "id")
    return known is not None


class _Taking:
    """One event on its way into the register."""

    def __init__(self, event: CivilEvent, *, by: int, at: datetime) -> None:
        self.event, self.by, self.at = event, by, at
        named = (event.person, event.spouse, event.mother, event.father)
        self.ids = find(number for numbers in named for number in numbers if number)

    def act(self) -> None:
        """Do what the event says."""
        event = self.event
        if event.kind in (CivilKind.CORRECTION, CivilKind.ANNULMENT):
            self._correct()
        elif event.kind is CivilKind.IDENTITY:
            self._identity()
        else:
            spouse = self._spouse() if event.spouse else None
            person = self._child() if event.kind is CivilKind.BIRTH else self._person(event.person, "nin")
            mother, father = (
                self._person(numbers, name) if numbers else None
                for numbers, name in ((event.mother, "mother_nin"), (event.father, "father_nin"))
            )
            record_civil_event(
                EventDraft(
                    person,
                    EventKind(event.kind.value),
                    event.day,
                    spouse,
                    mother,
                    father,
                    event.place,
                    event.note,
                    EventSource.CIVIL_REGISTER,
                    event.id,
                    event.content_hash,
                ),
                by=self.by,
                at=self.at,
            )

    def _correct(self) -> None:
        former = event_taken(self.event.corrects)
        if former is None or not former[2]:
            raise refused("event_not_live", None, number=self.event.corrects)
        same = {
            "note": self.event.note,
            "source": EventSource.CIVIL_REGISTER,
            "source_ref": self.event.id,
            "content_hash": self.event.content_hash,
        }
        if self.event.kind is CivilKind.ANNULMENT:
            annul_civil_event(former[0], by=self.by, at=self.at, **same)  # type: ignore[arg-type]
        else:
            correct_civil_event(former[0], on_day=self.event.day, place=self.event.place or None, by=self.by, at=self.at, **same)  # type: ignore[arg-type]

    def _identity(self) -> None:
        """Names and birth as the register now has them; a number is given to who had none."""
        event, names = self.event, self.event.names
        person = self._person(event.person, "nin")
        given = {name: value for name, value in names._asdict().items() if value}
        if names.birth_date is not None:
            given["birth_presumed"] = names.birth_presumed
        given.update((name, number) for name, number in event.person._asdict().items() if number and number not in self.ids)
        correct_identity(
            person, Correction(**given), on_day=event.day, note=event.note, source=EventSource.CIVIL_REGISTER, source_ref=event.id,
            content_hash=event.content_hash, by=self.by, at=self.at,
        )  # fmt: skip

    def _person(self, numbers: Numbers, name: str) -> int:
        """The file of a person, by either number."""
        found = self.ids.get(numbers.nss) or self.ids.get(numbers.nin)
        if found is None:
            raise refused("person_unknown", name, number=numbers.nin or numbers.nss)
        return found

    def _child(self) -> int:
        """The child's file, new unless the register knows the child already."""
        return self.ids.get(self.event.person.nin) or self._register(self.event.person, self.event.names)

    def _spouse(self) -> int:
        """The spouse's file; a spouse the funds do not know is registered with the names of the act."""
        event, names = self.event, self.event.spouse_names
        found = self.ids.get(event.spouse.nss) or self.ids.get(event.spouse.nin)
        if found is None and event.kind is CivilKind.MARRIAGE and names.surname_fr and names.given_name_fr:
            return self._register(event.spouse, names)
        return self._person(event.spouse, "spouse_nin") if found is None else found

    def _register(self, numbers: Numbers, names: Names) -> int:
        draft = PersonDraft(
            nss=numbers.nss, nin=numbers.nin, surname_fr=names.surname_fr, given_name_fr=names.given_name_fr, surname_ar=names.surname_ar,
            given_name_ar=names.given_name_ar, birth_date=names.birth_date, birth_presumed=names.birth_presumed,
            birth_place=names.birth_place, sex=names.sex,
        )  # fmt: skip
        return register_person(draft, by=self.by, at=self.at).id
