"""Tie to a finding what followed it: a hold, a reversal, a debt, each made by its own act; or refer it to those who may sanction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import run
from mizan.funds.controls.errors import translated
from mizan.funds.controls.record import known
from mizan.funds.controls.types import Followed

_COLUMN = {Followed.HOLD: "hold_id", Followed.REVERSAL: "reversal_id", Followed.DEBT: "debt_id"}


def follow_finding(finding_id: int, what: Followed, ref_id: int, *, by: int, at: datetime) -> None:
    """Say that a hold, a reversal or a debt (by its id) follows a finding.

    Refused: ``control_hold_not_asked`` (a hold on another ground than asked), ``control_not_confirmed``, ``control_followed_elsewhere``
    (not about the finding's award), ``own_file``, ``control_finding_unknown``.
    """
    known(finding_id)
    statement = f"INSERT INTO controls_followed (finding_id, what, reference, {_COLUMN[what]}, by_id, at) VALUES (%s, %s, '', %s, %s, %s)"  # noqa: S608
    with transaction.atomic():
        with translated():
            run(statement, [finding_id, what.value, ref_id, by, at])
        record_act(verb="follow_finding", subject=("control_finding", finding_id), by=by, at=at, detail={what.value: ref_id})


def refer_finding(finding_id: int, *, reference: str, by: int, at: datetime) -> None:
    """Hand an evasion or a fraud over to those who may sanction it, under a reference.

    Refused: ``control_error_unsanctioned``, ``text_missing``.
    """
    known(finding_id)
    with transaction.atomic():
        with translated():
            run(
                "INSERT INTO controls_followed (finding_id, what, reference, by_id, at) VALUES (%s, 'referral', %s, %s, %s)",
                [finding_id, reference, by, at],
            )
        record_act(verb="refer_finding", subject=("control_finding", finding_id), by=by, at=at, detail={"reference": reference})
