"""Questions about employers and places, and how declared identities compare with the register.

As ``web`` row-level security narrows each answer to what the account may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from mizan.funds.access.sql import Row, array_of, one, rows
from mizan.funds.people.models import Agency, Employer, Wilaya
from mizan.funds.people.types import AgencyKnown, EmployerKnown, Resemblance, WilayaKnown

_EMPLOYER = (
    "pk", "number", "name_ar", "name_fr", "activity", "construction", "wilaya_code",
    "agency_code", "nif", "rib", "opened_on", "closed_on", "workers_declared",
)  # fmt: skip
_ONE = """
SELECT id, number, name_ar, name_fr, activity, construction, wilaya_code, agency_code, nif, rib, opened_on, closed_on, workers_declared
  FROM people_employer WHERE"""
"""Asked by every declaration: said once, not built anew for each (building the question took longer than answering it)."""
COMPARED_TOGETHER = 50_000
"""How many identities the database compares with the register at a time, at most."""


def employer_of(employer_id: int) -> EmployerKnown | None:
    """The employer with this id, if the asker may see it."""
    return _first("id = %s", employer_id)


def employer_on(number: str) -> EmployerKnown | None:
    """The employer with this ten-digit number, if the asker may see it."""
    return _first("number = %s", number)


def employers_of(ids: Iterable[int]) -> dict[int, EmployerKnown]:
    """The employers with these ids, by id; those out of sight are missing."""
    return {found.id: found for found in _known(Employer.objects.filter(pk__in=set(ids)))}


def employers_by_number(numbers: Iterable[str]) -> dict[str, EmployerKnown]:
    """The employers with these numbers, by number; those out of sight are missing."""
    return {found.number: found for found in map(_employer, rows(f"{_ONE} number = ANY (%s::text[])", [array_of(set(numbers))]))}


def employers_by_rib(rib: str) -> tuple[EmployerKnown, ...]:
    """The employers registered with this bank account of twenty digits: one, as a rule; at most five are given."""
    return tuple(_known(Employer.objects.filter(rib=rib).exclude(rib="").order_by("pk")[:5])) if rib else ()


def employers(
    *,
    text: str = "",
    wilaya_code: int | None = None,
    agency_code: str | None = None,
    open_on: date | None = None,
    after: int = 0,
    limit: int = 50,
) -> tuple[EmployerKnown, ...]:
    """Employers the asker may see, by id, after the id ``after``: those whose number begins with, or name contains, ``text``."""
    found = Employer.objects.filter(pk__gt=after).order_by("pk")
    if text:
        found = found.filter(Q(number__startswith=text) | Q(name_fr__icontains=text) | Q(name_ar__icontains=text))
    if wilaya_code is not None:
        found = found.filter(wilaya_code=wilaya_code)
    if agency_code is not None:
        found = found.filter(agency_code=agency_code)
    if open_on is not None:
        found = found.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=open_on), opened_on__lte=open_on)
    return tuple(_known(found[:limit]))


def employer_count(*, open_on: date) -> int:
    """How many employers the asker may see are affiliated that day."""
    return Employer.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=open_on), opened_on__lte=open_on).count()


def may_compare(employer_id: int) -> bool:
    """Whether the asker may compare the people this employer declares with the register."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_may_compare(%s)", [employer_id])
        (allowed,) = cursor.fetchone()
    return bool(allowed)


def resemblances(employer_id: int, declared: Sequence[tuple[str, str, str, date | None]]) -> dict[str, Resemblance]:
    """How identities (number, surname, given name, birth date; a number once) declared by an employer compare with the register, by number.

    Only agreement is said, never the register's own words. The database refuses an asker who does not file for that employer
    (see `may_compare`).
    """
    found: dict[str, Resemblance] = {}
    for first in range(0, len(declared), COMPARED_TOGETHER):
        columns: list[list[object]] = [list(column) for column in zip(*declared[first : first + COMPARED_TOGETHER], strict=True)]
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM people_compare(%s, %s::text[], %s::text[], %s::text[], %s::date[])", [employer_id, *columns])
            found.update((row[0], Resemblance(*row)) for row in cursor.fetchall())
    return found


def wilayas(*, on: date) -> tuple[WilayaKnown, ...]:
    """The provinces as they stand that day, by code."""
    found = Wilaya.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on).order_by("code")
    return tuple(WilayaKnown(row.code, row.name_ar, row.name_fr) for row in found)


def agencies(*, on: date) -> tuple[AgencyKnown, ...]:
    """The agencies as they stand that day, by code."""
    found = Agency.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on).order_by("code")
    return tuple(AgencyKnown(row.code, row.name_ar, row.name_fr, row.wilaya_code) for row in found)


def _known(found: QuerySet[Employer]) -> list[EmployerKnown]:
    return [EmployerKnown(*values) for values in found.values_list(*_EMPLOYER)]


def _first(clause: str, value: int | str) -> EmployerKnown | None:
    found = one(f"{_ONE} {clause}", [value])
    return None if found is None else _employer(found)


def _employer(row: Row) -> EmployerKnown:
    return EmployerKnown(*row)
