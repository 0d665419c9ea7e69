"""Adopted documents as others see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mizan.kernel.funds import Fund


class AdoptedKind(StrEnum):
    """What a value of a document is."""

    BUDGET = "budget"
    TARGET = "target"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class ValueStated:
    """A value of a document, in the unit of the catalogue: what the figure of each month from `starts` to before `ends` is to be."""

    line: int
    indicator: str
    fund: Fund | None
    starts: date
    ends: date
    kind: AdoptedKind
    value: int


@dataclass(frozen=True, slots=True)
class AdoptedValue:
    """A value in force, with the document and the line it stands in, the day its body adopted it and the instant it was approved here."""

    stated: ValueStated
    document_id: int
    series: str
    version: int
    sha256: str
    adopted_on: date
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentKept:
    """A document as proposed, and what the second person said: `approved` None until then."""

    id: int
    sha256: str
    series: str
    version: int
    title_ar: str
    title_fr: str
    body_ar: str
    body_fr: str
    adopted_on: date
    funds: tuple[Fund | None, ...]
    proposed_by: int
    proposed_at: datetime
    approved: bool | None
    decided_by: int | None
    decided_at: datetime | None
    reason: str

    def title(self, lang: str) -> str:
        """The title in a language."""
        return self.title_ar if lang == "ar" else self.title_fr

    def body(self, lang: str) -> str:
        """The body that adopted it, in a language."""
        return self.body_ar if lang == "ar" else self.body_fr
