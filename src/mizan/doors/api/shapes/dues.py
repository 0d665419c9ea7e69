"""What is due, why, and what was laid on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema

from mizan.doors.api.reading import Body, Note


class DueShown(Schema):
    """A due. `received` is what is laid on it, `arrears` what remains (both nothing once it is reversed)."""

    id: int
    employer_id: int
    period_key: str
    month: date
    code: str
    kind: str
    sequence: int
    debtor: str
    base: int
    rate_ppm: int
    amount: int
    received: int
    arrears: int
    due_on: date
    filing_id: int | None
    case_id: int | None
    booked_on: date
    law_version: str
    reversed_on: date | None
    reversal_reason: str | None


class DuesShown(Schema):
    """Dues, newest period first."""

    dues: list[DueShown]


class ShareShown(Schema):
    """The part of a due for one branch and payer."""

    rank: int
    branch: str
    payer: str
    fund: str
    rate_ppm: int
    amount: int
    received: int


class MatchShown(Schema):
    """What one receipt or credit laid on the due; `reversed_on` when it no longer counts."""

    id: int
    settlement_id: int
    receipt_id: int | None
    due_id: int
    amount: int
    method: str
    booked_on: date
    reversed_on: date | None


class DueOpened(Schema):
    """A due, its shares (they add up to it), what was laid on it, and the steps of the law as a tree."""

    due: DueShown
    shares: list[ShareShown]
    matches: list[MatchShown]
    trace: dict[str, Any]


class CaseStepShown(Schema):
    """One thing that happened to a case."""

    step: str
    by: int
    taken_at: datetime
    note: str


CaseState = Literal["open", "contested", "upheld", "confirmed", "lapsed", "withdrawn", "replaced"]


class CaseShown(Schema):
    """A quarter whose yearly wages and periodic bases differ. `difference` is the first less the second."""

    id: int
    employer_id: int
    year: int
    quarter_key: str
    das_base: int
    assessed_base: int
    difference: int
    opened_on: date
    confirmed_on: date
    state: CaseState
    steps: list[CaseStepShown]
    due_ids: list[int]


class CasesShown(Schema):
    """Cases, newest first."""

    cases: list[CaseShown]


class Contested(Body):
    """Why the employer disagrees."""

    note: Note


class Upheld(Body):
    """Why the fund maintains the difference."""

    note: Note
