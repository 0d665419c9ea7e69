"""Delay, outcome and error by wilaya, sex and scheme, with intervals; groups of fewer than ten people are never told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mizan.funds.access.sql import Row, rows
from mizan.funds.procedures.spread import median_between, share_between, share_ppm, spread_of
from mizan.funds.procedures.types import Equity, Group
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, month_of, previous

MONTHS = 12
LEAST = 10
"""A group of fewer people is never told; the database holds the same number."""
_GROUPS = "SELECT dimension, value, persons, decided, granted, compared, errors, delays FROM procedures_equity(%s, %s, %s)"


def equity(month: Period, fund: Fund | None = None, *, months: int = MONTHS, inside: bool = False) -> Equity:
    """Claims decided in so many months (twelve) that end with one, of a fund (None: all the account may study).

    Counts of a group are hidden under ten people by the database itself. Where a hidden group could be found by subtraction, from the whole
    or from what is told of all funds together, the smallest of the others, or the group of the fund, is hidden with it. To the public a
    share is not told either when those it counts, or the others, are one to nine people; `inside`, to those who steer the funds, it is.
    """
    since = first_month(month, months).start
    together = rows(_GROUPS, ["", since, month.end])
    found = together if fund is None else rows(_GROUPS, [fund.value, since, month.end])
    whole = {(row[0], row[1]): row[2] for row in together}
    told: list[Group] = []
    for dimension in ("all", "scheme", "sex", "wilaya"):
        told += _hidden_too([row for row in found if row[0] == dimension], whole, inside=inside)
    return Equity(fund, since, month.end, tuple(told))


class Shares(NamedTuple):
    """The share granted of a group that may be told to everybody, in ppm (rounded down), of how many decisions."""

    dimension: str
    value: str
    decided: int
    granted: int


def shares_granted(month: Period, funds: Sequence[Fund | None], *, months: int = MONTHS) -> dict[Fund | None, tuple[Shares, ...]]:
    """The shares granted that `equity` tells the public of each fund (None: together), without delays, errors and intervals."""
    since = first_month(month, months).start
    together = rows(_GROUPS, ["", since, month.end])
    whole = {(row[0], row[1]): row[2] for row in together}
    found: dict[Fund | None, tuple[Shares, ...]] = {}
    for fund in funds:
        of_fund = together if fund is None else rows(_GROUPS, [fund.value, since, month.end])
        kept: list[Shares] = []
        for dimension in ("scheme", "sex", "wilaya"):
            of = [row for row in of_fund if row[0] == dimension]
            hidden = _hidden(of, whole)
            kept += [
                Shares(row[0], row[1], row[3], share)
                for row in of
                if row[1] not in hidden and _many(row[4], row[3]) and (share := share_ppm(row[4], row[3])) is not None
            ]
        found[fund] = tuple(kept)
    return found


def first_month(month: Period, months: int = MONTHS) -> Period:
    """The first of so many months that end with one."""
    for _ in range(months - 1):
        month = previous(month)
    return month


def last_whole_month(today: date) -> Period:
    """The month before a day's own."""
    return previous(month_of(today))


def _hidden(found: Sequence[Row], whole: dict[tuple[str, str], int | None]) -> set[str]:
    # Of all funds together without this one, one to nine people would remain: they could be found by subtraction.
    hidden = {row[1] for row in found if row[2] is None or 0 < (whole.get((row[0], row[1])) or 0) - row[2] < LEAST}
    shown = sorted((row for row in found if row[1] not in hidden), key=lambda row: (row[2], row[1]))
    if len(hidden) == 1 and shown:
        hidden.add(shown[0][1])
    return hidden


def _hidden_too(found: Sequence[Row], whole: dict[tuple[str, str], int | None], *, inside: bool) -> list[Group]:
    hidden = _hidden(found, whole)
    return [Group(row[0], row[1], hidden=True) if row[1] in hidden else _group(row, inside=inside) for row in found]


def _group(row: Row, *, inside: bool) -> Group:
    dimension, value, persons, decided, granted, compared, errors, delays = row
    delay = spread_of(delays)
    of_outcome = (granted, decided) if inside or _many(granted, decided) else (0, 0)
    of_error = (errors, compared) if inside or _many(errors, compared) else (0, 0)
    return Group(
        dimension,
        value,
        persons=persons,
        decided=decided,
        given=of_outcome[0] if of_outcome[1] else None,
        delay=delay.median if delay else None,
        delay_between=median_between(delays),
        granted=share_ppm(*of_outcome),
        granted_between=share_between(*of_outcome),
        compared=of_error[1],
        errors=share_ppm(*of_error),
        errors_between=share_between(*of_error),
    )


def _many(found: int, among: int) -> bool:
    """Whether neither those found nor the others are one to nine."""
    return not (0 < found < LEAST or 0 < among - found < LEAST)
