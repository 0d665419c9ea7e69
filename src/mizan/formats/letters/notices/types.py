"""What a notice is written from. Amounts are centimes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mizan.formats.letters.types import Addressee

NOTICE = "notice/1"
"""The name of the template in use; another wording, sheet, font or typesetter takes another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What every notice has: its number and code, who writes to whom about which benefit, on which day, and where it is verified."""

    number: str
    code: str
    fund: str
    agency: Mapping[str, str]
    kind: str
    made_on: date
    person: Addressee
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(About):
    """Payments that wait: the ground's name in the statute book, what is known of this case, from when to when, the net of a month."""

    ground: str
    reason: str
    starts_on: date
    deadline: date
    net: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed(About):
    """A debt: how much, for which months, by which decision ("" where a payment made by mistake is undone), and how it is recovered.

    `taken` is what each month's payment is less at most, over `months`; both are 0 where nothing is taken from payments.
    """

    amount: int
    from_month: date
    to_month: date
    decision: str
    reason: str
    taken: int
    months: int
    share_ppm: int
