"""Yearly declarations become news of the careers somebody is paid for, before news are acted on or awards computed again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.funds.benefits.actions.tell_declared import tell_declared
from mizan.funds.careers.actions.take_declarations import take_declarations
from mizan.funds.careers.queries import declarations_waiting

CONSUMER = "benefits"
TOGETHER = 1000
"""Declarations told in one transaction."""


def take_declared(*, at: datetime) -> int:
    """Tell of every declaration not told of yet, each once, some at a time; returns how many pieces of news there were. Batch role."""
    told = 0
    while waiting := declarations_waiting(CONSUMER, limit=TOGETHER):
        ids = [filing_id for filing_id, _, _ in waiting]
        with transaction.atomic():
            take_declarations(ids, consumer=CONSUMER, at=at)
            told += tell_declared(ids)
            point("declared_news.told")
    return told
