"""Questions about persons: the card as it stands. Personal data: a read is logged before it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mizan.funds.access.sql import array_of, rows
from mizan.funds.people.models import Person
from mizan.funds.people.types import PersonKnown


def person_of(nss: str) -> PersonKnown | None:
    """The insured person with this number: personal data, to be logged with ``record_read`` before it is shown."""
    row = Person.objects.filter(nss=nss).first()
    return None if row is None else _person(row)


def person_by_id(person_id: int) -> PersonKnown | None:
    """The person with this id, if the asker has opened the file."""
    row = Person.objects.filter(pk=person_id).first()
    return None if row is None else _person(row)


def persons_by_nss(numbers: Iterable[str]) -> dict[str, PersonKnown]:
    """The insured persons with these numbers, by number: personal data, to be logged before it is shown."""
    return {row.nss: _person(row) for row in Person.objects.filter(nss__in=set(numbers)).iterator(chunk_size=5000) if row.nss}


def find(numbers: Iterable[str]) -> dict[str, int]:
    """The ids of the files that bear these numbers (NSS or NIN), by number: of those alone that the asker may open. Says nothing else."""
    return dict(rows("SELECT number, person_id FROM people_find(%s::text[])", [array_of(sorted(set(numbers)))]))


def numbers_of(person_ids: Iterable[int]) -> dict[int, str]:
    """The social-security numbers of files, by file; those without a number are missing."""
    return {row.pk: row.nss for row in Person.objects.filter(pk__in=set(person_ids), nss__isnull=False) if row.nss}


def agency_of(person_id: int, *, fund: str) -> str:
    """The code of the agency that holds a person's file, for a fund or else for another; "" for nobody's. The file is open."""
    found = rows("SELECT fund, agency_code FROM people_affiliation WHERE person_id = %s AND known_until IS NULL ORDER BY id", [person_id])
    return next((code for of, code in found if of == fund), found[0][1] if found else "")


def totals(*, at: datetime) -> tuple[tuple[str, int, int], ...]:
    """How many events of each kind each year holds, as known at a moment: (kind, year, how many); for the funds' people, nobody named."""
    return tuple((kind, year, count) for kind, year, count in rows("SELECT * FROM people_totals(%s)", [at]))


def _person(row: Person) -> PersonKnown:
    names = (row.surname_ar, row.given_name_ar, row.surname_fr, row.given_name_fr)
    return PersonKnown(row.pk, row.nss or "", row.nin, *names, row.birth_date, row.sex, row.died_on)
