"""Propose that payments wait for want of a proof of life: a person's proposal, after ask, letter, grace, and a call or a visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mizan.funds.access.sql import run
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.actions.hold_payment import HoldDraft, hold_payment
from mizan.funds.benefits.proof_errors import proof_translated
from mizan.funds.benefits.queries.proofs import ask_of, asks_of, signs_of
from mizan.funds.contributions.days import accounting_day
from mizan.kernel.refusals import refused


def hold_unproved(ask_id: int, drafts: Sequence[HoldDraft], *, by: int, at: datetime) -> tuple[int, ...]:
    """Propose a hold on each award of `drafts`, bound to an ask without answer; another person agrees, or not. Returns their ids.

    Nothing is held by itself: this is the holds' own act (`hold_payment`), and refuses what it refuses. From the moment anything shows the
    person alive these holds bind no longer. Refused besides: ``ask_unknown``, ``proof_ground_unnamed`` (the fund has named no ground
    under which a payment may wait for a proof: the switch `proof_hold_ground`), ``proof_known``, ``proof_grace_runs`` (or the letter has
    not left), ``proof_not_tried`` (nobody has called or visited since), ``proof_nothing_paid`` (no award was given).
    """
    ask = ask_of(ask_id)
    if ask is None:
        raise refused("ask_unknown", "ask")
    ground = proof_switches.in_force().hold_ground
    if not ground or any(one.ground != ground for one in drafts):
        raise refused("proof_ground_unnamed", "ground")
    day = accounting_day(at)
    if asks_of(ask.person_id)[-1].id != ask_id:
        # Asked again since: the grace of that ask is the one that runs.
        raise refused("proof_grace_runs", "ask")
    why = ask.may_be_held(signs_of(ask.person_id, since=ask.counts_since, until=day), day)
    if why:
        raise refused(why, "ask")
    if not drafts:
        raise refused("proof_nothing_paid", "award")
    with transaction.atomic():
        made = tuple(hold_payment(one, by=by, at=at, ask_id=ask_id) for one in drafts)
        with proof_translated():
            for hold_id in made:
                run("INSERT INTO benefits_proof_hold (hold_id, ask_id) VALUES (%s, %s)", [hold_id, ask_id])
    return made
