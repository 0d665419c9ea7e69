"""The acts through which the declared world reaches the funds, each at its moment."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from mizan.doors.console.demo.country.types import TrueEmployer
from mizan.doors.console.demo.declared.deviations import Deviation
from mizan.doors.console.demo.declared.habits import Habits
from mizan.formats.dac import DacReturn
from mizan.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class FileDac:
    """An employer files a contribution declaration; `in_set` when its file goes with the others of its week rather than keyed in."""

    at: datetime
    employer: int
    period: Period
    dac: DacReturn
    in_set: bool


@dataclass(frozen=True, slots=True)
class FileDas:
    """An employer files a wage declaration; `in_set` when it goes with the others of its day rather than alone."""

    at: datetime
    employer: int
    year: int
    kind: str
    header: bytes
    detail: bytes
    in_set: bool


class Payment(NamedTuple):
    """Money an employer sends to one of the fund's accounts; a return (negative) names the payment it takes back. Ranks are given last."""

    rank: int
    at: datetime
    employer: int
    account: int
    amount: int
    reference: str
    payer_account: str
    returns: "Payment | None" = None


@dataclass(frozen=True, slots=True)
class SendStatement:
    """The bank sends the statement of a stretch of days; the fund accountant imports it at that moment."""

    at: datetime
    account: int
    span: Period
    payments: tuple[Payment, ...]


class FundLine(NamedTuple):
    """A bank line between the fund and another body: a transfer that leaves (negative) or what an institution pays (positive)."""

    ref: str
    on: date
    party: str
    reference: str
    amount: int


@dataclass(slots=True)
class EmployerPlan:
    """Everything one employer will do; filled in by its builder."""

    employer: TrueEmployer
    habits: Habits
    dacs: list[FileDac] = field(default_factory=list)
    dass: list[FileDas] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    deviations: list[Deviation] = field(default_factory=list)
