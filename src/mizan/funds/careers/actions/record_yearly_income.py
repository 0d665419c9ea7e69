"""Record the bases retained for years of the self-employed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import columns, one_row, run
from mizan.funds.careers.errors import translated
from mizan.funds.careers.types.yearly import YearlyIncomeDraft

_RECORD = """
SELECT careers_record_yearly(%s::bigint[], %s::date[], %s::smallint[], %s::bigint[], %s::text[], %s::text[], %s::date[], %s::date[], %s, %s)
"""


def yearly_turn() -> None:
    """Wait for the round that is recording yearly incomes, and hold the place until the transaction ends. Batch role."""
    run("SELECT careers_yearly_turn()")


def record_yearly_income(drafts: Sequence[YearlyIncomeDraft], *, by: int, at: datetime) -> int:
    """Record years in CASNOS's scheme in one transaction; returns how many. Batch role.

    The same person and year again takes the place of what was known, from `at` on. The person's activity opens as a spell, so that a year
    begun or left in its course lies on the months it was worked in. Refused: ``yearly_income_told`` (the source was told before).
    """
    if not drafts:
        return 0
    rows = [(d.person_id, d.year.start, d.days, d.base, d.source, d.document_hash, d.active.starts_on, d.active.ends_on) for d in drafts]
    with transaction.atomic():
        with translated():
            kept = int(one_row(_RECORD, [*columns(rows), by, at])[0])
        record_act(verb="record_yearly_income", subject=("career", "set"), by=by, at=at, detail={"count": kept})
    return kept
