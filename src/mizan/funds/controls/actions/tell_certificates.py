"""Keep lines of the feed of certificates: each reference once for ever; what was told untrue counts no longer, and stays written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from mizan.funds.access.sql import columns, rows
from mizan.funds.controls.errors import translated


class ToldDraft(NamedTuple):
    """A line to keep. With `annuls` the rest is None or empty."""

    ref: str
    annuls: str
    prescriber: str
    person_id: int | None
    signed_on: date | None
    starts_on: date | None
    days: int | None
    content_hash: str


class ToldKnown(NamedTuple):
    """What a reference says: its hash, what it annuls, and whether a later line annuls it."""

    content_hash: str
    annuls: str
    annulled: bool


def told_before(refs: Sequence[str]) -> dict[str, ToldKnown]:
    """What is known of references, by reference."""
    found = rows(
        "SELECT t.ref, t.content_hash, t.annuls, EXISTS (SELECT 1 FROM controls_certificate_told n WHERE n.annuls = t.ref)"
        " FROM controls_certificate_told t WHERE t.ref = ANY (%s)",
        [list(refs)],
    )
    return {row[0]: ToldKnown(*row[1:]) for row in found}


def tell_certificates(drafts: Sequence[ToldDraft], *, by: int, at: datetime) -> tuple[str, ...]:
    """Keep lines, in their order; returns the references that are new. Refused: ``certificate_unreadable``, all of them together."""
    if not drafts:
        return ()
    with translated(), transaction.atomic():
        made = rows(
            """
INSERT INTO controls_certificate_told (ref, annuls, prescriber, person_id, signed_on, starts_on, days, content_hash, by_id, at)
SELECT c.*, %s, %s
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::bigint[], %s::date[], %s::date[], %s::smallint[], %s::text[])
    AS c(ref, annuls, prescriber, person_id, signed_on, starts_on, days, content_hash) ON CONFLICT (ref) DO NOTHING RETURNING ref
""",
            [by, at, *columns(drafts)],
        )
    return tuple(row[0] for row in made)
