"""Propose a hold on what a person is paid, because the proof of life asked for did not come: each of the person's awards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.actions.hold_payment import HoldDraft
from mizan.funds.benefits.actions.hold_unproved import hold_unproved
from mizan.funds.benefits.queries import awards_of_person
from mizan.funds.benefits.queries.proofs import ask_of
from mizan.funds.contributions.days import accounting_day
from mizan.kernel.refusals import refused


@dataclass(frozen=True, slots=True)
class ProposedHold:
    """What the person who proposes says: why, from when and until when at most."""

    reason: str
    starts_on: date
    deadline: date


def propose_hold(ask_id: int, proposed: ProposedHold, *, by: int, at: datetime) -> tuple[int, ...]:
    """Propose that what is paid to the person asked waits, as far as `by` sees it. Returns the holds' ids.

    They bind once another person agrees and the notice is made (`hold_payment.agree_hold`).
    The file is open. Refused: ``ask_unknown``, and as `hold_unproved` and `hold_payment`.
    """
    ask = ask_of(ask_id)
    if ask is None:
        raise refused("ask_unknown", "ask")
    day, kinds = accounting_day(at), proof_switches.asking_kinds()
    ground = proof_switches.in_force().hold_ground
    drafts = [
        HoldDraft(award.id, ground, proposed.reason, proposed.starts_on, proposed.deadline)
        for award in awards_of_person(ask.person_id)
        if award.person_id == ask.person_id and award.kind in kinds and award.pays == "monthly" and award.on(day) is not None
    ]
    return hold_unproved(ask_id, drafts, by=by, at=at)
