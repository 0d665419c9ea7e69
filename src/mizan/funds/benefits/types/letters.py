"""Letters as others see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class LetterServed:
    """A letter that reached its person on `served_on`; made again with `template` and `address` its hash is `sha256`."""

    decision_id: int
    language: str
    template: str
    address: str
    sha256: str
    served_on: date
    by: int
    recorded_at: datetime
