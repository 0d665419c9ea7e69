"""Say that two files are one person's, and take it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import next_ids, one_row, run
from mizan.funds.people.errors import translated
from mizan.kernel.refusals import refused


def merge_duplicate(*, kept_id: int, merged_id: int, ground: str, by: int, at: datetime) -> int:
    """Let the file `kept_id` answer for `merged_id` too: career and household are read from both, and each row stays on its own file.

    Refused: ``same_person``, ``merge_already`` (one of the two is merged), ``file_not_open``.
    """
    with transaction.atomic():
        (merge_id,) = next_ids("people_merge", 1)
        with translated():
            run(
                "INSERT INTO people_merge (id, kept_id, merged_id, ground, by_id, known_from) VALUES (%s, %s, %s, %s, %s, %s)",
                [merge_id, kept_id, merged_id, ground, by, at],
            )
        record_act(verb="merge_duplicate", subject=("person", kept_id), by=by, at=at, detail={"merge": merge_id, "merged": merged_id})
    return merge_id


def undo_merge(merge_id: int, *, ground: str, by: int, at: datetime) -> None:
    """Two people after all: each file is its own again, as it was. Refused: ``merge_already`` (not in force), ``file_not_open``."""
    with transaction.atomic():
        with translated():
            (done,) = one_row("SELECT people_unmerge(%s, %s)", [merge_id, at])
        if not done:
            raise refused("merge_already", "merge")
        record_act(verb="undo_merge", subject=("merge", merge_id), by=by, at=at, detail={"ground": ground})
