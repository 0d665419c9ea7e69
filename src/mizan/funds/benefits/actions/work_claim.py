"""What officers do on a claim before it is decided, each a step that stays."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import next_ids, run
from mizan.funds.benefits.errors import translated
from mizan.funds.benefits.queries import live_decision_of_claim
from mizan.funds.benefits.types import StepKind
from mizan.kernel.refusals import refused

_STEP = "INSERT INTO benefits_claim_step (id, claim_id, kind, by_id, to_account_id, detail, at) VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s)"


def take_claim(claim_id: int, *, by: int, at: datetime) -> None:
    """Take a claim from the queue. Refused: ``claim_decided``, ``claim_withdrawn``, ``own_file``, ``file_not_open``."""
    add_step(claim_id, StepKind.TAKEN, {}, by=by, at=at)


def hand_over_claim(claim_id: int, *, to: int, by: int, at: datetime) -> None:
    """Hand a claim to another account, who may not be a relative of whom it is about. Refused: as `take_claim`."""
    add_step(claim_id, StepKind.HANDED_OVER, {}, to=to, by=by, at=at)


def ask_claimant(claim_id: int, *, facts: Sequence[str], by: int, at: datetime) -> None:
    """Ask the claimant what the fund does not hold, by the names of the facts. Refused: ``step_unknown`` (nothing asked)."""
    if not facts:
        raise refused("step_unknown", "facts")
    add_step(claim_id, StepKind.ASKED, {"facts": sorted(facts)}, by=by, at=at)


def answer_claim(claim_id: int, *, told: Mapping[str, str], by: int, at: datetime) -> None:
    """Write down what the claimant answered, as text by the names of the facts. Refused: ``step_unknown`` (nothing told).

    On a decided claim while its decision is looked at again; the answer is then kept beside it, and a proposal made before falls.
    """
    if not told:
        raise refused("step_unknown", "told")
    standing = live_decision_of_claim(claim_id)
    again = {} if standing is None else {"decision": str(standing.id)}
    add_step(claim_id, StepKind.ANSWERED, {"told": dict(sorted(told.items())), **again}, by=by, at=at)


def withdraw_claim(claim_id: int, *, reason: str, by: int, at: datetime) -> None:
    """Write down that the claimant withdraws. Refused: ``ground_missing`` (no reason), as `take_claim`."""
    if not reason:
        raise refused("ground_missing", "reason")
    add_step(claim_id, StepKind.WITHDRAWN, {"reason": reason}, by=by, at=at)


def examine_claim(claim_id: int, *, agrees: bool, finding: str, by: int, at: datetime) -> None:
    """Say what the re-examination of a decided claim found. Refused: ``ground_missing`` (no finding), ``claim_not_decided``."""
    if not finding:
        raise refused("ground_missing", "finding")
    add_step(claim_id, StepKind.EXAMINED, {"agrees": agrees, "finding": finding}, by=by, at=at)


def add_step(claim_id: int, kind: StepKind, detail: Mapping[str, object], *, to: int | None = None, by: int, at: datetime) -> None:
    """Write a step and log it."""
    with transaction.atomic():
        (step_id,) = next_ids("benefits_claim_step", 1)
        with translated():
            run(_STEP, [step_id, claim_id, kind.value, by, to, json.dumps(dict(detail)), at])
        record_act(verb=f"{kind.value}_claim", subject=("benefit_claim", claim_id), by=by, at=at)
