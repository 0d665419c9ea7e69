"""Affiliate self-employed persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from mizan.funds.access.actions import record_act
from mizan.funds.self_employed.types import AffiliationDraft
from mizan.kernel.identifiers import check_rib
from mizan.kernel.refusals import refused

CHUNK = 20_000
_INSERT = """
INSERT INTO self_employed_affiliation (person_id, activity, trade_ar, trade_fr, wilaya_code, agency_code, rib, started_on, ended_on,
                                       opening_base, opening_year)
SELECT p.id, d.activity, d.trade_ar, d.trade_fr, d.wilaya_code, d.agency_code, d.rib, d.started_on, d.ended_on,
       d.opening_base, d.opening_year
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::smallint[], %s::text[], %s::text[], %s::date[], %s::date[], %s::bigint[],
              %s::smallint[]) WITH ORDINALITY
       AS d(nss, activity, trade_ar, trade_fr, wilaya_code, agency_code, rib, started_on, ended_on, opening_base, opening_year, place)
  JOIN people_person p ON p.nss = d.nss
 ORDER BY d.place
ON CONFLICT (person_id) DO NOTHING
RETURNING person_id, id
"""
_PERSONS = "SELECT nss, id FROM people_person WHERE nss = ANY (%s::text[])"


def affiliate(drafts: Sequence[AffiliationDraft], *, by: int, at: datetime) -> dict[str, int]:
    """Affiliate persons of the register in one transaction, all or none; batch role. Returns the affiliations' numbers by NSS.

    Refused: ``rib_invalid`` (by its key, where certain), ``affiliation_person_unknown``, ``affiliation_exists``.
    """
    for draft in drafts:
        if draft.rib and any(finding.severity == "error" for finding in check_rib(draft.rib)):
            raise refused("rib_invalid", "rib", number=draft.nss)
    made: dict[str, int] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(drafts), CHUNK):
            chunk = drafts[start : start + CHUNK]
            cursor.execute(_PERSONS, [[draft.nss for draft in chunk]])
            persons = dict(cursor.fetchall())
            unknown = next((draft.nss for draft in chunk if draft.nss not in persons), None)
            if unknown is not None:
                raise refused("affiliation_person_unknown", "nss", nss=unknown)
            cursor.execute(_INSERT, _columns(chunk))
            ids = dict(cursor.fetchall())
            known = next((draft.nss for draft in chunk if persons[draft.nss] not in ids), None)
            if known is not None or len(ids) != len(chunk):
                raise refused("affiliation_exists", "nss", nss=known or "")
            made.update((draft.nss, ids[persons[draft.nss]]) for draft in chunk)
        record_act(verb="affiliate", subject=("self_employed", "set"), by=by, at=at, detail={"count": len(made)})
    return made


def _columns(drafts: Sequence[AffiliationDraft]) -> list[list[object]]:
    rows = (
        (
            d.nss, d.activity, d.trade_ar, d.trade_fr, d.wilaya_code, d.agency_code, d.rib, d.started_on, d.ended_on, d.opening_base,
            d.opening_year,
        )
        for d in drafts
    )  # fmt: skip
    return [list(column) for column in zip(*rows, strict=True)]
