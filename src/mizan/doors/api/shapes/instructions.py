"""Instructions as the API shows them. Figures are in the units of the catalogue of indicators."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema

from mizan.formats.indicators import Axis
from mizan.funds.steering.types.statuses import Status, Why
from mizan.kernel.funds import Fund


class AimShown(Schema):
    """An indicator the instruction must move, with its baseline: the last whole month measured when it was confirmed."""

    id: str
    baseline: int | None
    baseline_month: str | None
    baseline_hash: str | None


class InstructionShown(Schema):
    """An instruction with its status as last kept (null before the first night); `about`: the indicators the reason speaks of."""

    number: int
    version: int
    communique: int
    text_ar: str
    text_fr: str
    axis: Axis
    fund: Fund | None
    owner: str
    deadline: date | None
    indicators: list[AimShown]
    status: Status | None
    why: Why | None
    about: list[str]
    day: date | None
    since: date | None


class InstructionsShown(Schema):
    """The instructions the account sees."""

    instructions: list[InstructionShown]


class DayShown(Schema):
    """The status kept for a day, with what it was computed from as known at `known_at`."""

    day: date
    status: Status
    why: Why
    about: list[str]
    used: dict[str, Any]
    rule: int
    known_at: datetime


class EvidenceShown(Schema):
    """What shows that a measure was carried out."""

    name: str
    sha256: str
    act_id: int | None
    at: datetime


class MeasureShown(Schema):
    """What the owner does for an instruction, and by which day."""

    id: int
    text: str
    due_on: date
    evidence: list[EvidenceShown]


class InstructionWhole(InstructionShown):
    """An instruction with its measures and each day, the last first."""

    measures: list[MeasureShown]
    days: list[DayShown]


class SuggestedShown(Schema):
    """An indicator a text suggests, with the place of its words in the communiqué's text."""

    id: str
    start: int | None
    end: int | None


class DraftShown(Schema):
    """An instruction as read; a person confirms or refuses it. `number`: of the instruction it became."""

    id: int
    rank: int
    text: str
    start: int
    end: int
    axis: Axis
    owner: str | None
    deadline: date | None
    indicators: list[SuggestedShown]
    notes: list[str]
    number: int | None
    refused: str | None


class CommuniqueShown(Schema):
    """A communiqué that was kept, with its drafts; `id` is null when it is refused: then nothing was kept and `anomalies` says why."""

    id: int | None
    text: str
    drafts: list[DraftShown]
    anomalies: list[dict[str, Any]]
