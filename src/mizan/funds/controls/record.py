"""Writes a step of a finding: what every act on one has in common."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import run
from mizan.funds.controls.errors import translated
from mizan.funds.controls.queries.findings import finding_of
from mizan.funds.controls.types import FindingKnown
from mizan.kernel.refusals import refused

_STEP = """
INSERT INTO controls_step (finding_id, kind, conclusion, cause, hold_ground, reason, by_id, at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def known(finding_id: int) -> FindingKnown:
    """The finding. Refused: ``control_finding_unknown`` (also for who may not read it)."""
    found = finding_of(finding_id)
    if found is None:
        raise refused("control_finding_unknown", "finding")
    return found


def keep_step(
    finding_id: int,
    kind: str,
    *,
    verb: str,
    by: int,
    at: datetime,
    conclusion: str = "",
    cause: str = "",
    hold_ground: str = "",
    reason: str = "",
) -> None:
    """One step and its line of the log, in one transaction; the database refuses relatives, oneself, and what does not come next."""
    known(finding_id)
    with transaction.atomic():
        with translated():
            run(_STEP, [finding_id, kind, conclusion, cause, hold_ground, reason, by, at])
        detail = {name: value for name, value in (("conclusion", conclusion), ("cause", cause), ("ground", hold_ground)) if value}
        record_act(verb=verb, subject=("control_finding", finding_id), by=by, at=at, detail=detail)
