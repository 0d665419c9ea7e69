"""Chain what is not sealed yet."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from mizan.funds.ledger.types import Journal


def seal(*, at: datetime) -> int:
    """Give every committed entry without a seal its link, journal by journal; batch role, outside any filing. Returns how many.

    Sealers wait for one another. The link binds the digest of the entry's rows to the link before.
    """
    sealed = 0
    for journal in Journal:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT ledger_seal_journal(%s, %s)", [journal.value, at])
            (count,) = cursor.fetchone()
            sealed += int(count)
    return sealed
