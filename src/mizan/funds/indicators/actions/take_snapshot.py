"""Compute every indicator of every fund for a month, and keep what is new."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import DatabaseError, connection, transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.measures import MeasuredRow, controlled, measured
from mizan.funds.access.sql import run
from mizan.funds.contributions.days import accounting_day
from mizan.funds.indicators.actions.raise_alerts import AlertsMoved, raise_alerts
from mizan.funds.indicators.computing import Computed, computed, moved, reason_of
from mizan.funds.indicators.definitions import DEFINITIONS, Definition, Span
from mizan.funds.indicators.kept import latest
from mizan.funds.indicators.types import Kept, State
from mizan.funds.indicators.windows import missing, needs_met, window_of
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period

_LAST = "f.month = %(month)s"
_GOOD = "f.indicator = %(indicator)s AND f.fund = %(fund)s AND f.month <= %(month)s AND f.state <> 'failed'"
_INSERT = """
INSERT INTO indicators_figure (indicator, fund, month, state, value, numerator, denominator, cut_off, known_at, data_hash, version, missing,
    parts, places, follows_id, restates_id, reason, restated)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s::jsonb, %s::jsonb, %s, %s, %s, %s::jsonb)
"""
RESTATED_SHOWN = 40
"""The parts that moved are kept up to this many, the widest first."""


@dataclass(frozen=True, slots=True)
class SnapshotTaken:
    """How many figures were new, how many of them restate, how many failed, how many were what they were; the alerts raised and ended."""

    month: Period
    cut_off: date
    new: int
    restated: int
    failed: int
    same: int
    alerts: AlertsMoved


def take_snapshot(month: Period, *, by: int, at: datetime, fixed: Callable[[], None] = lambda: None) -> SnapshotTaken:
    """Keep every figure of a month as it is known at `at`, in one transaction; in the batch role.

    All its measures see the tables at one moment, whatever others write meanwhile; `fixed` is called once that moment has come.
    What hashes to the same as the last snapshot is not written again. A measure that fails, or does not agree with its control, makes the
    figures that rest on it failed, and the others go on. What it kept raises and ends alerts.
    Raises ValueError for a month that has not begun.
    """
    day = accounting_day(at)
    if month.start > day:
        raise ValueError(f"{month.key} has not begun on {day}")
    cut_off = min(month.last_day, day)
    with _one_view():
        fixed()
        # Compiling a question takes longer than asking it of one month.
        run("SET LOCAL jit = off")
        rows, broken = _measure(month, cut_off=cut_off, at=at)
        met = needs_met(known=at)
        last = {(one.figure.indicator, one.figure.fund): one for one in latest(_LAST, {"month": month.start}, whole=True)}
        taking = _Taking(month, cut_off, at, last)
        for definition in DEFINITIONS.values():
            faults = sorted({broken[key] for key in _keys(definition) if key in broken})
            for fund in (*definition.funds, None):
                if faults:
                    taking.fail(definition, fund, faults)
                    continue
                lacking = missing(definition, fund, month, cut_off=cut_off, met=met)
                taking.keep(definition, fund, computed(definition, fund, rows, about=(cut_off.isoformat(), *lacking)), lacking)
        taking.write()
        taken = taking.taken(raise_alerts(by=by, at=at))
        if taken.new:
            detail = {"new": taken.new, "restated": taken.restated, "failed": taken.failed, "cut_off": cut_off.isoformat()}
            record_act(verb="take_snapshot", subject=("indicators", month.key), by=by, at=at, detail=detail)
    return taken


@contextmanager
def _one_view() -> Iterator[None]:
    """One transaction that sees the tables as they are when it begins, and no other snapshot's beside it.

    Inside a transaction of the caller's, it is that one's view.
    """
    if connection.in_atomic_block:
        run("SELECT pg_advisory_xact_lock(hashtextextended('indicators', 0))")
        yield
        return
    # Waited for before the view is fixed: it then holds what the snapshot before has written.
    run("SELECT pg_advisory_lock(hashtextextended('indicators', 0))")
    try:
        with transaction.atomic():
            run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            run("SELECT 1")
            yield
    finally:
        run("SELECT pg_advisory_unlock(hashtextextended('indicators', 0))")


def _keys(definition: Definition) -> set[tuple[str, str]]:
    return {(term.measure.name, term.span.value) for term in definition.terms}


Asked = tuple[dict[tuple[str, str], Sequence[MeasuredRow]], dict[tuple[str, str], str]]


def _measure(month: Period, *, cut_off: date, at: datetime) -> Asked:
    """The rows of every measure, and of those that failed or do not sum, why."""
    try:
        with transaction.atomic():
            return _ask(month, cut_off=cut_off, at=at, apart=False)
    except DatabaseError:
        # Something fails: asked again, each apart, so that the others go on.
        return _ask(month, cut_off=cut_off, at=at, apart=True)


def _ask(month: Period, *, cut_off: date, at: datetime, apart: bool) -> Asked:
    rows: dict[tuple[str, str], Sequence[MeasuredRow]] = {}
    broken: dict[tuple[str, str], str] = {}
    for term in (term for one in DEFINITIONS.values() for term in one.terms):
        key = (term.measure.name, term.span.value)
        if key in rows or key in broken:
            continue
        window = window_of(Span(key[1]), month, cut_off=cut_off, known=at)
        try:
            # A savepoint of its own: what fails leaves the others whole.
            with transaction.atomic() if apart else nullcontext():
                found = measured(term.measure, window)
                said = controlled(term.measure, window)
        except DatabaseError:
            if not apart:
                raise
            broken[key] = f"failed:{term.measure.name}"
            continue
        if term.measure.control and not _sums(found, said):
            broken[key] = f"sums:{term.measure.name}"
            continue
        rows[key] = found
    return rows, broken


def _sums(found: Iterable[MeasuredRow], said: Mapping[str, int]) -> bool:
    """Whether the rows add up, fund by fund, to what the other source says."""
    sums: defaultdict[str, int] = defaultdict(int)
    for row in found:
        sums[row.fund] += row.amount
    return all(sums.get(fund, 0) == said.get(fund, 0) for fund in {*sums, *said})


class _Taking:
    """The figures of one snapshot, compared with the last ones, waiting to be written together."""

    def __init__(self, month: Period, cut_off: date, at: datetime, last: Mapping[tuple[str, Fund | None], Kept]) -> None:
        self.month, self.cut_off, self.at, self.last = month, cut_off, at, last
        self.waiting: list[tuple[Any, ...]] = []
        self.restated = self.failed = self.same = 0

    def keep(self, definition: Definition, fund: Fund | None, found: Computed, lacking: Sequence[str]) -> None:
        """A figure that was computed."""
        last = self.last.get((definition.id, fund))
        if last is not None and last.figure.data_hash == found.data_hash:
            self.same += 1
            return
        restates, reason, moves = self._restates(definition, fund, last, found)
        state = State.LATE if lacking else State.NOTHING_COUNTED if found.value is None else State.MEASURED
        parts = [[one.term, one.fund, one.part, one.internal, one.amount, one.items] for one in found.parts]
        places = [[one.wilaya, one.value, one.numerator, one.denominator] for one in found.places]
        self._row(
            definition, fund, state, (found.value, found.numerator, found.denominator), self.cut_off, found.data_hash, lacking,
            (parts, places), last, (restates, reason, moves),
        )  # fmt: skip

    def fail(self, definition: Definition, fund: Fund | None, faults: Sequence[str]) -> None:
        """A figure whose measures failed: it repeats the last good value, with the cut-off that value had."""
        self.failed += 1
        last = self.last.get((definition.id, fund))
        good = _last_good(definition, fund, self.month)
        value, cut_off = (good.figure.value, good.figure.cut_off) if good else (None, self.cut_off)
        head = [definition.id, definition.version, fund.value if fund else "", good.figure.data_hash if good else "", *faults]
        data_hash = sha256(json.dumps(head).encode()).hexdigest()
        if last is not None and last.figure.data_hash == data_hash:
            self.same += 1
            return
        self._row(definition, fund, State.FAILED, (value, None, None), cut_off, data_hash, faults, ([], []), last, (None, "", ()))

    def write(self) -> None:
        """Insert what waits."""
        if self.waiting:
            with connection.cursor() as cursor:
                cursor.executemany(_INSERT, self.waiting)

    def taken(self, alerts: AlertsMoved) -> SnapshotTaken:
        """What the snapshot came to."""
        return SnapshotTaken(self.month, self.cut_off, len(self.waiting), self.restated, self.failed, self.same, alerts)

    def _restates(
        self, definition: Definition, fund: Fund | None, last: Kept | None, found: Computed
    ) -> tuple[int | None, str, Sequence[tuple[str, int, int]]]:
        """What the figure restates, and why: the last good figure of the closed month, where the value is another."""
        if last is not None and last.figure.state is State.FAILED:
            good = _last_good(definition, fund, self.month)
            last = good if good is not None and good.figure.month == self.month else None
        if last is None or last.figure.cut_off < self.month.last_day or last.figure.value == found.value:
            return None, "", ()
        self.restated += 1
        reason = reason_of(last.parts, found.parts, same_definition=last.version == definition.version)
        return last.id, reason, moved(last.parts, found.parts)[:RESTATED_SHOWN]

    def _row(
        self,
        definition: Definition,
        fund: Fund | None,
        state: State,
        numbers: tuple[int | None, int | None, int | None],
        cut_off: date,
        data_hash: str,
        lacking: Sequence[str],
        made_of: tuple[object, object],
        last: Kept | None,
        restated: tuple[int | None, str, Sequence[tuple[str, int, int]]],
    ) -> None:
        self.waiting.append(
            (
                definition.id, fund.value if fund else "", self.month.start, state.value, *numbers, cut_off, self.at, data_hash,
                definition.version, json.dumps(list(lacking)), *(json.dumps(one) for one in made_of), last.id if last else None,
                *restated[:2], json.dumps(restated[2]),
            )
        )  # fmt: skip


def _last_good(definition: Definition, fund: Fund | None, month: Period) -> Kept | None:
    """The last figure that did not fail, of the month or of one before."""
    values = {"indicator": definition.id, "fund": fund.value if fund else "", "month": month.start}
    found = latest(_GOOD, values, whole=True)
    return max(found, key=lambda one: (one.figure.month, one.id)) if found else None
