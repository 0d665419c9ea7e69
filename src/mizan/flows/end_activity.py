"""A self-employed activity ends: nothing is assessed or declared after it, what was for years after it is undone, careers are told."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.funds.contributions import queries
from mizan.funds.contributions.actions.reverse_dues import reverse_dues
from mizan.funds.contributions.locks import lock_employer
from mizan.funds.contributions.year_state import year_state
from mizan.funds.contributions.yearly import PROVISIONAL
from mizan.funds.self_employed.actions import end_affiliation
from mizan.funds.self_employed.queries import affiliation_of
from mizan.funds.self_employed.types import CessationDraft
from mizan.kernel.refusals import refused

REASON = "activity_ended"


def end_activity(draft: CessationDraft, *, by: int, at: datetime) -> tuple[str, ...]:
    """End an activity from the first day on which it is no more; returns the years whose provisional dues were undone.

    The year of the end is owed as it was; what was laid on an undone due stays the person's credit. The night ends the career's spell.
    Refused: ``affiliation_unknown``, ``years_declared`` (a year wholly after the end was declared by the person: the day or that
    declaration is wrong), and as `end_affiliation`.
    """
    with transaction.atomic():
        point("end_activity.begun")
        lock_employer(draft.affiliation_id)
        if affiliation_of(draft.affiliation_id) is None:
            raise refused("affiliation_unknown", "affiliation")
        first = draft.ended_on.year if draft.ended_on == date(draft.ended_on.year, 1, 1) else draft.ended_on.year + 1
        live = [due for due in queries.dues_of(draft.affiliation_id, live_only=True) if int(due.period_key) >= first]
        declared = sorted({due.period_key for due in live if due.kind != PROVISIONAL})
        if declared:
            raise refused("years_declared", "ended_on", years=", ".join(declared))
        end_affiliation(draft, by=by, at=at)
        point("end_activity.ended")
        years = sorted({due.period_key for due in live})
        for year in years:
            state = year_state(draft.affiliation_id, int(year))
            key = f"end_activity:{draft.affiliation_id}:{year}"
            reverse_dues(state.dues, reason=REASON, key=key, filing_id=None, by=by, at=at)
        point("end_activity.reversed")
    return tuple(years)
