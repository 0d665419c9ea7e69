"""What a payment file asks for and what comes back. Amounts are whole centimes, always positive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, Outcome


class Payment(NamedTuple):
    """One payment: our own reference of it (at most 35 characters), whose it is, 20 digits of bank or postal identity, and centimes."""

    ref: str
    name: str
    account: str
    amount: int


@dataclass(frozen=True, slots=True)
class Order:
    """What is said once for all payments of a file: its id, who pays from which account, on which day, how many and how much.

    `created_at` comes from the act that ordered the file, never from a clock: the same order gives the same bytes.
    """

    message_id: str
    created_at: datetime
    pay_on: date
    payer: str
    account: str
    count: int
    total: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A payment that was not made or came back: our reference, the bank's reason code and words, and centimes (None: not said)."""

    ref: str
    code: str
    words: str = ""
    amount: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReturnsCheck:
    """The answer to a file of returns; taken whole or not at all.

    `message_id` is the order the bank answers (""); `whole` says that the bank refused the order altogether.
    """

    outcome: Outcome
    returned: tuple[Returned, ...]
    anomalies: tuple[Anomaly, ...]
    content_hash: str
    message_id: str = ""
    whole: bool = False
