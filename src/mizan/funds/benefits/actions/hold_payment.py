"""Hold the payments of an award on a ground of the law, by two people, until a deadline. Nothing else stops them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import one_row, run
from mizan.funds.benefits.grounds import appeal_on, offered
from mizan.funds.benefits.pay_errors import pay_translated
from mizan.funds.benefits.queries.holds import hold_of, holds_past
from mizan.funds.contributions.days import accounting_day
from mizan.kernel.refusals import refused


@dataclass(frozen=True, slots=True)
class HoldDraft:
    """Why and until when: `ground` is one the statute book offers ("same_year_twice"), `reason` what is known of this case.

    Runs that pay from `starts_on` to `deadline`, both included, do not pay the award.
    """

    award_id: int
    ground: str
    reason: str
    starts_on: date
    deadline: date


def hold_payment(draft: HoldDraft, *, by: int, at: datetime, ask_id: int | None = None) -> int:
    """Propose a hold; it binds once another person has agreed and the person's notice is made. Returns its id.

    `ask_id` is the proof of life asked for without answer, where the ground follows one (`hold_unproved` writes the bond).
    Refused: ``hold_ground_unknown`` (no such ground, or none that was read in a text), ``hold_ground_after`` (it follows an ask, and none
    is named), ``hold_ground_not_for`` (the text is not about this benefit of this fund), ``hold_deadline`` (before it begins, or later than
    the ground allows), ``hold_again`` (this ground has held this payment as long as it may within a year), ``hold_notice`` (it would begin
    before it is asked for), ``text_missing``, ``own_file``.
    """
    ground = next((one for one in offered() if one.code == draft.ground), None)
    if ground is None:
        raise refused("hold_ground_unknown", "ground", ground=draft.ground[:64])
    if ground.after and ask_id is None:
        raise refused("hold_ground_after", "ground")
    if (draft.deadline - draft.starts_on).days > ground.longest_days:
        # The database keeps the limit it was given when it was made; a shorter one that was chosen since counts from now on.
        raise refused("hold_deadline", "deadline")
    appeal = appeal_on(accounting_day(at))
    with transaction.atomic():
        with pay_translated():
            (hold_id,) = one_row(
                "INSERT INTO benefits_hold (award_id, ground, reference, standing, longest_days, reason, starts_on, deadline, appeal_body,"
                " appeal_days, by_id, at) VALUES (%s, %s, '', '', 1, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
                [draft.award_id, draft.ground, draft.reason, draft.starts_on, draft.deadline, appeal.body, appeal.days, by, at],
            )
        record_act(verb="hold_payment", subject=("award", draft.award_id), by=by, at=at, detail={"hold": hold_id, "ground": draft.ground})
    return int(hold_id)


def agree_hold(hold_id: int, *, by: int, at: datetime) -> None:
    """The agreement of a second person, in the transaction that makes the notice (`flows.hold_payment`): without it the hold binds nobody.

    Refused: ``hold_needs_another_person``, ``hold_not_so`` (over), ``hold_notice`` (it has begun: the person would be told too late),
    ``hold_again``, ``own_file``.
    """
    _step(hold_id, "agreed", "", "agree_hold", by=by, at=at)


def release_payment(hold_id: int, *, ground: str, decision_id: int | None = None, by: int, at: datetime) -> None:
    """End a hold, by a decision on the award where there is one: what waited is paid by the next run.

    Refused: ``hold_not_so`` (over already), ``hold_decision`` (the decision is not about this award), ``text_missing``.
    """
    _step(hold_id, "released", ground, "release_payment", decision_id=decision_id, by=by, at=at)


def release_lapsed(*, by: int, at: datetime) -> int:
    """End every hold whose deadline has passed with no decision; nightly, as batch. Returns how many."""
    found = holds_past(at)
    for hold_id in found:
        _step(hold_id, "lapsed", "", "release_lapsed_hold", by=by, at=at)
    return len(found)


def _step(hold_id: int, kind: str, ground: str, verb: str, *, decision_id: int | None = None, by: int, at: datetime) -> None:
    if hold_of(hold_id) is None:
        raise refused("hold_unknown", "hold")
    with transaction.atomic():
        with pay_translated():
            run(
                "INSERT INTO benefits_hold_step (hold_id, kind, ground, decision_id, by_id, at) VALUES (%s, %s, %s, %s, %s, %s)",
                [hold_id, kind, ground, decision_id, by, at],
            )
        detail = {"decision": decision_id} if decision_id is not None else {}
        record_act(verb=verb, subject=("hold", hold_id), by=by, at=at, detail=detail)
