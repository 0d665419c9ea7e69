"""What is to be kept of a career."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mizan.funds.careers.types.career import CreditKind, Scheme
from mizan.kernel.periods import Period


class EarningDraft(NamedTuple):
    """What was earned in a month, a quarter or a year; `days` of thirty a month. An employer is named by id, or by name only (None)."""

    person_id: int
    scheme: Scheme
    employer_id: int | None
    employer_name: str
    period: Period
    days: int
    amount: int


class SpellDraft(NamedTuple):
    """A person's time with an employer; `ends_on` is the first day after it."""

    person_id: int
    scheme: Scheme
    employer_id: int | None
    employer_name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CreditDraft:
    """A credited period to propose, with what proves it: a sentence, and the SHA-256 of the document where there is one."""

    person_id: int
    scheme: Scheme
    kind: CreditKind
    starts_on: date
    ends_on: date
    evidence: str
    document_hash: str = ""
