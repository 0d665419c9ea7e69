"""Correct who a person is known to be."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.sql import one, one_row
from mizan.funds.people.actions.record_civil_event import write_event
from mizan.funds.people.errors import translated
from mizan.funds.people.types import EventDraft, EventKind, EventSource
from mizan.kernel.identifiers import check_nin, check_nss
from mizan.kernel.refusals import refused


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction of identity changes: what is None stays as it was. A number is given to who has none, never exchanged (NSS)."""

    nss: str | None = None
    nin: str | None = None
    surname_ar: str | None = None
    given_name_ar: str | None = None
    surname_fr: str | None = None
    given_name_fr: str | None = None
    birth_date: date | None = None
    birth_presumed: str | None = None
    birth_place: str | None = None
    sex: str | None = None


def correct_identity(
    person_id: int,
    correction: Correction,
    *,
    on_day: date,
    note: str = "",
    source: EventSource = EventSource.OFFICER,
    source_ref: str = "",
    content_hash: str = "",
    by: int,
    at: datetime,
) -> int:
    """Record the correction (a judgment, a marginal note of `on_day`) and the identity it gives; returns the event's id.

    A birth already recorded follows the corrected day. Refused: ``person_unknown`` (or out of sight), ``nss_invalid``, ``nin_invalid``,
    ``nss_kept``, ``nin_taken``, ``event_before_birth`` (something is known before the new birth date), ``known_later``.
    """
    for name, number, check in (("nss", correction.nss, check_nss), ("nin", correction.nin, check_nin)):
        if number and any(found.severity == "error" for found in check(number)):
            raise refused(f"{name}_invalid", name, number=number)
    with transaction.atomic():
        event_id = write_event(
            EventDraft(
                person_id,
                EventKind.IDENTITY_CORRECTED,
                on_day,
                note=note,
                source=source,
                source_ref=source_ref,
                content_hash=content_hash,
            ),
            by=by,
            at=at,
        )
        fix = {name: _plain(value) for name, value in asdict(correction).items() if value is not None}
        with translated():
            (known,) = one_row("SELECT people_correct(%s, %s::jsonb, %s, %s, %s)", [person_id, json.dumps(fix), event_id, by, at])
        if not known:
            raise refused("person_unknown", "person")
        if correction.birth_date is not None:
            _follow_birth(person_id, correction.birth_date, source, by=by, at=at)
    return event_id


def _plain(value: date | str) -> str:
    return value.isoformat() if isinstance(value, date) else value


def _follow_birth(person_id: int, born_on: date, source: EventSource, *, by: int, at: datetime) -> None:
    """The birth recorded for the person stands on its corrected day."""
    row = one("SELECT * FROM people_birth_to_move(%s, %s)", [person_id, born_on])
    if row is not None:
        event_id, place, mother_id, father_id = row
        draft = EventDraft(person_id, EventKind.BIRTH, born_on, None, mother_id, father_id, place, "", source)
        write_event(draft, supersedes=event_id, by=by, at=at)
