"""Correct who a person is known to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.sql import one, run
from mizan.funds.people.actions.record_civil_event import write_event
from mizan.funds.people.errors import translated
from mizan.funds.people.types import EventDraft, EventKind, EventSource
from mizan.kernel.identifiers import check_nin, check_nss
from mizan.kernel.refusals import refused

_LIVE = """
SELECT nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, birth_presumed, birth_place, sex FROM people_identity
 WHERE person_id = %s AND known_until IS NULL
"""
_IDENTITY = """
INSERT INTO people_identity (person_id, nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, birth_presumed,
                             birth_place, sex, event_id, by_id, known_from)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""

_FIELDS = (
    "nss", "nin", "surname_ar", "given_name_ar", "surname_fr", "given_name_fr", "birth_date", "birth_presumed", "birth_place", "sex",
)  # fmt: skip


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
        former = one(_LIVE, [person_id])
        if former is None:
            raise refused("person_unknown", "person")
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
        given = [getattr(correction, name) for name in _FIELDS]
        merged = [old if new is None else new for old, new in zip(former, given, strict=True)]
        with translated(), transaction.atomic():
            run(_IDENTITY, [person_id, *merged, event_id, by, at])
        if correction.birth_date is not None:
            _follow_birth(person_id, correction.birth_date, by=by, at=at)
    return event_id


def _follow_birth(person_id: int, born_on: date, *, by: int, at: datetime) -> None:
    """The birth recorded for the person stands on its corrected day."""
    row = one(
        """SELECT id, place, mother_id, father_id FROM people_event
            WHERE person_id = %s AND kind = 'birth' AND known_until IS NULL AND NOT annuls AND on_day <> %s""",
        [person_id, born_on],
    )
    if row is not None:
        draft = EventDraft(person_id, EventKind.BIRTH, born_on, None, row[2], row[3], row[1], "", EventSource.OFFICER)
        write_event(draft, supersedes=row[0], by=by, at=at)
