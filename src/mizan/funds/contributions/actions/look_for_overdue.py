"""Keep apart the dues whose day has passed without their being paid whole."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mizan.funds.contributions.sql import one_row, run

WAITS_FOR = "5s"
"""How long the night waits for acts that are booking dues; longer, and it is done another night: what is unpaid stays exact without it."""


def look_for_overdue(before: date, *, at: datetime) -> int:
    """Look at the dues of the days before `before` that no former night has looked at; returns how many were kept apart.

    In the batch role. What was looked at is not looked at again: a second night of the same day finds nothing to do. Raises
    django.db.OperationalError where the dues stay locked by others.
    """
    with transaction.atomic():
        run(f"SET LOCAL lock_timeout = '{WAITS_FOR}'")
        (found,) = one_row("SELECT contributions_look_for_overdue(%s, %s)", [before, at])
    return int(found)
