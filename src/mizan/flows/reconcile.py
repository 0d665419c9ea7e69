"""Reconcile the yearly wages with the periods' bases: open cases, hear the employer, post what is confirmed or has lapsed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from mizan.flows.crashpoints import point
from mizan.flows.failures import Tell, spared
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.queries import may
from mizan.funds.access.types import Role, Scope
from mizan.funds.contributions.actions.book_complement import book_complement
from mizan.funds.contributions.actions.open_case import note_step, open_case
from mizan.funds.contributions.actions.replace_complement import replace_complement
from mizan.funds.contributions.actions.use_credit import use_credit
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.drafts import MAIN_CODES
from mizan.funds.contributions.filed import live_dues
from mizan.funds.contributions.locks import lock_employer, lock_employers
from mizan.funds.contributions.queries.cases import case_on, cases_to_lapse
from mizan.funds.contributions.reconciliation import QuarterState, year_state
from mizan.funds.contributions.sets.complements import book_complements, employers_of_cases, plain_cases
from mizan.funds.contributions.types import CaseKept
from mizan.funds.people.queries import employer_of
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, parse_period
from mizan.kernel.refusals import Refused, refused

PORTION = 1_000
OPEN = frozenset({"open", "contested", "upheld"})
UNANSWERED = frozenset({"open", "upheld"})
"""What may lapse: an objection the fund has not answered holds a difference back."""


def reconcile_year(employer: EmployerKnown, year: int, *, by: int, at: datetime) -> tuple[int, ...]:
    """Compare the four quarters of a year; returns the cases opened. The caller holds the employer's lock."""
    return _reconcile(employer, year, None, by=by, at=at)


def reconcile_quarter(employer: EmployerKnown, quarter: Period, *, by: int, at: datetime) -> tuple[int, ...]:
    """Compare one quarter; returns the case opened, if any. The caller holds the employer's lock."""
    return _reconcile(employer, quarter.start.year, quarter, by=by, at=at)


def _reconcile(employer: EmployerKnown, year: int, only: Period | None, *, by: int, at: datetime) -> tuple[int, ...]:
    state = year_state(employer.id, year, opened_on=employer.opened_on, closed_on=employer.closed_on)
    if not state.filing_ids:
        return ()
    opened = []
    for found in state.quarters:
        if only is None or found.period == only:
            case_id = _compare(employer, found, state.filing_ids[-1], by=by, at=at)
            if case_id is not None:
                opened.append(case_id)
    return tuple(opened)


def _compare(employer: EmployerKnown, found: QuarterState, filing_id: int, *, by: int, at: datetime) -> int | None:
    """One quarter: leave a case that says the same, close one that no longer does, open one where bases differ."""
    standing = found.open_case
    differs = found.differs
    if standing is not None:
        if differs and (standing.das_base, standing.assessed_base) == (found.das_base, found.assessed_base):
            return None
        note_step(standing.id, employer.id, "replaced" if differs else "withdrawn", by=by, at=at)
        point("reconcile.case_closed")
    if not differs:
        return None
    case_id = open_case(
        employer.id, found.period.key, sequence=1 + max((case.sequence for case in found.cases), default=0), filing_id=filing_id,
        das_base=found.das_base, assessed_base=found.assessed_base, at=at,
    )  # fmt: skip
    point("reconcile.case_opened")
    return case_id


def lower_complement(employer: EmployerKnown, quarter: Period, *, filing_id: int, by: int, at: datetime) -> bool:
    """Take out of a quarter's complementary assessment the wages that the periods now declare; says whether anything changed.

    Until the difference is looked at again nothing may be due twice. The caller holds the employer's lock.
    """
    former = live_dues(employer.id, [quarter.key], ["complementary"])
    complement = sum(due.base for due in former if due.code in MAIN_CODES)
    if complement <= 0:
        return False
    state = year_state(employer.id, quarter.start.year, opened_on=employer.opened_on, closed_on=employer.closed_on)
    found = next(one for one in state.quarters if one.period == quarter)
    covered = min(complement, found.assessed_base - found.das_base)
    if covered <= 0:
        return False
    rest = complement - covered
    replace_complement(former, quarter, rest, filing_id=filing_id, construction=employer.construction, by=by, at=at)
    point("reconcile.complement_lowered")
    return True


def confirm_difference(*, case_id: int, by: int, at: datetime) -> tuple[int, ...]:
    """The employer agrees (or the fund settles the case): the difference is posted. Returns the ids of the dues made.

    Raises `Refused`: `case_unknown` (or out of sight), `case_closed`.
    """
    return _close(case_id, "confirmed", by=by, at=at)


