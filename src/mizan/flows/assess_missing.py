"""Assess provisionally what was not declared in time (law 83-14, article 15), with an increase of 5 % that stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.failures import Tell, spared
from mizan.flows.reconcile import reconcile_quarter
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.book_dues import Origin, book_dues
from mizan.funds.contributions.actions.reverse_dues import reverse_dues
from mizan.funds.contributions.actions.use_credit import use_credit
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.drafts import MAIN_CODES, DueDraft, dues_of_base, increase_on, law_day
from mizan.funds.contributions.filed import dac_state, is_increased, live_dues, next_sequences
from mizan.funds.contributions.locks import lock_employer
from mizan.funds.contributions.missing import (
    Standing,
    base_to_assess,
    filed_spans,
    is_covered,
    missing_periods,
    month_count,
    owed_months,
    periods_assessable,
    standing_provisionals,
    yearly_declared,
)
from mizan.funds.contributions.postings import assessment
from mizan.funds.contributions.reconciliation import year_state
from mizan.funds.ledger.types import Journal
from mizan.funds.people.queries import employers, employers_of
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.periods import Period, months_of, quarter_of
from mizan.kernel.rounding import split_residue_first
from mizan.law.algeria.contributions import periodicity

PAGE = 500


def assess_missing(
    *, day: date, since: date, among: Collection[int] | None = None, by: int, at: datetime, tell: Tell | None = None
) -> tuple[int, ...]:
    """Assess every period since `since` (the day the books open) whose declaration is missing on `day`; returns the dues made.

    Each employer and period is its own transaction. Days already assessed are left as they are, unless their year's wages have been
    declared since: those bases then take the place of the estimate. `among` names some employers by id, where several work at once, each
    on others; all without it. `tell` hears of what failed; without it a failure stops the round.
    """
    made: list[int] = []
    for page in _pages(among):
        ids = [employer.id for employer in page]
        spans, standing, yearly = filed_spans(ids, since=since), standing_provisionals(ids), yearly_declared(ids)
        for employer in page:
            stands = standing.get(employer.id, [])
            stale = [one.period for one in stands if _is_stale(employer, one, yearly.get((employer.id, one.period.start.year)))]
            missing = _missing_of(employer, spans.get(employer.id, []), [one.period for one in stands], since=since, day=day)
            for period in (*stale, *missing):
                with spared(tell, "assess_missing", f"{employer.number}/{period.key}"):
                    made += assess_period(employer, period, by=by, at=at)
    return tuple(made)


def _pages(among: Collection[int] | None) -> Iterator[Sequence[EmployerKnown]]:
    """The employers by id, some hundreds at a time."""
    if among is not None:
        ordered = sorted(among)
        for first in range(0, len(ordered), PAGE):
            known = employers_of(ordered[first : first + PAGE])
            yield [known[employer_id] for employer_id in sorted(known)]
        return
    after = 0
    while page := employers(after=after, limit=PAGE):
        after = page[-1].id
        yield page


def _is_stale(employer: EmployerKnown, standing: Standing, filing_id: int | None) -> bool:
    """Whether an assessment must be looked at again: wages declared since, or months in which the employer was not affiliated."""
    owed = owed_months(standing.period, opened_on=employer.opened_on, closed_on=employer.closed_on)
    return (filing_id is not None and standing.filing_id != filing_id) or len(owed) < month_count(standing.period)


def _missing_of(employer: EmployerKnown, spans: Sequence[Period], standing: Sequence[Period], *, since: date, day: date) -> list[Period]:
    """The periods this employer should have declared, has not, and is not assessed for yet."""
    found: list[Period] = []
    # Who has declared goes on as it declared: a headcount that crosses ten inside a quarter makes nobody late.
    habit = "month" if spans and month_count(spans[-1]) == 1 else "quarter"
    first = max(since, quarter_of(employer.opened_on).start)
    for period in periods_assessable(habit if spans else periodicity(employer.workers_declared, day), since=first, day=day):
        owed = owed_months(period, opened_on=employer.opened_on, closed_on=employer.closed_on)
        found += missing_periods(period, [*spans, *standing], owed)
    return found


def assess_period(employer: EmployerKnown, period: Period, *, by: int, at: datetime) -> list[int]:
    """Assess one missing period, or assess it again on the wages declared since; returns the dues made (none if declared meanwhile)."""
    with transaction.atomic():
        point("assess_missing.begun")
        lock_employer(employer.id)
        state = dac_state(employer.id, period)
        provisional = [due for due in state.dues if due.kind == "provisional"]
        if state.priors or any(due.period_key != period.key for due in provisional):
            return []
        year = year_state(employer.id, period.start.year, opened_on=employer.opened_on, closed_on=employer.closed_on)
        filing_id = year.filing_ids[-1] if year.filing_ids else None
        owed = owed_months(period, opened_on=employer.opened_on, closed_on=employer.closed_on)
        das_bases = [quarter.das_base for quarter in year.quarters] if filing_id is not None else None
        base = _base(employer, period, owed, das_bases) if owed else 0
        if {due.base for due in provisional if due.code == "R22"} == ({base} if base else set()) and (
            not provisional or provisional[0].filing_id == filing_id
        ):
            return []
        number = 1 + max((due.sequence for due in provisional), default=0)
        key = f"provisional:{employer.id}:{period.key}:{number}"
        reverse_dues(provisional, reason="wages_declared", key=key, filing_id=filing_id, by=by, at=at)
        if not owed:
            # Nothing was late, so nothing was acquired.
            increases = live_dues(employer.id, [period.key], ["increase"])
            reverse_dues(increases, reason="not_affiliated", key=f"{key}:increase", filing_id=None, by=by, at=at)
        point("assess_missing.former_reversed")
        made = _book(employer, period, base, filing_id=filing_id, by=by, at=at)
        use_credit(employer.id, key=f"{key}:{made[0] if made else 0}", by=by, at=at)
        if filing_id is not None:
            reconcile_quarter(employer, quarter_of(period.start), by=by, at=at)
        record_act(verb="assess_missing", subject=("employer", employer.id), by=by, at=at, detail={"period": period.key, "base": base})
        point("assess_missing.audited")
        return made


def _base(employer: EmployerKnown, period: Period, owed: Sequence[Period], das_bases: Sequence[int] | None) -> int:
    """The base to assess: the wages of the quarter not declared by period, in equal parts over its missing months; else article 15's."""
    if das_bases is None:
        return base_to_assess(employer.id, period, months=len(owed), workers=employer.workers_declared)
    quarter = quarter_of(period.start)
    months = months_of(quarter)
    keys = [quarter.key, *(month.key for month in months)]
    declared = sum(due.base for due in live_dues(employer.id, keys, ["declared", "complementary"]) if due.code in MAIN_CODES)
    rest = max(0, das_bases[(quarter.start.month + 2) // 3 - 1] - declared)
    if period == quarter:
        return rest
    spans = filed_spans([employer.id], since=quarter.start).get(employer.id, [])
    affiliated = owed_months(quarter, opened_on=employer.opened_on, closed_on=employer.closed_on)
    missing = [month for month in affiliated if not is_covered(month, spans)]
    return int(split_residue_first(rest, [1] * len(missing))[missing.index(period)])


def _book(employer: EmployerKnown, period: Period, base: int, *, filing_id: int | None, by: int, at: datetime) -> list[int]:
    """Post the provisional dues and, once for the same days, the increase: two entries, since one stays when the declaration comes."""
    drafts = dues_of_base(base, "provisional", on=law_day(period), construction=employer.construction) if base else ()
    if not drafts:
        return []
    sequences = next_sequences(employer.id, period.key)
    number = sequences.get(("R22", "provisional"), 1)
    made = _post(employer, period, drafts, f"assess_missing:{employer.id}:{period.key}:{number}", sequences, filing_id, by=by, at=at)
    point("assess_missing.dues_booked")
    increase = increase_on(drafts, on=law_day(period))
    if increase is not None and not is_increased(employer.id, period):
        number = sequences.get((increase.code, increase.kind), 1)
        key = f"increase:{employer.id}:{period.key}:{number}"
        made += _post(employer, period, (increase,), key, sequences, None, by=by, at=at)
        point("assess_missing.increase_booked")
    return made


def _post(
    employer: EmployerKnown,
    period: Period,
    drafts: Sequence[DueDraft],
    key: str,
    sequences: dict[tuple[str, str], int],
    filing_id: int | None,
    *,
    by: int,
    at: datetime,
) -> list[int]:
    document = ("filing", filing_id, "") if filing_id is not None else ("", None, "")
    memo = {"employer": employer.number, "period": period.key}
    act = ActOf(Journal.PROVISIONAL, "assess_missing", key, employer.id, document, drafts[0].law_version, memo)
    entry = book(act, assessment(share for draft in drafts for share in draft.borne()), by=by, at=at)
    return book_dues(drafts, Origin(employer.id, period, entry, filing_id), sequences=sequences, at=at)
