"""Act on news of persons, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mizan.funds.access.sql import array_of, run


def take_changes(change_ids: Sequence[int], *, consumer: str, at: datetime) -> None:
    """Say that `consumer` has acted on these news, in the transaction of its act; batch role.

    Raises IntegrityError for news it had taken already.
    """
    run(
        "INSERT INTO people_change_taken (change_id, consumer, taken_at) SELECT c, %s, %s FROM unnest(%s::bigint[]) c",
        [consumer, at, array_of(change_ids)],
    )
