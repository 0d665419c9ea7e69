"""Questions about affiliations. As ``web`` row-level security narrows each answer to what the account may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from mizan.funds.self_employed.types import AffiliationKnown, CessationKnown

# People of the fund do not read the register of persons: names come through a function that asks the same policy.
_KNOWN = """
WITH wanted AS MATERIALIZED (SELECT * FROM self_employed_affiliation a WHERE {where} ORDER BY a.id LIMIT %s)
SELECT a.id, a.person_id, n.nss, n.surname_ar, n.given_name_ar, n.surname_fr, n.given_name_fr, a.activity, a.trade_ar, a.trade_fr,
       a.wilaya_code, a.agency_code, a.rib, a.started_on, COALESCE(c.ended_on, a.ended_on), a.opening_base,
       a.opening_year
  FROM wanted a LEFT JOIN self_employed_cessation c ON c.affiliation_id = a.id
  JOIN self_employed_names(ARRAY(SELECT id FROM wanted)) n ON n.id = a.id ORDER BY a.id
"""
MANY = 10**9


def affiliation_of(affiliation_id: int) -> AffiliationKnown | None:
    """The affiliation with this number, if the asker may see it."""
    return _first(_known("a.id = %s", [affiliation_id]))


def affiliations_of_persons(person_ids: Iterable[int]) -> tuple[AffiliationKnown, ...]:
    """The affiliations of these persons, those in sight."""
    return _known("a.person_id = ANY (%s::bigint[])", [list(person_ids)])


def affiliations_of(ids: Iterable[int]) -> dict[int, AffiliationKnown]:
    """The affiliations with these numbers, by number; those out of sight are missing."""
    return {one.id: one for one in _known("a.id = ANY (%s::bigint[])", [list(ids)])}


def affiliations_by_nss(numbers: Iterable[str]) -> dict[str, AffiliationKnown]:
    """The affiliations of the persons with these social-security numbers, by number; those out of sight are missing."""
    wanted = sorted(set(numbers))
    found = _known("a.id = ANY (ARRAY(SELECT self_employed_numbered(%s::text[])))", [wanted]) if wanted else ()
    return {one.nss: one for one in found}


def affiliations_by_rib(rib: str) -> tuple[AffiliationKnown, ...]:
    """Who is registered with this bank account of twenty digits: one, as a rule; at most five are given."""
    return _known("a.rib = %s AND a.rib <> ''", [rib], limit=5) if rib else ()


def affiliations(*, after: int = 0, limit: int = 500) -> tuple[AffiliationKnown, ...]:
    """Affiliations in sight, by number, after the number ``after``."""
    return _known("a.id > %s", [after], limit=limit)


def cessation_of(affiliation_id: int) -> CessationKnown | None:
    """How and when an activity ended, if it has and the asker may see it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT affiliation_id, ended_on, document, document_on, by_id, at FROM self_employed_cessation WHERE affiliation_id = %s",
            [affiliation_id],
        )
        row = cursor.fetchone()
    return None if row is None else CessationKnown(*row)


def _known(where: str, values: Sequence[Any], *, limit: int = MANY) -> tuple[AffiliationKnown, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN.format(where=where), [*values, limit])
        return tuple(AffiliationKnown(*row) for row in cursor.fetchall())


def _first(found: tuple[AffiliationKnown, ...]) -> AffiliationKnown | None:
    return found[0] if found else None
