"""Say which fund and agency hold persons' files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import columns, run
from mizan.funds.people.errors import translated

_AFFILIATION = """
INSERT INTO people_affiliation (person_id, fund, agency_code, starts_on, by_id, known_from)
SELECT a.*, %s, %s, %s FROM unnest(%s::bigint[], %s::text[], %s::text[]) a
"""


def affiliate(persons: Sequence[tuple[int, str, str]], *, starts_on: date, by: int, at: datetime) -> None:
    """Let a fund's agency hold files (person, fund, agency code) from a day on; another agency of the fund that held one no longer does.

    Refused: ``file_not_open``.
    """
    if not persons:
        return
    with transaction.atomic():
        with translated():
            run(_AFFILIATION, [starts_on, by, at, *columns(persons)])
        record_act(verb="affiliate", subject=("person", "set"), by=by, at=at, detail={"count": len(persons)})
