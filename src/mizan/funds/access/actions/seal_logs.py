"""Chain the rows of the logs that are not sealed yet."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from mizan.funds.access.types import Log


def seal_logs(*, at: datetime) -> int:
    """Give every committed act and read without a seal its link; batch role, outside any act. Returns how many."""
    sealed = 0
    for log in Log:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT access_seal_log(%s, %s)", [log.value, at])
            (count,) = cursor.fetchone()
            sealed += int(count)
    return sealed
