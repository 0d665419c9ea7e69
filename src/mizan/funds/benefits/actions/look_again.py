"""What is said on a decision that may have to be made again: by the night that can not, and by the second person who leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mizan.funds.benefits.actions.work_claim import add_step
from mizan.funds.benefits.queries import again_said, live_decision_of_claim
from mizan.funds.benefits.types import StepKind
from mizan.kernel.refusals import Refusal, refused

TIME = "time"
"""What changes by the day alone; anything else is a piece of news, which comes once."""


def leave_to_judge(claim_id: int, *, refusal: Refusal, cause: Mapping[str, object], by: int, at: datetime) -> None:
    """Leave a decision for officers to look at again: why the law could not decide alone, and what had changed. Batch role.

    What time alone changes is said again by every night: it is written once a month, and not while something waits already.
    """
    standing = live_decision_of_claim(claim_id)
    if standing is None:
        return
    if cause.get("kind") == TIME:
        said = again_said(claim_id)
        if said is not None and (said.kind is not StepKind.UPHELD or (said.at.year, said.at.month) == (at.year, at.month)):
            return
    params = {name: str(value) for name, value in refusal.params.items()}
    detail = {"decision": str(standing.id), "code": refusal.code, "params": params, "cause": dict(cause)}
    add_step(claim_id, StepKind.TO_JUDGE, detail, by=by, at=at)


def uphold_decision(claim_id: int, *, reason: str, by: int, at: datetime) -> None:
    """Leave the decision as it is, against the proposal of another person; the reason stays on the claim, whose files are open.

    Refused: ``ground_missing`` (no reason), ``claim_not_decided``, ``again_not_proposed``, ``decision_needs_another_person`` (one's own
    proposal), ``own_file``.
    """
    if not reason.strip():
        raise refused("ground_missing", "reason")
    standing = live_decision_of_claim(claim_id)
    if standing is None:
        raise refused("claim_not_decided", "claim")
    add_step(claim_id, StepKind.UPHELD, {"decision": str(standing.id), "reason": reason.strip()}, by=by, at=at)
