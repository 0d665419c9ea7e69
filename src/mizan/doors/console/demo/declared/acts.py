"""The acts through which the declared world reaches the funds, each at its moment."""

from dataclasses import dataclass
from datetime import datetime

from mizan.formats.dac import DacReturn

from mizan.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class FileDac:
    """An employer files a contribution declaration; `from_file` when it comes as CSV rather than keyed in."""

    at: datetime
    employer: int
    period: Period
    dac: DacReturn
    from_file: bool


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


@dataclass(frozen=True, slots=True)
class Payment:
    """Money an employer sends: `account` is the rank of the fund's account; a return takes back the payment of rank `returns`."""

    rank: int
    at: datetime
    employer: int
    account: int
    amount: int
    reference: str
    returns: int | None = None
