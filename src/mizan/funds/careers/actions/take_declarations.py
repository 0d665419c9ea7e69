"""Act on declarations that came into careers, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mizan.funds.access.sql import run


def take_declarations(filing_ids: Sequence[int], *, consumer: str, at: datetime) -> None:
    """Say that `consumer` has acted on these declarations, in the transaction of its act; batch role.

    Raises IntegrityError for one it had taken already.
    """
    run(
        "INSERT INTO careers_declaration_taken (filing_id, consumer, taken_at) SELECT f, %s, %s FROM unnest(%s::bigint[]) f",
        [consumer, at, list(filing_ids)],
    )