def confirm_differences(
    *, case_ids: Sequence[int], step: str = "confirmed", by: int, at: datetime, tell: Tell | None = None
) -> tuple[int, ...]:
    """Confirm many cases in the batch role, a portion a transaction; returns the dues made. Cases closed meanwhile are left as they are.

    The credits of negative differences stay with their employers until `use_credits` (each night) or their next declaration. `tell` hears
    of what failed; without it a failure stops the round.
    """
    return tuple(due_id for _, made in _close_many(case_ids, step, by=by, at=at, tell=tell) for due_id in made)


def _close_many(
    case_ids: Sequence[int], step: str, *, by: int, at: datetime, tell: Tell | None
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Close cases, the plain ones of a portion together and the others one by one; gives cases closed and the dues they made."""
    ids = list(case_ids)
    for first in range(0, len(ids), PORTION):
        portion = ids[first : first + PORTION]
        together: list[int] = []
        with spared(tell, f"differences_{step}", f"{portion[0]}-{portion[-1]}"), transaction.atomic():
            lock_employers(employers_of_cases(portion))
            plain = plain_cases(portion)
            made = book_complements(plain, step, by=by, at=at) if plain else []
            if plain:
                detail = {"cases": [plain[0].case_id, plain[-1].case_id], "count": len(plain)}
                record_act(verb=f"differences_{step}", subject=("case_set", plain[0].case_id), by=by, at=at, detail=detail)
            point("reconcile.set_confirmed")
            together = [case.case_id for case in plain]
        if together:
            yield together, made
        for case_id in sorted(set(portion) - set(together)):
            with spared(tell, f"difference_{step}", case_id):
                try:
                    alone = _close(case_id, step, by=by, at=at)
                except Refused as told:
                    if told.refusal.code not in ("case_closed", "case_unknown"):
                        raise
                else:
                    yield (case_id,), alone


def contest_difference(*, case_id: int, note: str, by: int, at: datetime) -> None:
    """The employer contests: nothing lapses until the fund upholds the difference or the declarations change."""
    with transaction.atomic():
        case = _open(case_id)
        if any(step.step == "contested" for step in case.steps):
            return
        note_step(case.id, case.employer_id, "contested", note=note, by=by, at=at)
        point("reconcile.contested")
        record_act(verb="contest_difference", subject=("case", case.id), by=by, at=at)


def uphold_difference(*, case_id: int, note: str, by: int, at: datetime) -> None:
    """A controller of the collecting fund maintains a contested difference: it may be confirmed, or lapse after the law's delay.

    Raises `Refused`: `not_allowed`, `case_unknown`, `case_closed`, `case_not_contested`.
    """
    with transaction.atomic():
        if not may(by, Role.CONTROLLER, on=accounting_day(at), scope=(Scope.FUND, Fund.CNAS.value)):
            raise refused("not_allowed", "case")
        case = _open(case_id)
        if case.state == "upheld":
            return
        if case.state != "contested":
            raise refused("case_not_contested", "case", state=case.state)
        note_step(case.id, case.employer_id, "upheld", note=note, by=by, at=at)
        record_act(verb="uphold_difference", subject=("case", case.id), by=by, at=at)


def lapse_differences(*, day: date, by: int, at: datetime, tell: Tell | None = None) -> tuple[int, ...]:
    """Post every difference left unanswered past the law's delay on `day`; returns the cases. Batch role.

    One contested meanwhile stays open. `tell` hears of what failed; without it a failure stops the round.
    """
    closed = _close_many(cases_to_lapse(day), "lapsed", by=by, at=at, tell=tell)
    return tuple(sorted(case_id for cases, _ in closed for case_id in cases))


def _open(case_id: int, states: Collection[str] = OPEN) -> CaseKept:
    """The case, locked and still in one of the states."""
    case = case_on(case_id)
    if case is None:
        raise refused("case_unknown", "case")
    lock_employer(case.employer_id)
    case = case_on(case_id) or case
    if case.state not in states:
        raise refused("case_closed", "case", state=case.state)
    return case


def _close(case_id: int, step: str, *, by: int, at: datetime) -> tuple[int, ...]:
    try:
        with transaction.atomic():
            case = _open(case_id, UNANSWERED if step == "lapsed" else OPEN)
            point("reconcile.begun")
            employer = employer_of(case.employer_id)
            if employer is None:
                raise refused("case_unknown", "case")
            note_step(case.id, case.employer_id, step, by=by, at=at)
            point("reconcile.step_noted")
            due_ids = book_complement(
                case.employer_id, parse_period(case.quarter_key), case.difference, case_id=case.id, construction=employer.construction,
                by=by, at=at,
            )  # fmt: skip
            use_credit(case.employer_id, key=f"case:{case.id}", by=by, at=at)
            point("reconcile.credit_used")
            record_act(verb=f"difference_{step}", subject=("case", case.id), by=by, at=at, detail={"difference": case.difference})
            point("reconcile.audited")
            return tuple(due_ids)
    except IntegrityError as error:
        if "contributions_case_closed_once" in str(error):
            raise refused("case_closed", "case") from error
        raise
