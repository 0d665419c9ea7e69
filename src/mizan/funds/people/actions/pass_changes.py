"""Set the mark up to which a consumer has taken every piece of news."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.sql import rows


def pass_changes(*, consumer: str, at: datetime) -> int:
    """Say up to which piece of news `consumer` has taken every one; returns by how many the mark went on. Batch role.

    Best outside any transaction: nobody writes news until it ends. Where news is being written it is left for another time (0).
    """
    with transaction.atomic():
        return int(rows("SELECT people_pass_changes(%s, %s)", [consumer, at])[0][0])
