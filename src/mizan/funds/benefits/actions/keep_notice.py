"""Keep that a person was told of a hold or a debt: the letter's hash and code, and the day it reached them; never its text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import one_row, run
from mizan.funds.benefits.pay_errors import pay_translated

CHANNELS = ("post", "hand", "portal")


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A letter just made: of a hold or of a debt (one of the two), in a language; `told` holds the amounts it names, in centimes."""

    language: str
    template: str
    address: str
    told: Mapping[str, object]
    sha256: str
    code: str
    made_on: date
    hold_id: int | None = None
    adjustment_id: int | None = None


def keep_notice(draft: NoticeDraft, *, by: int, at: datetime) -> int:
    """Keep a notice; returns its id.

    Refused: ``notice_day`` (what it tells of does not bind, or has begun), ``notice_kept``, ``own_file``.
    """
    with transaction.atomic():
        with pay_translated():
            (notice_id,) = one_row(
                "INSERT INTO benefits_notice (hold_id, adjustment_id, language, template, address, told, sha256, code, made_on, by_id, at)"
                " VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s, %s, %s) RETURNING id",
                [
                    draft.hold_id, draft.adjustment_id, draft.language, draft.template, draft.address, json.dumps(dict(draft.told)),
                    draft.sha256, draft.code, draft.made_on, by, at,
                ],
            )  # fmt: skip
        subject = ("hold", draft.hold_id) if draft.hold_id is not None else ("adjustment", draft.adjustment_id or 0)
        detail = {"notice": notice_id, "language": draft.language, "sha256": draft.sha256}
        record_act(verb="notify_person", subject=subject, by=by, at=at, detail=detail)
    return int(notice_id)


def serve_notice(notice_id: int, *, channel: str, reference: str, served_on: date, by: int, at: datetime) -> None:
    """Keep that a notice reached its person: the days to appeal run from there.

    Refused: ``notice_day`` (before it was made, or to come), ``notice_served`` (already), ``notice_channel``, ``own_file``.
    """
    with transaction.atomic():
        with pay_translated():
            run(
                "INSERT INTO benefits_notice_served (notice_id, channel, reference, served_on, by_id, at) VALUES (%s, %s, %s, %s, %s, %s)",
                [notice_id, channel, reference[:64], served_on, by, at],
            )
        detail = {"channel": channel, "served_on": served_on.isoformat()}
        record_act(verb="serve_notice", subject=("notice", notice_id), by=by, at=at, detail=detail)
