"""Keep who signed the certificates that stops of work are claimed on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import columns, run
from mizan.funds.controls.errors import translated


class CertificateDraft(NamedTuple):
    """A certificate of a claim: the prescriber's number, the day it was signed, the days it gives. No diagnosis."""

    claim_id: int
    prescriber: str
    signed_on: date
    days: int


def keep_certificates(drafts: Sequence[CertificateDraft], *, by: int, at: datetime) -> int:
    """Keep certificates, as batch; returns how many were new. Those of a claim known before are left as they are.

    Refused: ``certificate_unreadable``, all of them together.
    """
    if not drafts:
        return 0
    with transaction.atomic():
        with translated(), transaction.atomic():
            made = run(
                "INSERT INTO controls_certificate (claim_id, prescriber, signed_on, days, by_id, at)"
                " SELECT c.claim_id, c.prescriber, c.signed_on, c.days, %s, %s"
                " FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::smallint[]) AS c(claim_id, prescriber, signed_on, days)"
                " ON CONFLICT (claim_id) DO NOTHING",
                [by, at, *columns(drafts)],
            )
        record_act(verb="keep_certificates", subject=("certificates", at.date().isoformat()), by=by, at=at, detail={"kept": made})
    return made
