"""Register insured persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from mizan.funds.access.actions import record_act
from mizan.funds.people.types import PersonDraft
from mizan.kernel.identifiers import check_nss
from mizan.kernel.refusals import refused

CHUNK = 20_000
_INSERT = """
INSERT INTO people_person (nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, sex)
SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::date[], %s::text[])
ON CONFLICT (nss) DO NOTHING
"""


def register_persons(drafts: Sequence[PersonDraft], *, by: int, at: datetime) -> int:
    """Register insured persons in one transaction, all or none; batch role. Returns how many.

    Refused: ``nss_invalid`` (not 12 digits, or a wrong key where the key is certain), ``person_exists``.
    """
    for draft in drafts:
        if any(finding.severity == "error" for finding in check_nss(draft.nss)):
            raise refused("nss_invalid", "nss", nss=draft.nss)
    registered = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(drafts), CHUNK):
            rows = (
                (d.nss, d.nin, d.surname_ar, d.given_name_ar, d.surname_fr, d.given_name_fr, d.birth_date, d.sex)
                for d in drafts[start : start + CHUNK]
            )
            cursor.execute(_INSERT, [list(column) for column in zip(*rows, strict=True)])
            registered += cursor.rowcount
        if registered != len(drafts):
            raise refused("person_exists", "nss")
        record_act(verb="register_persons", subject=("person", "set"), by=by, at=at, detail={"count": registered})
    return registered
