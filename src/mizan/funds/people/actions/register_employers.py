"""Affiliate employers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from mizan.funds.access.actions import record_act
from mizan.funds.people.types import EmployerDraft
from mizan.kernel.identifiers import check_employer_number, check_nif, check_rib
from mizan.kernel.refusals import refused

CHUNK = 20_000
_INSERT = """
INSERT INTO people_employer (number, name_ar, name_fr, activity, construction, wilaya_code, agency_code, nif, rib, opened_on, closed_on,
                             workers_declared)
SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[], %s::smallint[], %s::text[], %s::text[], %s::text[],
                     %s::date[], %s::date[], %s::int[])
ON CONFLICT (number) DO NOTHING RETURNING number, id
"""


def register_employers(drafts: Sequence[EmployerDraft], *, by: int, at: datetime) -> dict[str, int]:
    """Affiliate employers in one transaction, all or none; batch role. Returns their ids by number.

    Refused: ``employer_number_invalid``, ``nif_invalid``, ``rib_invalid`` (by their keys, where certain), ``employer_exists``.
    """
    for draft in drafts:
        _check(draft)
    ids: dict[str, int] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(drafts), CHUNK):
            columns = _columns(drafts[start : start + CHUNK])
            cursor.execute(_INSERT, columns)
            ids.update(cursor.fetchall())
        if len(ids) != len(drafts):
            raise refused("employer_exists", "number", number=next(d.number for d in drafts if d.number not in ids))
        record_act(verb="register_employers", subject=("employer", "set"), by=by, at=at, detail={"count": len(ids)})
    return ids


def _check(draft: EmployerDraft) -> None:
    checks = {
        "employer_number_invalid": check_employer_number(draft.number),
        "nif_invalid": check_nif(draft.nif) if draft.nif else (),
        "rib_invalid": check_rib(draft.rib) if draft.rib else (),
    }
    for code, findings in checks.items():
        if any(finding.severity == "error" for finding in findings):
            raise refused(code, code.removesuffix("_invalid"), number=draft.number)


def _columns(drafts: Sequence[EmployerDraft]) -> list[list[object]]:
    rows = (
        (
            d.number,
            d.name_ar,
            d.name_fr,
            d.activity,
            d.construction,
            d.wilaya_code,
            d.agency_code,
            d.nif,
            d.rib,
            d.opened_on,
            d.closed_on,
            d.workers_declared,
        )
        for d in drafts
    )
    return [list(column) for column in zip(*rows, strict=True)]
