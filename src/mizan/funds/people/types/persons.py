"""Persons as others see them: the card as it stands, an identity as it was known, a person to register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mizan.kernel.identifiers import IdFinding
from mizan.kernel.periods import add_days, add_months


@dataclass(frozen=True, slots=True)
class PersonKnown:
    """A person; personal data, each read of which is logged. `nss` is "" for someone who is not insured; `died_on` is the day of death."""

    id: int
    nss: str
    nin: str
    surname_ar: str
    given_name_ar: str
    surname_fr: str
    given_name_fr: str
    birth_date: date | None
    sex: str
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class IdentityKnown:
    """An identity as it was held true from `known_from` until `known_until` (None: still).

    Where the civil register presumes a birth ("né présumé en 1950"), `birth_presumed` is "year" or "month" and `birth_date` its
    first day.
    """

    person_id: int
    nss: str
    nin: str
    surname_ar: str
    given_name_ar: str
    surname_fr: str
    given_name_fr: str
    birth_date: date | None
    birth_presumed: str
    birth_place: str
    sex: str
    event_id: int | None
    known_from: datetime
    known_until: datetime | None

    @property
    def birth_last_day(self) -> date | None:
        """The last day the birth may have been on: the day itself, or the end of the presumed month or year."""
        if self.birth_date is None or not self.birth_presumed:
            return self.birth_date
        return add_days(add_months(self.birth_date, 12 if self.birth_presumed == "year" else 1), -1)


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person to register. French names are the upper-case ASCII of the official files; `nss` is "" for someone who is not insured.

    `fund` and `agency_code` say who holds the file ("": nobody yet).
    """

    nss: str
    surname_fr: str
    given_name_fr: str
    birth_date: date | None
    surname_ar: str = ""
    given_name_ar: str = ""
    nin: str = ""
    sex: str = ""
    birth_presumed: str = ""
    birth_place: str = ""
    fund: str = ""
    agency_code: str = ""


@dataclass(frozen=True, slots=True)
class PersonRegistered:
    """A person just registered, and what is doubtful in the numbers given (a key that can not be checked, a birth year that differs)."""

    id: int
    warnings: tuple[IdFinding, ...]
