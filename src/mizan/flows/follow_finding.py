"""What a finding leads to, through the acts there are: a hold on a ground of the law, a payment undone. Each act and its tie at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from mizan.flows.pay_returns import propose_reversal_of
from mizan.funds.benefits.actions.hold_payment import HoldDraft, hold_payment
from mizan.funds.controls.actions.follow_finding import follow_finding
from mizan.funds.controls.queries.findings import finding_of, steps_of
from mizan.funds.controls.types import FindingKnown, Followed
from mizan.kernel.refusals import refused


class HoldDays(NamedTuple):
    """From which day until which a hold lasts, both included."""

    starts_on: date
    deadline: date


def hold_on_finding(finding_id: int, days: HoldDays, *, by: int, at: datetime) -> int:
    """Propose, as the fund's accountant, the hold a controller asked for; returns its id.

    It binds as any hold: another person agrees, and the person's notice is made (`flows.hold_payment`).
    Refused: ``control_hold_not_asked``, whatever `hold_payment` refuses, ``own_file``.
    """
    found = _known(finding_id)
    asked = next((one for one in reversed(steps_of(finding_id)) if one.kind == "hold_asked"), None)
    if asked is None or found.award_id is None:
        raise refused("control_hold_not_asked", "what")
    draft = HoldDraft(found.award_id, asked.hold_ground, asked.reason, days.starts_on, days.deadline)
    with transaction.atomic():
        hold_id = hold_payment(draft, by=by, at=at)
        follow_finding(finding_id, Followed.HOLD, hold_id, by=by, at=at)
    return hold_id


def reverse_on_finding(finding_id: int, instalment_id: int, *, by: int, at: datetime) -> int:
    """Propose, as the fund's accountant, to undo a payment that a finding confirmed was not due; returns the proposal's id.

    Another person approves it; what was paid becomes a debt, recovered within the law's share. Refused: ``control_not_confirmed``,
    ``control_followed_elsewhere``, whatever `propose_reversal_of` refuses.
    """
    found = _known(finding_id)
    reason = next((one.reason for one in steps_of(finding_id) if one.kind == "concluded"), "")
    if not reason:
        raise refused("control_not_confirmed", "what")
    with transaction.atomic():
        reversal_id = propose_reversal_of(instalment_id, ground=f"{found.number} : {reason}", by=by, at=at)
        follow_finding(finding_id, Followed.REVERSAL, reversal_id, by=by, at=at)
    return reversal_id


def _known(finding_id: int) -> FindingKnown:
    found = finding_of(finding_id)
    if found is None:
        raise refused("control_finding_unknown", "finding")
    return found
