"""Employers and places as others see them, and what the register says of a declared identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WilayaKnown:
    """A province as it stands on the day asked."""

    code: int
    name_ar: str
    name_fr: str


@dataclass(frozen=True, slots=True)
class AgencyKnown:
    """A local agency as it stands on the day asked."""

    code: str
    name_ar: str
    name_fr: str
    wilaya_code: int


@dataclass(frozen=True, slots=True)
class EmployerKnown:
    """An employer. ``workers_declared`` is the last headcount declared; the law derives the filing period from it."""

    id: int
    number: str
    name_ar: str
    name_fr: str
    activity: str
    construction: bool
    wilaya_code: int
    agency_code: str
    nif: str
    rib: str
    opened_on: date
    closed_on: date | None
    workers_declared: int

    def is_open(self, on: date) -> bool:
        """Whether the employer is affiliated that day (``closed_on`` is the first day it no longer is)."""
        return self.opened_on <= on and (self.closed_on is None or on < self.closed_on)


@dataclass(frozen=True, slots=True)
class EmployerDraft:
    """An employer to register."""

    number: str
    name_ar: str
    name_fr: str
    activity: str
    construction: bool
    wilaya_code: int
    agency_code: str
    opened_on: date
    nif: str = ""
    rib: str = ""
    closed_on: date | None = None
    workers_declared: int = 0


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How a declared identity compares with the register: said without giving the register's own words away."""

    nss: str
    known: bool
    name_matches: bool
    birth_date_matches: bool
