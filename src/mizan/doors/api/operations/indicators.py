"""The figures of the indicators: one, its series, a month's table, its wilayas, what is behind, alerts; what the pages show."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from mizan.doors.api.passport import STAFF
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Left, Month
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes.indicators import (
    AlertShown,
    AlertsShown,
    BehindFigureShown,
    FigureShown,
    FiguresShown,
    ItemShown,
    PlaceShown,
    PlacesShown,
)
from mizan.formats.indicators import catalogue
from mizan.funds.indicators import queries
from mizan.funds.indicators.alert_queries import alerts_of
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, parse_period

router = Router()
Name = Annotated[str, Query(pattern=r"^[a-z_]{1,40}$")]
PageNo = Annotated[int, Query(1, ge=1, le=100_000)]
Owner = Annotated[str | None, Query(None, pattern=r"^[a-z]{1,20}$")]
Ended = Annotated[bool, Query(False)]
Months = Annotated[int, Query(24, ge=1, le=240)]


@router.get("/indicators", **stated({200: FiguresShown}, scope="steer", roles=STAFF))
def indicators(request: HttpRequest, month: Query[Month], fund: Query[Fund | Left] = None) -> FiguresShown:
    """Every indicator of a month, for a fund or (without one) the funds together; what is not covered says so and has no value."""
    return FiguresShown(figures=[FigureShown.of(one) for one in queries.table(fund=fund, month=_period(month))])


@router.get("/indicators/series", **stated({200: FiguresShown}, scope="steer", roles=STAFF, missing=True))
def indicator_series(
    request: HttpRequest, indicator: Name, until: Query[Month], months: Months, fund: Query[Fund | Left] = None
) -> FiguresShown:
    """The months of an indicator that end with one, oldest first."""
    found = queries.series(_known(indicator), fund=fund, until=_period(until), months=months)
    return FiguresShown(figures=[FigureShown.of(one) for one in found])


@router.get("/indicators/wilayas", **stated({200: PlacesShown}, scope="steer", roles=STAFF, missing=True))
def indicator_wilayas(request: HttpRequest, indicator: Name, month: Query[Month], fund: Query[Fund | Left] = None) -> PlacesShown:
    """An indicator by wilaya; code 0 is what has none. Empty where the indicator has no wilayas."""
    found = queries.by_wilaya(_known(indicator), fund=fund, month=_period(month))
    return PlacesShown(places=[PlaceShown.from_orm(one) for one in found.values()])


@router.get("/indicators/behind", **stated({200: BehindFigureShown}, scope="steer", roles=STAFF, missing=True))
def indicator_behind(
    request: HttpRequest, indicator: Name, month: Query[Month], page: PageNo, fund: Query[Fund | Left] = None
) -> BehindFigureShown:
    """What a figure counts, the largest first (the latest, of millions); it sums to the numerator for who may see every one."""
    found = queries.behind(_known(indicator), fund=fund, month=_period(month), page=page)
    return BehindFigureShown(total=found.total, count=found.count, items=[ItemShown.from_orm(one) for one in found.items])


@router.get("/alerts", **stated({200: AlertsShown}, scope="steer", roles=STAFF))
def alerts(request: HttpRequest, owner: Owner, ended: Ended, fund: Query[Fund | Left] = None) -> AlertsShown:
    """The alerts that last, of a fund or of every fund the account sees, or an owner's; with `ended`, those that a figure has ended."""
    found = alerts_of(funds=None if fund is None else [fund], owner=owner or "", ended=ended)
    return AlertsShown(alerts=[AlertShown.of(one) for one in found])


def _known(indicator: str) -> str:
    if indicator not in catalogue():
        raise Stop(404)
    return indicator


def _period(key: str) -> Period:
    return parse_period(key)
