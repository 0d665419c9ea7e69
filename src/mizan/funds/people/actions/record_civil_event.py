"""Record, correct and annul civil events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import columns, next_ids, one, run
from mizan.funds.people.errors import translated
from mizan.funds.people.types import EventDraft, EventKind, EventSource
from mizan.kernel.refusals import refused

_EVENT = """
INSERT INTO people_event (id, person_id, kind, on_day, spouse_id, mother_id, father_id, place, note, source, source_ref, content_hash,
                          supersedes_id, annuls, by_id, known_from)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
CHUNK = 5_000
_EVENTS = """
INSERT INTO people_event (person_id, kind, on_day, spouse_id, mother_id, father_id, place, note, source, source_ref, content_hash, annuls,
                          by_id, known_from)
SELECT e.*, false, %s, %s
  FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[],
              %s::text[], %s::text[]) e
"""
_FORMER = """
SELECT person_id, kind, on_day, spouse_id, mother_id, father_id, place FROM people_event
 WHERE id = %s AND known_until IS NULL AND NOT annuls
"""


def record_civil_event(draft: EventDraft, *, by: int, at: datetime) -> int:
    """Record an event; the card, the households and the news follow by themselves. Returns its id.

    Corrections of identity have their own act, `correct_identity`. Refused: ``event_before_birth``, ``event_after_death``,
    ``dead_already``, ``birth_known``, ``birth_differs``, ``not_married``, ``spouses_most``, ``same_person``, ``age_impossible``,
    ``mother_impossible``,
    ``known_later`` (more was known of the person after `at`), ``file_not_open``.
    """
    if draft.kind is EventKind.IDENTITY_CORRECTED:
        raise ValueError("an identity is corrected with correct_identity")
    return write_event(draft, by=by, at=at)


def record_civil_events(drafts: Sequence[EventDraft], *, by: int, at: datetime) -> int:
    """Record many events at once, in their order, all or none; batch role: what a register holds when it opens. Returns how many.

    Refused: as `record_civil_event`.
    """
    with transaction.atomic():
        for start in range(0, len(drafts), CHUNK):
            told = [
                (
                    d.person_id, d.kind.value, d.on_day, d.spouse_id, d.mother_id, d.father_id, d.place, d.note, d.source.value,
                    d.source_ref, d.content_hash,
                )
                for d in drafts[start : start + CHUNK]
            ]  # fmt: skip
            with translated():
                run(_EVENTS, [by, at, *columns(told)])
        record_act(verb="record_civil_events", subject=("person", "set"), by=by, at=at, detail={"count": len(drafts)})
    return len(drafts)


def correct_civil_event(
    event_id: int,
    *,
    on_day: date | None = None,
    place: str | None = None,
    note: str = "",
    source: EventSource = EventSource.OFFICER,
    source_ref: str = "",
    content_hash: str = "",
    by: int,
    at: datetime,
) -> int:
    """Let a later known event stand for one: the former stays readable as what was known until then. Returns the new event's id.

    A birth whose day changes goes with `correct_identity` first. Refused: ``event_not_live``, and as `record_civil_event`.
    """
    former = _former(event_id)
    draft = replace(
        former,
        on_day=on_day or former.on_day,
        place=former.place if place is None else place,
        note=note,
        source=source,
        source_ref=source_ref,
        content_hash=content_hash,
    )
    return write_event(draft, supersedes=event_id, by=by, at=at)


def annul_civil_event(
    event_id: int,
    *,
    note: str,
    source: EventSource = EventSource.OFFICER,
    source_ref: str = "",
    content_hash: str = "",
    by: int,
    at: datetime,
) -> int:
    """Hold an event untrue from now on, with its ground; what it had done is undone on the right days. Refused: ``event_not_live``."""
    former = _former(event_id)
    draft = replace(former, note=note, source=source, source_ref=source_ref, content_hash=content_hash)
    return write_event(draft, supersedes=event_id, annuls=True, by=by, at=at)


def _former(event_id: int) -> EventDraft:
    row = one(_FORMER, [event_id])
    if row is None:
        raise refused("event_not_live", "event", event=event_id)
    return EventDraft(row[0], EventKind(row[1]), *row[2:])


def write_event(draft: EventDraft, *, supersedes: int | None = None, annuls: bool = False, by: int, at: datetime) -> int:
    """The event itself and its line in the log of acts, in one transaction."""
    with transaction.atomic():
        (event_id,) = next_ids("people_event", 1)
        with translated():
            run(
                _EVENT,
                [
                    event_id, draft.person_id, draft.kind.value, draft.on_day, draft.spouse_id, draft.mother_id, draft.father_id,
                    draft.place, draft.note, draft.source.value, draft.source_ref, draft.content_hash, supersedes, annuls, by, at,
                ],
            )  # fmt: skip
        verb = "annul_civil_event" if annuls else "correct_civil_event" if supersedes else "record_civil_event"
        detail = {"event": event_id, "kind": draft.kind.value, "source": draft.source.value}
        record_act(verb=verb, subject=("person", draft.person_id), by=by, at=at, detail=detail)
    return event_id
