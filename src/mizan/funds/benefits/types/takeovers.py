"""Files of existing awards taken over, as others see them. Amounts are centimes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from mizan.funds.benefits.types.awards import Least, Parts
from mizan.funds.benefits.types.claims import Kind
from mizan.kernel.funds import Fund


class TakeoverState(StrEnum):
    """Where a file stands: proposed by one person, approved by another (its awards are being written), ended, or given up."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    ENDED = "ended"
    CANCELLED = "cancelled"


class TakeoverKnown(NamedTuple):
    """A file of existing awards: what it comes to a month, the lines left out, who proposed and approved it, how many are written."""

    id: int
    fund: Fund
    first_month: date
    content_hash: str
    awards: int
    left_out: int
    gross: int
    net: int
    proposed_by: int
    proposed_at: datetime
    approved_by: int | None
    approved_at: datetime | None
    state: TakeoverState
    written: int


class Existing(NamedTuple):
    """An award to take over: its line and number, who is paid on whose rights, its first day ever, what it pays from the first month.

    `until` is the first day it is due no more, where that is known.
    """

    line: int
    ref: str
    content_hash: str
    kind: Kind
    person_id: int
    rights_of_id: int
    since: date
    until: date | None
    parts: Parts
    least: Least
    account: str
    account_kind: str
    holder: str
