"""Hold the payments of an award on a named legal ground, with notice, appeal and deadline, by two people. Nothing else stops them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import one_row, run
from mizan.funds.benefits.pay_errors import pay_translated
from mizan.funds.benefits.queries.instalments import hold_of, holds_past
from mizan.kernel.refusals import refused
from mizan.law.algeria.book import book
from mizan.law.engine.errors import BookError

ARTICLE = re.compile(r"[a-z0-9-]+\.art-[0-9a-z-]+", re.ASCII)
"""A text of the statute book and one of its articles."""


@dataclass(frozen=True, slots=True)
class HoldDraft:
    """Why and until when: `ground` is a reference of the statute book, for instance "law-83-12.art-31"; days are calendar days."""

    award_id: int
    ground: str
    reason: str
    starts_on: date
    deadline: date
    notice_on: date
    notice_ref: str
    appeal_body: str
    appeal_until: date


def hold_payment(draft: HoldDraft, *, by: int, at: datetime) -> int:
    """Propose a hold; it binds once another person has agreed. Returns its id.

    Refused: ``hold_ground_unknown`` (no such text in the statute book), ``hold_notice`` (the person is told later than it begins, or no
    appeal is named), ``hold_deadline`` (before it begins, or more than a year later), ``text_missing``, ``own_file``.
    """
    if ARTICLE.fullmatch(draft.ground) is None:
        raise refused("hold_ground_unknown", "ground", ground=draft.ground[:64])
    try:
        book().sources.reference(draft.ground, "hold")
    except BookError as error:
        raise refused("hold_ground_unknown", "ground", ground=draft.ground[:64]) from error
    with transaction.atomic():
        with pay_translated(), transaction.atomic():
            (hold_id,) = one_row(
                "INSERT INTO benefits_hold (award_id, ground, reason, starts_on, deadline, notice_on, notice_ref, appeal_body,"
                " appeal_until, by_id, at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
                [
                    draft.award_id, draft.ground, draft.reason, draft.starts_on, draft.deadline, draft.notice_on, draft.notice_ref,
                    draft.appeal_body, draft.appeal_until, by, at,
                ],
            )  # fmt: skip
        record_act(verb="hold_payment", subject=("award", draft.award_id), by=by, at=at, detail={"hold": hold_id, "ground": draft.ground})
    return int(hold_id)


def agree_hold(hold_id: int, *, by: int, at: datetime) -> None:
    """The agreement of a second person: the hold binds. Refused: ``hold_needs_another_person``, ``hold_not_so``, ``own_file``."""
    _step(hold_id, "agreed", "", "agree_hold", by=by, at=at)


def release_payment(hold_id: int, *, ground: str, by: int, at: datetime) -> None:
    """End a hold: what waited is paid by the next run. Refused: ``hold_not_so`` (over already), ``text_missing``."""
    _step(hold_id, "released", ground, "release_payment", by=by, at=at)


def release_lapsed(*, by: int, at: datetime) -> int:
    """End every hold whose deadline has passed with no decision; nightly, as batch. Returns how many."""
    found = holds_past(at)
    for hold_id in found:
        _step(hold_id, "lapsed", "", "release_lapsed_hold", by=by, at=at)
    return len(found)


def _step(hold_id: int, kind: str, ground: str, verb: str, *, by: int, at: datetime) -> None:
    if hold_of(hold_id) is None:
        raise refused("hold_unknown", "hold")
    with transaction.atomic():
        with pay_translated(), transaction.atomic():
            run(
                "INSERT INTO benefits_hold_step (hold_id, kind, ground, by_id, at) VALUES (%s, %s, %s, %s, %s)",
                [hold_id, kind, ground, by, at],
            )
        record_act(verb=verb, subject=("hold", hold_id), by=by, at=at)
