"""Open a claim."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import next_ids, one, one_row, run
from mizan.funds.benefits.errors import translated
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.switches import in_force
from mizan.funds.benefits.types import ClaimDraft
from mizan.kernel.periods import add_days
from mizan.kernel.refusals import refused

CLAIMED_ON = "claimed_on"
"""Told with any kind: the day it is claimed for, where that is not the day the claim is received."""
_CLAIM = """
INSERT INTO benefits_claim (id, number, fund, kind, person_id, claimant_id, received_on, promised_on, told, channel, agency_code,
                            opened_by_id, opened_at, key)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s, %s, %s)
"""
_SAME = """
SELECT id, (fund, kind, person_id, claimant_id, received_on, told) = (%s, %s, %s, %s, %s, %s::jsonb) FROM benefits_claim WHERE key = %s
"""


def open_claim(draft: ClaimDraft, *, by: int, at: datetime) -> int:
    """Write down what somebody asks for, with the day by which the fund promises to answer; returns the claim's id.

    The same draft under the same key gives the first claim back. As an officer, whose file must be open.
    Refused: ``kind_not_of_fund``, ``fact_not_asked`` (told, and the claimant is not asked it), ``claim_key_reused`` (same key, another
    claim), ``own_file`` (the officer's own, or a relative's), ``file_not_open``.
    """
    benefit = benefit_of(draft.kind)
    if draft.fund not in benefit.funds:
        raise refused("kind_not_of_fund", "fund", kind=draft.kind.value)
    for name in sorted(draft.told.keys() - benefit.told - {CLAIMED_ON}):
        raise refused("fact_not_asked", name)
    told = json.dumps(dict(sorted(draft.told.items())))
    about = [draft.fund.value, draft.kind.value, draft.person_id, draft.claimant_id, draft.received_on, told]
    with transaction.atomic():
        one_row("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0)) IS NULL", [f"benefits_claim:{draft.key}"])
        kept = one(_SAME, [*about, draft.key])
        if kept is not None:
            if not kept[1]:
                raise refused("claim_key_reused", "key")
            return int(kept[0])
        (claim_id,) = next_ids("benefits_claim", 1)
        number = f"{draft.fund}-D-{draft.received_on.year}-{claim_id:07d}"
        promised = add_days(draft.received_on, in_force().promise_days)
        with translated():
            run(
                _CLAIM,
                [claim_id, number, *about[:5], promised, told, draft.channel.value, draft.agency_code, by, at, draft.key],
            )
        record_act(verb="open_claim", subject=("benefit_claim", claim_id), by=by, at=at, detail={"kind": draft.kind.value})
    return claim_id
