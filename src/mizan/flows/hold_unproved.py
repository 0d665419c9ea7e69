"""Propose a hold on what a person is paid, because the proof of life asked for did not come: each award the ground is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.actions.hold_payment import HoldDraft
from mizan.funds.benefits.actions.hold_unproved import hold_unproved
from mizan.funds.benefits.queries import awards_of_person
from mizan.funds.benefits.queries.proofs import ask_of
from mizan.funds.benefits.types import AwardKnown
from mizan.funds.contributions.days import accounting_day
from mizan.kernel.refusals import refused
from mizan.law.algeria.holds.grounds import hold_grounds


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
    ground = proof_switches.in_force().hold_ground
    awards = awards_to_hold(ask.person_id, accounting_day(at))
    drafts = [HoldDraft(one.id, ground, proposed.reason, proposed.starts_on, proposed.deadline) for one in awards]
    return hold_unproved(ask_id, drafts, by=by, at=at)


def awards_to_hold(person_id: int, day: date) -> tuple[AwardKnown, ...]:
    """The awards a person is paid on a day that the ground in force is about, as far as the asker sees them; none where none is named.

    A pension of another fund, or another benefit, goes on beside them.
    """
    ground = hold_grounds().get(proof_switches.in_force().hold_ground)
    return tuple(
        award
        for award in awards_of_person(person_id)
        if award.person_id == person_id and award.pays == "monthly" and award.on(day) is not None
        and ground is not None and ground.fits(award.fund.value, award.kind.value)
    )  # fmt: skip
