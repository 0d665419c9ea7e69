"""The self-employed: a year declared, a deposit of many, and where a person stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from mizan.doors.api.reading import Body, Centimes, Day, Line, Nss
from mizan.doors.api.shapes.filings import AnomalyShown, OutcomeName

DeclaredYear = Annotated[int, Field(ge=2016, le=2099, examples=[2026])]


class BaseSent(Body):
    """The income of a year, in centimes; the base retained is it within the floor and the ceiling of the year."""

    nss: Nss
    year: DeclaredYear
    income: Annotated[Centimes, Field(ge=0)]
    kind: Literal["normal", "rectifying"] = "normal"


class BasesShown(Schema):
    """The return of a deposit of many declarations: each line is taken or refused by itself."""

    outcome: OutcomeName
    rows: int
    taken: int
    repeated: int
    filing_ids: list[int]
    anomalies: list[AnomalyShown]


class YearShown(Schema):
    """A year to declare: by when, and the declaration that counts (null: none yet)."""

    year: int
    declare_by: date
    pay_by: date
    filing_id: int | None


class EndSent(Body):
    """The first day on which an activity is no more, the document that says so (its kind and number), and its day."""

    ended_on: Day
    document: Line
    document_on: Day


class EndShown(Schema):
    """The end of an activity as it was kept; `undone` are the years whose provisional dues it undid."""

    affiliation_id: int
    ended_on: date
    document: str
    document_on: date
    undone: list[str]


class CareerYearShown(Schema):
    """A year as the person's career holds it: days of activity (thirty a month), the base retained, the due it comes from.

    `declared`: by the person; otherwise assessed for want of a declaration. `known_from`: since when careers know it.
    """

    year: int
    days: int
    base: int
    due_id: int
    declared: bool
    known_from: datetime


class StandingShown(Schema):
    """Where a self-employed person stands today.

    `up_to_date` with its `reason`: `nothing_late`, `late` (`amount` centimes past their day, the oldest of `year`) or `not_declared`.
    """

    affiliation_id: int
    activity: Literal["trade", "farmer"]
    up_to_date: bool
    reason: Literal["nothing_late", "late", "not_declared"]
    amount: int
    year: str | None
    credit: int
    years: list[YearShown]
    career: list[CareerYearShown]
