"""Assess provisionally, on the base of the year before, the self-employed who have not declared theirs in time (decree 15-289)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.failures import Tell, spared
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.book_dues import Origin, book_dues
from mizan.funds.contributions.actions.reverse_dues import reverse_dues
from mizan.funds.contributions.actions.use_credit import use_credit
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.drafts import DueDraft
from mizan.funds.contributions.filed import next_sequences
from mizan.funds.contributions.locks import lock_employer
from mizan.funds.contributions.postings import SELF_EMPLOYED, assessment
from mizan.funds.contributions.year_state import Standing, standings, year_state
from mizan.funds.contributions.yearly import CODE, PROVISIONAL, due_of
from mizan.funds.ledger.types import Journal
from mizan.funds.self_employed.queries import affiliation_of, affiliations
from mizan.funds.self_employed.types import AffiliationKnown
from mizan.kernel.periods import year as year_of
from mizan.law.algeria.self_employed import declaration_deadline, payment_deadline

PAGE = 500


@dataclass(frozen=True, slots=True)
class SilentAssessed:
    """What a round made: the dues, and the affiliations that could not be assessed, no base of the year before being known."""

    due_ids: tuple[int, ...]
    without_base: tuple[int, ...]


def assess_silent(year: int, *, day: date, by: int, at: datetime, tell: Tell | None = None) -> SilentAssessed:
    """Assess a year for everybody active who has not declared it by `day`; nobody before the last day to declare has passed.

    Each person is a transaction of their own. A standing assessment is left as it is, unless the base of the year before has become
    known better since. `tell` hears of what failed; without it a failure stops the round.
    """
    made: list[int] = []
    without: list[int] = []
    if day <= declaration_deadline(year):
        return SilentAssessed((), ())
    after = 0
    while page := affiliations(after=after, limit=PAGE):
        after = page[-1].id
        found = standings([one.id for one in page], year)
        for one in page:
            standing = found[one.id]
            if standing.declared or not one.is_active(year):
                continue
            draft = _draft(one, standing, year)
            if draft is None:
                without.append(one.id)
            elif standing.provisional != draft.base:
                with spared(tell, "assess_silent", f"{one.id}/{year}"):
                    made += assess_person(one, year, by=by, at=at)
    return SilentAssessed(tuple(made), tuple(without))


def _draft(affiliation: AffiliationKnown, standing: Standing, year: int) -> DueDraft | None:
    """The due on the base retained for the year before, by these books or before they opened; None where none is known."""
    base = standing.previous
    if base is None and affiliation.opening_year == year - 1:
        base = affiliation.opening_base
    return None if base is None else due_of(base, PROVISIONAL, year)


def assess_person(affiliation: AffiliationKnown, year: int, *, by: int, at: datetime) -> list[int]:
    """Assess one person's year; returns the due made (none when they declared meanwhile, or nothing has changed)."""
    payer = affiliation.id
    with transaction.atomic():
        point("assess_silent.begun")
        lock_employer(payer)
        known = affiliation_of(payer)
        if known is None or not known.is_active(year):
            # The activity ended since it was listed.
            return []
        state, standing = year_state(payer, year), standings([payer], year)[payer]
        draft = _draft(affiliation, standing, year)
        if state.priors or draft is None or standing.provisional == draft.base:
            return []
        sequences = next_sequences(payer, str(year)) if state.dues else {}
        number = sequences.get((CODE, PROVISIONAL), 1)
        key = f"assess_silent:{payer}:{year}:{number}"
        reverse_dues(state.dues, reason="base_known", key=key, filing_id=None, by=by, at=at)
        point("assess_silent.former_reversed")
        act = ActOf(Journal.PROVISIONAL, "assess_silent", key, payer, law_version=draft.law_version, memo={"period": str(year)})
        entry = book(act, assessment(draft.borne()), by=by, at=at)
        point("assess_silent.entry_posted")
        origin = Origin(payer, year_of(year), entry, due_on=payment_deadline(year, affiliation.activity))
        made = book_dues([draft], origin, sequences=sequences, at=at)
        point("assess_silent.due_booked")
        if state.dues or state.credit:
            use_credit(payer, key=key, by=by, at=at, debtor=SELF_EMPLOYED)
        record_act(verb="assess_silent", subject=("self_employed", payer), by=by, at=at, detail={"year": year, "base": draft.base})
        point("assess_silent.audited")
        return made
