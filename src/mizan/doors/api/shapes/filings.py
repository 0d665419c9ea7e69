"""Declarations: what is sent, the return it gets, what is kept of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from mizan.doors.api.problems import Sentence
from mizan.doors.api.reading import Body, Centimes, Digits10, Line, Nss, OptionalDay, PeriodKey, ShortText

OutcomeName = Literal["accepted", "accepted_with_corrections", "partly_taken", "refused"]
Code = Annotated[str, Field(pattern="^[A-Z][0-9]{2}$", examples=["R22"])]
Count = Annotated[int, Field(ge=0, le=10_000_000)]


class AnomalyShown(Schema):
    """One thing found in a declaration. Line 0 is the header or the file as a whole; `expected` is null where it can not be computed."""

    line: int
    field: str
    code: str
    severity: str
    message: Sentence
    basis: str
    found: str | None
    expected: str | None


class CheckShown(Schema):
    """The return of a check: nothing was kept."""

    outcome: OutcomeName
    lines: int
    taken: int
    anomalies: list[AnomalyShown]


class DepositShown(CheckShown):
    """The return of a deposit. `receipt_no` is null when it was refused; `repeated` when the same content had been filed before."""

    filing_id: int | None
    receipt_no: str | None
    repeated: bool
    due_ids: list[int]
    case_ids: list[int]


class DacLineSent(Body):
    """One code and its base."""

    code: Code
    base: Annotated[Centimes, Field(ge=0)]


class AbatementSent(Body):
    """One worker of an abatement annex, with the decision that grants it."""

    code: Code
    nss: Nss
    name: Line
    birth_date: OptionalDay = None
    base: Annotated[Centimes, Field(ge=0)]
    decision_no: ShortText
    starts_on: OptionalDay = None
    ends_on: OptionalDay = None


class MovementSent(Body):
    """One worker who entered (E) or left (S) in the period."""

    nss: Nss
    name: Line
    sense: Literal["E", "S"]
    on: OptionalDay = None
    note: ShortText = ""


class DacSent(Body):
    """A contribution declaration, keyed in."""

    employer_number: Digits10
    period_key: PeriodKey
    kind: Literal["normal", "nil", "rectifying"] = "normal"
    workers_total: Count = 0
    hired: Count = 0
    left: Count = 0
    lines: Annotated[list[DacLineSent], Field(max_length=20)] = Field(default_factory=list)
    abatements: Annotated[list[AbatementSent], Field(max_length=20_000)] = Field(default_factory=list)
    movements: Annotated[list[MovementSent], Field(max_length=20_000)] = Field(default_factory=list)


class FilingShown(Schema):
    """A declaration as it was filed. `quarter_bases` are the four bases of a yearly declaration."""

    id: int
    receipt_no: str
    form: str
    employer_id: int
    period_key: str
    kind: str
    outcome: OutcomeName
    source: str
    filed_at: datetime
    lines: int
    taken: int
    quarter_bases: list[int] | None
    workers_total: int | None
    hired: int | None
    left: int | None
    supersedes: int | None
    superseded_by: int | None
    law_version: str


class FilingsShown(Schema):
    """Filings, newest first. `next` is what `before` takes to go on; null at the end."""

    filings: list[FilingShown]
    next: int | None


class WaitingShown(Schema):
    """A line that was not taken, as written."""

    line: int
    text: str


class DacLineShown(Schema):
    """One code of a contribution declaration, its base and the due it made."""

    code: str
    base: int
    due_id: int | None
    amount: int


class AbatementShown(Schema):
    """One worker of an abatement annex."""

    code: str
    nss: str
    name: str
    birth_date: date | None
    base: int
    decision_no: str
    starts_on: date | None
    ends_on: date | None


class MovementShown(Schema):
    """One worker who entered or left."""

    nss: str
    name: str
    sense: str
    moved_on: date | None
    note: str


class WageLineShown(Schema):
    """A line of the yearly declaration in one quarter: its base there and its contributions, rounded line by line."""

    filing_id: int
    line_no: int
    nss: str
    surname: str
    given_name: str
    base: int
    contributions: int


class QuarterShown(Schema):
    """The yearly declaration's lines in a quarter. Their bases sum to `das_base`; `difference` is open when not zero."""

    quarter_key: str
    lines: list[WageLineShown]
    das_base: int
    assessed_base: int
    difference: int
    lines_contributions: int
    rounding: int
    due_on_das_base: int
    due_on_assessed_base: int
    relieved: int


class FilingOpened(Schema):
    """One declaration with all it holds. `quarter` goes with a periodic one, for those who may see the wages of its workers."""

    filing: FilingShown
    anomalies: list[AnomalyShown]
    waiting: list[WaitingShown]
    dac_lines: list[DacLineShown]
    abatements: list[AbatementShown]
    movements: list[MovementShown]
    superseded_lines: int
    quarter: QuarterShown | None
