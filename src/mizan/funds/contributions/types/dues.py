"""Dues and what was laid on them: frozen answers. Amounts are centimes, rates parts per million, days dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class ShareKept:
    """The part of a due for one branch and payer, and what was laid on it."""

    rank: int
    branch: str
    payer: str
    fund: str
    rate_ppm: int
    amount: int
    received: int


@dataclass(frozen=True, slots=True)
class DueKept:
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
    due_on: date
    filing_id: int | None
    case_id: int | None
    entry_id: int
    booked_on: date
    law_version: str
    reversed_on: date | None
    reversal_reason: str | None

    @property
    def arrears(self) -> int:
        """What remains to be paid."""
        return 0 if self.reversed_on else self.amount - self.received


@dataclass(frozen=True, slots=True)
class MatchKept:
    """What one receipt or credit laid on one due; `reversed_on` when it no longer counts."""

    id: int
    settlement_id: int
    receipt_id: int | None
    due_id: int
    amount: int
    method: str
    booked_on: date
    reversed_on: date | None


@dataclass(frozen=True, slots=True)
class DueDetail:
    """A due with its shares, what was laid on it and the steps of the law (the tree of `Trace.to_json`)."""

    due: DueKept
    shares: tuple[ShareKept, ...]
    matches: tuple[MatchKept, ...]
    trace: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DueBehind:
    """A due behind a number of the balance, and its part in the fund's branch."""

    due: DueKept
    due_in_branch: int
    received_in_branch: int


@dataclass(frozen=True, slots=True)
class ReceivedBehind:
    """What one receipt or credit laid on a due for a fund's branch; the receipt's bank line where the asker may see it."""

    due_id: int
    period_key: str
    code: str
    booked_on: date
    method: str | None
    receipt_id: int | None
    statement_no: str | None
    line_ref: str | None
    payer_name: str | None
    amount: int
