"""Conclude a finding: an error, an evasion, a fraud (by two people) or unfounded; with its cause and its reason, once."""

from __future__ import annotations

from datetime import datetime

from mizan.funds.access.sql import one
from mizan.funds.controls.catalogue import control_named
from mizan.funds.controls.record import keep_step, known
from mizan.funds.controls.types import Cause, Conclusion
from mizan.kernel.refusals import refused

_PROPOSED = """
SELECT kind, cause FROM controls_step WHERE finding_id = %s AND kind IN ('fraud_proposed', 'fraud_declined') ORDER BY id DESC LIMIT 1
"""


def conclude_finding(finding_id: int, conclusion: Conclusion, *, cause: Cause | None = None, reason: str, by: int, at: datetime) -> None:
    """Say what a finding is. A fraud is concluded by another person than the one who proposed it, on the cause proposed.

    Refused: ``control_conclusion_not_kept`` (this control does not conclude so), ``control_cause_missing``, ``control_fraud_two_people``,
    ``control_fraud_waits`` (a proposal waits for an answer), ``control_not_taken``, ``control_finding_concluded``, ``own_file``,
    ``control_own_finding``, ``text_missing``.
    """
    _kept(finding_id, conclusion)
    if conclusion is Conclusion.UNFOUNDED:
        cause = None
    elif conclusion is Conclusion.FRAUD:
        proposed = one(_PROPOSED, [finding_id])
        if proposed is None or proposed[0] != "fraud_proposed":
            raise refused("control_fraud_two_people", "conclusion")
        cause = Cause(proposed[1])
    elif cause is None:
        raise refused("control_cause_missing", "cause")
    told = "" if cause is None else cause.value
    keep_step(finding_id, "concluded", verb="conclude_finding", by=by, at=at, conclusion=conclusion.value, cause=told, reason=reason)


def propose_fraud(finding_id: int, *, cause: Cause, reason: str, by: int, at: datetime) -> None:
    """Propose that a finding is a fraud: it waits for another person. Refused as `conclude_finding`."""
    _kept(finding_id, Conclusion.FRAUD)
    keep_step(finding_id, "fraud_proposed", verb="propose_fraud", by=by, at=at, cause=cause.value, reason=reason)


def decline_fraud(finding_id: int, *, reason: str, by: int, at: datetime) -> None:
    """Say, as another person, that it is not a fraud: the finding is open again to another conclusion. Refused as `conclude_finding`."""
    keep_step(finding_id, "fraud_declined", verb="decline_fraud", by=by, at=at, reason=reason)


def _kept(finding_id: int, conclusion: Conclusion) -> None:
    if conclusion not in control_named(known(finding_id).control).conclusions:
        raise refused("control_conclusion_not_kept", "conclusion")
