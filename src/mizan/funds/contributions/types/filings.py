"""Declarations: frozen answers. Amounts are centimes, rates parts per million, days dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mizan.formats.anomalies import Anomaly, Outcome


@dataclass(frozen=True, slots=True)
class FilingReceipt:
    """The answer to a deposit. Nothing was kept when `filing_id` is None: the deposit was refused, or it was a test.

    `repeated` says that the same content had been filed before: this is the first receipt again.
    """

    outcome: Outcome
    form: str
    lines: int
    taken: int
    anomalies: Sequence[Anomaly]
    filing_id: int | None = None
    receipt_no: str | None = None
    repeated: bool = False
    test: bool = False
    due_ids: tuple[int, ...] = ()
    case_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FilingKept:
    """A declaration as it was filed. `superseded_by` is the filing that replaced it, if any."""

    id: int
    receipt_no: str
    form: str
    employer_id: int
    period_key: str
    period_start: date
    period_end: date
    kind: str
    outcome: Outcome
    source: str
    filed_by: int
    filed_at: datetime
    lines: int
    taken: int
    quarter_bases: tuple[int, ...] | None
    workers_total: int | None
    hired: int | None
    left: int | None
    supersedes: int | None
    superseded_by: int | None
    law_version: str


@dataclass(frozen=True, slots=True)
class AnomalyKept:
    """One thing the check found in a filing, as it was said that day."""

    line: int
    field: str
    code: str
    severity: str
    message: Mapping[str, str]
    basis: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class DacLineKept:
    """One code of a contribution declaration and its base; `due_id` is the due it made, None when the base is empty."""

    code: str
    base: int
    due_id: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class AbatementKept:
    """One worker of an abatement annex."""

    code: str
    nss: str
    name: str
    birth_date: date | None
    base: int
    decision_no: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class MovementKept:
    """One worker who entered ("E") or left ("S")."""

    nss: str
    name: str
    sense: str
    moved_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class FilingDetail:
    """A filing with all it holds: what the check found, the lines left out, and for a DAC its lines and annexes."""

    filing: FilingKept
    anomalies: tuple[AnomalyKept, ...]
    waiting: tuple[tuple[int, str], ...]
    dac_lines: tuple[DacLineKept, ...]
    abatements: tuple[AbatementKept, ...]
    movements: tuple[MovementKept, ...]
    superseded_lines: int
