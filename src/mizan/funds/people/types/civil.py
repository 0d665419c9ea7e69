"""Civil events and households as others see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What the civil register may tell of a person."""

    BIRTH = "birth"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    WIDOWHOOD = "widowhood"
    DEATH = "death"
    IDENTITY_CORRECTED = "identity_corrected"


class EventSource(StrEnum):
    """Who told it."""

    CIVIL_REGISTER = "civil_register"
    OFFICER = "officer"
    HISTORY = "history"


class Relation(StrEnum):
    """What a member of the household is to its head; the ranks are those of the affiliation form."""

    CHILD = "child"
    SPOUSE = "spouse"
    ASCENDANT = "ascendant"


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event to record. `spouse_id` goes with a marriage, a divorce and a widowhood; the parents with a birth."""

    person_id: int
    kind: EventKind
    on_day: date
    spouse_id: int | None = None
    mother_id: int | None = None
    father_id: int | None = None
    place: str = ""
    note: str = ""
    source: EventSource = EventSource.OFFICER
    source_ref: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True)
class EventKnown:
    """An event as it was held true from `known_from` until `known_until` (None: still)."""

    id: int
    person_id: int
    kind: EventKind
    on_day: date
    spouse_id: int | None
    mother_id: int | None
    father_id: int | None
    place: str
    note: str
    source: EventSource
    source_ref: str
    supersedes_id: int | None
    known_from: datetime
    known_until: datetime | None


@dataclass(frozen=True, slots=True)
class MemberKnown:
    """A member of a household, from `starts_on` until `ends_on` (excluded; None: no end known)."""

    tie_id: int
    member_id: int
    relation: Relation
    rank: int
    starts_on: date
    ends_on: date | None
    birth_date: date | None
    sex: str


@dataclass(frozen=True, slots=True)
class Household:
    """Who belongs to a person's household on a day, by rank, as it was known at a moment."""

    person_id: int
    on: date
    known_at: datetime
    members: tuple[MemberKnown, ...]

    def of(self, relation: Relation) -> tuple[MemberKnown, ...]:
        """The members of one relation, by rank."""
        return tuple(member for member in self.members if member.relation is relation)


@dataclass(frozen=True, slots=True)
class ChangeNews:
    """News that something changed on a person: from the day `since` on, whatever was decided may have to be looked at again.

    `kind` is an event's kind, or dependant_linked, dependant_ended, household_full (a child beyond the fifteen ranks), merged, unmerged,
    career (a month of the career). `ref` is the id of what changed.
    """

    id: int
    person_id: int
    kind: str
    since: date
    ref: int
    known_from: datetime
