"""The rate of discrepancy of each fund: the last recomputation of everyone, and the last whole turn of the nights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from mizan.doors import tables, wording
from mizan.doors.clock import ALGIERS
from mizan.doors.pages import Visit
from mizan.doors.steering.desk import cut_off
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.funds.benefits.queries.recomputations import funds_recomputed, recomputations_of
from mizan.funds.benefits.types.recomputations import RecomputationKnown, Scope
from mizan.kernel.funds import Fund


def end_of(day: date) -> datetime:
    """The first moment after a day in Algiers."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), ALGIERS)


def rates_table(visit: Visit, only: Fund | None) -> Table | None:
    """Fund by fund: compared, differing, not computed, as last known on the day asked; None for who sees no fund whole."""
    seen = funds_recomputed()
    funds = [fund for fund in Fund if fund in seen and only in (None, fund)]
    rows = [row for fund in funds for row in _of_fund(visit, fund)]
    if not funds:
        return None
    heads = columns(visit.lang, "steering.recomputed", "fund", "what", "rate#", "compared#", "differing#", "uncomputed#", "cut_off")
    caption = wording.text("steering.recomputed.caption", visit.lang)
    return Table("recomputed", caption, heads, tuple(rows), sortable=False)


def _of_fund(visit: Visit, fund: Fund) -> list[Row]:
    found = recomputations_of(fund, until=end_of(cut_off(visit)))
    href = visit.address("steering:recomputed", fund=fund.value)
    name = tables.text(wording.text(f"fund.{fund.value}", visit.lang), href=href)
    full = next((one for one in found if one.scope is Scope.FULL), None)
    turn = last_turn(found)
    rows = []
    if full is not None:
        rows.append(_row(visit, name, wording.text("steering.recomputed.full", visit.lang), [full], href))
    if turn:
        words = wording.text("steering.recomputed.nights", visit.lang, done=len(turn), parts=turn[0].parts)
        rows.append(_row(visit, name, words, turn, href))
    if not rows:
        never = tables.text(wording.text("steering.recomputed.never", visit.lang))
        rows.append(Row((name, never, *(tables.number(None) for _ in range(4)), tables.text(""))))
    return rows


def last_turn(found: Sequence[RecomputationKnown]) -> list[RecomputationKnown]:
    """The last night of each share, the latest first: together they look at every award once, where the turn is whole."""
    shares = [one for one in found if one.scope is Scope.SHARE]
    latest: dict[int, RecomputationKnown] = {}
    for one in shares:
        if one.parts == shares[0].parts:
            latest.setdefault(one.part, one)
    return sorted(latest.values(), key=lambda one: one.id, reverse=True)


def _row(visit: Visit, name: Cell, words: str, found: Sequence[RecomputationKnown], href: str) -> Row:
    compared, differing, uncomputed = (sum(getattr(one, what) for one in found) for what in ("compared", "differing", "uncomputed"))
    cells = (
        name,
        tables.text(words),
        tables.rate(rate_ppm(differing, compared)),
        tables.number(compared),
        tables.number(differing, href=href if differing else ""),
        tables.number(uncomputed, href=href if uncomputed else ""),
        tables.moment(found[0].cut_off),
    )
    return Row(cells, "late" if differing else "")


def rate_ppm(differing: int, compared: int) -> int | None:
    """The share that differs, in parts per million, rounded up to a hundredth of a percent: 0 is told only of none."""
    return -(-differing * 10_000 // compared) * 100 if compared else None
