"""Say that a decision's letter reached its person."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import next_ids, run
from mizan.funds.benefits.errors import translated

_LETTER = """
INSERT INTO benefits_letter (id, decision_id, language, template, address, sha256, served_on, by_id, recorded_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def serve_letter(
    decision_id: int, *, language: str, template: str, address: str, sha256: str, served_on: date, by: int, at: datetime
) -> None:
    """Keep that the letter with this hash reached the person on a day: the days to appeal run from there.

    Refused: ``letter_served`` (already, in this language), ``letter_day`` (before the decision, or to come), ``own_file``,
    ``file_not_open``.
    """
    with transaction.atomic():
        (letter_id,) = next_ids("benefits_letter", 1)
        with translated():
            run(_LETTER, [letter_id, decision_id, language, template, address, sha256, served_on, by, at])
        detail = {"language": language, "sha256": sha256, "served_on": served_on.isoformat()}
        record_act(verb="serve_letter", subject=("benefit_decision", decision_id), by=by, at=at, detail=detail)
