"""Tell careers the bases retained for the years of the self-employed: each once, what replaces an earlier one in its place."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.funds.careers.actions.keep_earnings import From, end_spell
from mizan.funds.careers.actions.record_yearly_income import record_yearly_income, yearly_turn
from mizan.funds.careers.types import ActivitySpan, YearlyIncomeDraft
from mizan.funds.contributions.queries.yearly_bases import YearlyBase, bases_untold, ends_untold, yearly_base
from mizan.funds.self_employed.queries import affiliations_of
from mizan.funds.self_employed.types import AffiliationKnown
from mizan.kernel.periods import Period

DAYS_A_MONTH = 30
PAGE = 5000
ENDED = "ended"


def feed_careers(*, by: int, at: datetime) -> int:
    """Tell careers every base that counts and that they do not hold; returns how many. Batch role.

    Bases are told by thousands, each thousands a transaction; the round may be begun again at any moment, and two of them at once tell
    nothing twice.
    """
    told = 0
    while True:
        with transaction.atomic():
            point("feed_careers.begun")
            # What is read after waiting for the turn holds until this transaction ends.
            yearly_turn()
            page = bases_untold(limit=PAGE)
            point("feed_careers.read")
            known = affiliations_of(one.affiliation_id for one in page)
            told += record_yearly_income([_draft(one, known[one.affiliation_id]) for one in page], by=by, at=at)
            point("feed_careers.recorded")
        if len(page) < PAGE:
            _tell_ends(by=by, at=at)
            return told


def _tell_ends(*, by: int, at: datetime) -> None:
    """End the spell of each activity that ended, and count the days of the year it cuts up to the end."""
    while True:
        with transaction.atomic():
            yearly_turn()
            page = ends_untold(limit=PAGE)
            for one in page:
                end_spell(one.spell_id, ends_on=one.ended_on, origin=From("affiliation", f"end/{one.affiliation_id}"), by=by, at=at)
            known = affiliations_of(one.affiliation_id for one in page)
            cut = [yearly_base(int(one.ref.split("/")[1])) for one in page if one.ref is not None and not one.ref.endswith(ENDED)]
            drafts = [_draft(one, known[one.affiliation_id]) for one in cut]
            record_yearly_income([one._replace(source=f"{one.source}/{ENDED}") for one in drafts], by=by, at=at)
            point("feed_careers.ends_told")
        if len(page) < PAGE:
            return


def _draft(one: YearlyBase, affiliation: AffiliationKnown) -> YearlyIncomeDraft:
    active = ActivitySpan(affiliation.started_on, affiliation.ended_on)
    days = active_days(*active, one.year)
    return YearlyIncomeDraft(affiliation.person_id, one.year, days, one.base, f"due/{one.due_id}", one.document_hash, active)


def active_days(started_on: date, ended_on: date | None, year: Period) -> int:
    """Thirty days for each month of the year in which some day falls in the activity."""
    first = max(started_on, year.start)
    last = year.end if ended_on is None else min(ended_on, year.end)
    if first >= last:
        return 0
    months = (last.year - first.year) * 12 + last.month - first.month + (1 if last.day > 1 else 0)
    return months * DAYS_A_MONTH
