"""Departures of the declared world from the truth: each has a kind, and is recorded with the truth."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The known ways in which the declared world differs from the true one."""

    LATE_FILING = "late_filing"
    LATE_PAYMENT = "late_payment"
    SHORT = "short"
    WRONG = "wrong"
    CORRECTED = "corrected"
    RECTIFIED = "rectified"
    REGULARISED = "regularised"
    SILENT = "silent"
    HIDDEN_WORKER = "hidden_worker"
    PARTIAL_PAYMENT = "partial_payment"
    UNPAID = "unpaid"
    OVERPAYMENT = "overpayment"
    WRONG_REFERENCE = "wrong_reference"
    RETURNED_PAYMENT = "returned_payment"


class SelfDeviation(NamedTuple):
    """One departure of a self-employed person's year: `form` is DAA or payment; `true` and `declared` as in `Deviation`."""

    kind: Kind
    form: str
    person: int
    year: int
    true: int
    declared: int
    note: str = ""


class Deviation(NamedTuple):
    """One departure: `form` is DAC, DAS, both or payment; `true` and `declared` are centimes, or days for what is late."""

    kind: Kind
    form: str
    employer: int
    period: str
    job: int | None = None
    true: int | None = None
    declared: int | None = None
    note: str = ""
