"""The widest gap between groups of people, as an indicator counts it: only of groups that may be told to everybody."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.funds.access.measures import Measure, MeasuredRow, Window
from mizan.funds.procedures.queries.equity import Shares, shares_granted
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month_of

DIMENSIONS = ("scheme", "sex", "wilaya")
FUNDS = (None, Fund.CNAS, Fund.CNR, Fund.CASNOS)


def _told(window: Window) -> tuple[MeasuredRow, ...]:
    """Of each fund, and of the funds together (fund ""), the group with the largest share granted less the one with the smallest.

    `second` is one where there is a gap to tell. Nothing of a fund whose groups are too small to be told.
    """
    month = month_of(window.since)
    found = shares_granted(month, FUNDS)
    return tuple(row for fund in FUNDS for row in _widest(fund.value if fund else "", found[fund]))


def _widest(fund: str, shares: Iterable[Shares]) -> tuple[MeasuredRow, ...]:
    best: tuple[int, Shares, Shares] | None = None
    kept = list(shares)
    for dimension in DIMENSIONS:
        of = sorted((one for one in kept if one.dimension == dimension), key=lambda one: (one.granted, one.value))
        if len(of) > 1 and (best is None or of[-1].granted - of[0].granted > best[0]):
            best = (of[-1].granted - of[0].granted, of[-1], of[0])
    if best is None:
        return ()
    _, most, least = best
    return (_row(fund, most, most.granted, 1), _row(fund, least, -least.granted, 0))


def _row(fund: str, of: Shares, amount: int, told: int) -> MeasuredRow:
    return MeasuredRow(fund, None, f"group:{of.dimension}:{of.value}", False, amount, of.decided, told)


GAP = Measure(
    "granted_gap",
    "SELECT dimension, value, persons, decided, granted FROM procedures_equity(%(fund)s, %(since)s, %(until)s)",
    told=_told,
)
"""The widest difference between shares granted of two groups (by scheme, sex or wilaya) of the twelve months, in ppm."""
