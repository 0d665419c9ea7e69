"""Proofs of life as the API takes and shows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from mizan.doors.api.reading import NO_NUL, Body, Day, Note, Nss
from mizan.doors.api.shapes.filings import AnomalyShown, OutcomeName


class CareReceiptShown(Schema):
    """Lines taken, taken before (the same id and content), and left out with their reason."""

    outcome: OutcomeName
    lines: int
    taken: int
    repeated: int
    left: int
    anomalies: list[AnomalyShown]


class ProofTold(Body):
    """That a person was seen alive on a day: where, and why it is written."""

    person: Nss
    kind: Literal["seen", "home_visit", "town_hall", "consulate"]
    on_day: Day
    place: Annotated[str, Field(min_length=1, max_length=80, pattern=NO_NUL)]
    reason: Note


class StepTold(Body):
    """What was done after asking. `outcome`: self, relative or officer for a visit asked for; else reached or not_reached."""

    kind: Literal["visit_asked", "called", "visited"]
    on_day: Day
    outcome: Literal["self", "relative", "officer", "reached", "not_reached"]
    note: Note


class LetterSent(Body):
    """A letter that left on a day."""

    language: Literal["ar", "fr"]
    on_day: Day


class SignShown(Schema):
    """Something that shows a person alive: what, which day, where it comes from, until when it counts (that day excluded)."""

    kind: str
    on_day: date
    place: str
    ref: str
    by: int | None
    known_from: datetime
    valid_until: date


class LifeShown(Schema):
    """Where a person stands: proved (until), asked or assisted (the end of the grace), or nothing."""

    person_id: int
    standing: Literal["proved", "asked", "assisted", "nothing"]
    until: date | None
    ask_id: int | None
    signs: list[SignShown]


class ProofWaits(Schema):
    """Somebody asked and not heard of; nobody is named."""

    ask_id: int
    person_id: int
    fund: str
    agency_code: str
    wilaya_code: int
    due_month: date
    asked_on: date
    sent_on: date | None
    grace_until: date
    visit_asked_on: date | None
    tried_on: date | None
    tries: int
    held: bool


class ProofsWaiting(Schema):
    """Those who wait, by the end of their grace."""

    asked: list[ProofWaits]
