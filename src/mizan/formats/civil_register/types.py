"""What a line of the feed says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, Outcome


class CivilKind(StrEnum):
    """What a line tells: an event, the correction of one told before, or its annulment."""

    BIRTH = "birth"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    WIDOWHOOD = "widowhood"
    DEATH = "death"
    IDENTITY = "identity"
    CORRECTION = "correction"
    ANNULMENT = "annulment"


class Numbers(NamedTuple):
    """How a line names a person: national number, social-security number, or both ("" where not given)."""

    nin: str = ""
    nss: str = ""

    def __bool__(self) -> bool:
        return bool(self.nin or self.nss)


class Names(NamedTuple):
    """A person's names and what the act says of their birth; "" and None where not given."""

    surname_fr: str = ""
    given_name_fr: str = ""
    surname_ar: str = ""
    given_name_ar: str = ""
    sex: str = ""
    birth_date: date | None = None
    birth_presumed: str = ""
    birth_place: str = ""


@dataclass(frozen=True, slots=True)
class CivilEvent:
    """An event told by the civil register. `id` is the register's own; `corrects` names an event told before."""

    id: str
    kind: CivilKind
    day: date
    person: Numbers
    names: Names
    spouse: Numbers
    spouse_names: Names
    mother: Numbers
    father: Numbers
    place: str
    note: str
    corrects: str
    content_hash: str
    """SHA-256 over everything the line says: the same id with another content is another telling."""


@dataclass(frozen=True, slots=True)
class CivilLine:
    """One line: its place in the file, its own text, the event if it can be read, and what was found in it."""

    line: int
    text: str
    event: CivilEvent | None
    anomalies: tuple[Anomaly, ...]


@dataclass(frozen=True, slots=True)
class CivilCheck:
    """A file read: its lines in order, and what concerns the whole file (nothing can be taken then)."""

    lines: tuple[CivilLine, ...]
    anomalies: tuple[Anomaly, ...]

    @property
    def outcome(self) -> Outcome:
        """As far as reading goes: refused, partly taken, accepted with corrections or accepted."""
        readable = sum(line.event is not None for line in self.lines)
        if not readable:
            return Outcome.REFUSED
        if readable < len(self.lines):
            return Outcome.PARTLY_TAKEN
        return Outcome.ACCEPTED_WITH_CORRECTIONS if any(line.anomalies for line in self.lines) else Outcome.ACCEPTED
