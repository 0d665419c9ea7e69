"""What the app hands to others: frozen answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Activity = Literal["trade", "farmer"]
"""Farmers pay by another day than everybody else."""


@dataclass(frozen=True, slots=True)
class AffiliationKnown:
    """A self-employed person's affiliation; personal data, each read of which by somebody else is logged.

    `opening_base` (centimes) and `opening_year` are the last base retained before these books opened, if it is known.
    """

    id: int
    person_id: int
    nss: str
    surname_ar: str
    given_name_ar: str
    surname_fr: str
    given_name_fr: str
    activity: Activity
    trade_ar: str
    trade_fr: str
    wilaya_code: int
    agency_code: str
    rib: str
    started_on: date
    ended_on: date | None
    opening_base: int | None
    opening_year: int | None

    @property
    def name_ar(self) -> str:
        """The name in Arabic, or in French when it is not known in Arabic."""
        return f"{self.surname_ar} {self.given_name_ar}".strip() or self.name_fr

    @property
    def name_fr(self) -> str:
        """The name in the capitals of the official files."""
        return f"{self.surname_fr} {self.given_name_fr}"

    def is_active(self, year: int) -> bool:
        """Whether some day of the year falls in the activity (``ended_on`` is the first day it no longer does)."""
        return self.started_on <= date(year, 12, 31) and (self.ended_on is None or self.ended_on > date(year, 1, 1))


@dataclass(frozen=True, slots=True)
class AffiliationDraft:
    """An affiliation to make, of a person already in the register."""

    nss: str
    activity: Activity
    wilaya_code: int
    agency_code: str
    started_on: date
    trade_ar: str = ""
    trade_fr: str = ""
    rib: str = ""
    ended_on: date | None = None
    opening_base: int | None = None
    opening_year: int | None = None


@dataclass(frozen=True, slots=True)
class CessationDraft:
    """The end of an activity: the first day on which it is no more, the document that says so, and its day."""

    affiliation_id: int
    ended_on: date
    document: str
    document_on: date


@dataclass(frozen=True, slots=True)
class CessationKnown(CessationDraft):
    """The end of an activity as it was kept."""

    by_id: int
    at: datetime
