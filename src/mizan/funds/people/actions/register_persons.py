"""Register persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from django.db import connection, transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import array_of, columns, run
from mizan.funds.people.errors import translated
from mizan.funds.people.types import PersonDraft, PersonRegistered
from mizan.kernel.identifiers import IdFinding, check_nin, check_nss
from mizan.kernel.refusals import refused

CHUNK = 20_000
_CARD = "id, nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, sex, birth_presumed, birth_place"
_KINDS = "bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::date[], %s::text[], %s::text[], %s::text[]"
_INSERT = f"INSERT INTO people_person ({_CARD}) SELECT * FROM unnest(%s::{_KINDS})"  # noqa: S608 - constants
_IDENTITY = f"""
INSERT INTO people_identity (person_id, {_CARD.removeprefix("id, ")}, by_id, known_from)
SELECT d.*, %s, %s FROM unnest(%s::{_KINDS}) d
"""  # noqa: S608 - constants
_AFFILIATION = """
INSERT INTO people_affiliation (person_id, fund, agency_code, starts_on, by_id, known_from)
SELECT a.*, %s, %s FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::date[]) a
"""


def register_persons(drafts: Sequence[PersonDraft], *, by: int, at: datetime) -> int:
    """Register persons in one transaction, all or none; batch role. Returns how many.

    Refused: ``nss_invalid`` and ``nin_invalid`` (the form, or a wrong key where the key is certain), ``person_exists``, ``nin_taken``.
    """
    for draft in drafts:
        _findings(draft)
    with transaction.atomic():
        for start in range(0, len(drafts), CHUNK):
            _write(drafts[start : start + CHUNK], by=by, at=at)
        record_act(verb="register_persons", subject=("person", "set"), by=by, at=at, detail={"count": len(drafts)})
    return len(drafts)


def register_person(draft: PersonDraft, *, by: int, at: datetime) -> PersonRegistered:
    """Register one person, as an officer or in the batch role. A number whose key can not be checked is taken and told of.

    Refused: as `register_persons`.
    """
    warnings = _findings(draft)
    with transaction.atomic():
        (person_id,) = _write([draft], by=by, at=at)
        detail = {"warnings": [found.code for found in warnings]}
        record_act(verb="register_person", subject=("person", person_id), by=by, at=at, detail=detail)
    return PersonRegistered(person_id, warnings)


def _findings(draft: PersonDraft) -> tuple[IdFinding, ...]:
    """What is doubtful in the numbers; what is wrong is refused."""
    nss = check_nss(draft.nss) if draft.nss else ()
    nin = check_nin(draft.nin, draft.birth_date.year if draft.birth_date else None) if draft.nin else ()
    for code, findings, number in (("nss_invalid", nss, draft.nss), ("nin_invalid", nin, draft.nin)):
        if any(found.severity == "error" for found in findings):
            raise refused(code, code.removesuffix("_invalid"), number=number)
    return tuple(found for found in chain(nss, nin) if found.severity == "warning")


def _write(drafts: Sequence[PersonDraft], *, by: int, at: datetime) -> list[int]:
    """The cards, their first identities and the funds that hold them; ids are taken before the rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('people_person_id_seq') FROM generate_series(1, %s)", [len(drafts)])
        ids = [row[0] for row in cursor.fetchall()]
    cards = columns([(person_id, *_card(draft)) for person_id, draft in zip(ids, drafts, strict=True)])
    held = [
        (person_id, draft.fund, draft.agency_code, draft.birth_date or at.date())
        for person_id, draft in zip(ids, drafts, strict=True)
        if draft.fund
    ]
    with translated(), transaction.atomic():
        run(_INSERT, cards)
        # Before the identity: an officer writes on a file that has none yet, then opens it like any other.
        if held:
            run(_AFFILIATION, [by, at, *map(array_of, zip(*held, strict=True))])
        run(_IDENTITY, [by, at, *cards])
    return ids


def _card(draft: PersonDraft) -> tuple[object, ...]:
    names = (draft.surname_ar, draft.given_name_ar, draft.surname_fr, draft.given_name_fr)
    return (draft.nss or None, draft.nin, *names, draft.birth_date, draft.sex, draft.birth_presumed, draft.birth_place)
