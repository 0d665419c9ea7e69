"""Open a person's file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from mizan.funds.access.actions import record_read
from mizan.kernel.refusals import refused


def open_file(person_ids: Iterable[int], *, purpose: str, route: str, by: int, at: datetime) -> None:
    """Log that `by` looks at persons' files for a purpose; until the transaction ends, the database shows what of them is in its scope.

    Without it the files stay shut, whatever the role. Raises ``RuntimeError`` outside a transaction. Refused: ``purpose_missing``.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a file is open for one transaction")
    if not purpose:
        raise refused("purpose_missing", "purpose")
    for person_id in sorted(set(person_ids)):
        record_read(purpose=purpose, subject=("person", person_id), route=route, by=by, at=at)
