"""Keep what was earned, and when who worked where: whole columns at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import columns, one_row
from mizan.funds.careers.errors import translated
from mizan.funds.careers.types.drafts import EarningDraft, SpellDraft

_EARNINGS = """
SELECT careers_keep_earnings(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::date[], %s::date[], %s::smallint[], %s::bigint[],
                             %s, %s, %s, %s, %s)
"""
_SPELLS = """
SELECT careers_keep_spells(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::date[], %s::date[], %s, %s, %s, %s, %s)
"""


class From(NamedTuple):
    """Where rows come from: the source ("casnos", "history"; for spells "affiliation", "movement" too), its reference, its document."""

    source: str
    ref: str
    document_hash: str = ""


def keep_earnings(drafts: Sequence[EarningDraft], origin: From, *, by: int, at: datetime) -> int:
    """Keep earnings; returns how many.

    A draft with the key of a live row (person, scheme, employer, source, period) supersedes it from `at` on.
    Part of an act that is logged elsewhere. Batch role, or an officer who has granted the history they come from. Refused:
    ``earning_overlaps`` (a year and one of its months from the same source), ``history_kept``, ``file_not_open``.
    """
    if not drafts:
        return 0
    rows = [(d.person_id, d.scheme.value, d.employer_id, d.employer_name, d.period.start, d.period.end, d.days, d.amount) for d in drafts]
    with translated(), transaction.atomic():
        return int(one_row(_EARNINGS, [*columns(rows), *origin, by, at])[0])


def open_spells(drafts: Sequence[SpellDraft], origin: From, *, by: int, at: datetime) -> int:
    """Open spells; returns how many. Refused: ``spell_overlaps`` (within one scheme and employer), ``file_not_open``."""
    if not drafts:
        return 0
    rows = [(d.person_id, d.scheme.value, d.employer_id, d.employer_name, d.starts_on, d.ends_on) for d in drafts]
    with translated(), transaction.atomic():
        return int(one_row(_SPELLS, [*columns(rows), *origin, by, at])[0])


def end_spell(spell_id: int, *, ends_on: date, origin: From, by: int, at: datetime) -> int:
    """End a spell: `ends_on` is the first day after it. The former row stays readable; returns the new one's id. Batch role.

    Refused: ``spell_not_live``, ``file_not_open``.
    """
    with transaction.atomic():
        with translated():
            (made,) = one_row("SELECT careers_end_spell(%s, %s, %s, %s, %s, %s)", [spell_id, ends_on, origin.source, origin.ref, by, at])
        record_act(verb="end_spell", subject=("spell", spell_id), by=by, at=at, detail={"ends_on": ends_on.isoformat(), "spell": made})
    return int(made)
