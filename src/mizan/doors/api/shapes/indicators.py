"""Figures of indicators."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema

from mizan.funds.indicators.alerts import Alert
from mizan.funds.indicators.types import Figure


class FigureShown(Schema):
    """A figure in the unit of the catalogue: whole numbers. `value` is null where there is none; `state` says why.

    `restates` is the value it replaces after the close of its month, with the `reason`. `known_at` and `data_hash` are null for a figure no
    snapshot has taken.
    """

    indicator: str
    fund: str | None
    month: str
    unit: str
    state: str
    value: int | None
    numerator: int | None
    denominator: int | None
    cut_off: date
    known_at: datetime | None
    data_hash: str | None
    restates: int | None
    reason: str

    @classmethod
    def of(cls, one: Figure) -> FigureShown:
        """A figure as it is told."""
        return cls(
            indicator=one.indicator, fund=one.fund.value if one.fund else None, month=one.month.key, unit=one.unit, state=one.state.value,
            value=one.value, numerator=one.numerator, denominator=one.denominator, cut_off=one.cut_off,
            known_at=one.known_at if one.data_hash else None, data_hash=one.data_hash or None, restates=one.restates, reason=one.reason,
        )  # fmt: skip


class FiguresShown(Schema):
    """Figures, in the order asked for."""

    figures: list[FigureShown]


class PlaceShown(Schema):
    """A figure of one wilaya."""

    wilaya: int
    value: int | None
    numerator: int
    denominator: int | None


class PlacesShown(Schema):
    """The wilayas of a figure, by code."""

    places: list[PlaceShown]


class ItemShown(Schema):
    """One item counted: `kind` and `id` name its record."""

    fund: str
    wilaya: int | None
    part: str
    internal: bool
    amount: int
    kind: str
    id: int


class BehindFigureShown(Schema):
    """A page of the items of a figure, with the sum and number of all that the account sees."""

    total: int
    count: int
    items: list[ItemShown]


class SeenShown(Schema):
    """Who said to have seen an alert, by the number of the account, and when."""

    account: int
    at: datetime


class AlertShown(Schema):
    """An alert of an indicator of a fund (null: the funds together).

    `way` (above, below, rises, falls), `at` (in the indicator's unit, or parts per million of a move) and `than` (month, year, or "" for a
    value) are the rule that raised it; `value`, `against` and `data_hash` are of the month it was raised on. `ended_*` are null while it
    lasts; only a figure ends one.
    """

    id: int
    indicator: str
    fund: str | None
    owner: str
    way: str
    at: int
    than: str
    month: str
    value: int
    against: int | None
    data_hash: str
    raised_at: datetime
    ended_month: str | None
    ended_value: int | None
    ended_at: datetime | None
    seen: list[SeenShown]

    @classmethod
    def of(cls, one: Alert) -> AlertShown:
        """An alert as it is told."""
        return cls(
            id=one.id, indicator=one.indicator, fund=one.fund.value if one.fund else None, owner=one.owner, way=one.rule.way.value,
            at=one.rule.at, than=one.rule.than.value, month=one.month.key, value=one.value, against=one.against, data_hash=one.data_hash,
            raised_at=one.raised_at, ended_month=one.ended_month.key if one.ended_month else None, ended_value=one.ended_value,
            ended_at=one.ended_at, seen=[SeenShown(account=account, at=at) for account, at in one.seen],
        )  # fmt: skip


class AlertsShown(Schema):
    """Alerts, the latest first."""

    alerts: list[AlertShown]
