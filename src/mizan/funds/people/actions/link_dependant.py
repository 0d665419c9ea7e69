"""Link a dependant to a person's household, and end the link."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import one_row
from mizan.funds.people.errors import translated
from mizan.funds.people.types import Relation


def link_dependant(
    *, person_id: int, member_id: int, relation: Relation, starts_on: date, rank: int | None = None, ground: str = "", by: int, at: datetime
) -> int:
    """Make someone a dependant of a person from a day on, under a rank (the lowest free one by default); returns the tie's id.

    Spouses come with their marriage. Refused: ``spouse_by_marriage``, ``dependant_known``, ``ranks_taken``, ``age_impossible``,
    ``event_before_birth``, ``event_after_death``, ``same_person``, ``file_not_open``.
    """
    with transaction.atomic():
        with translated():
            (tie_id,) = one_row(
                "SELECT people_link(%s, %s, %s, %s, %s, %s, %s, %s)",
                [person_id, member_id, relation.value, rank, starts_on, ground, by, at],
            )
        record_act(verb="link_dependant", subject=("person", person_id), by=by, at=at, detail={"tie": tie_id, "relation": relation.value})
    return int(tie_id)


def end_dependant(tie_id: int, *, ends_on: date, ground: str, by: int, at: datetime) -> int | None:
    """End a dependant's place in a household: `ends_on` is the first day it no longer holds. Returns the tie as it now stands.

    Refused: ``dependant_not_live`` (no such link, a spouse's, or an end before its beginning), ``file_not_open``.
    """
    with transaction.atomic():
        with translated():
            (made,) = one_row("SELECT people_end_tie(%s, %s, %s, %s, %s)", [tie_id, ends_on, ground, by, at])
        record_act(verb="end_dependant", subject=("tie", tie_id), by=by, at=at, detail={"ends_on": ends_on.isoformat(), "tie": made})
    return None if made is None else int(made)
