"""A small world with three months taken and what is due published."""

from __future__ import annotations

from typing import Any

from mizan.config.database import connect_as
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.funds.publication.actions import publish_open
from mizan.funds.publication.types import Edition
from mizan.kernel.periods import month

TAKEN = (month(2025, 12), month(2026, 1), month(2026, 2))


def declared(world: Any) -> None:
    """Two declarations, one paid in part: workers of two employers, one wilaya."""
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("builder", "2026-01", 2_000_000_00, "2026-02-12")
    world.pay([("1", 300_000_00, "VIREMENT 1600000101 2026-01")], "2026-02-20")


def published(world: Any, day: str = "2026-03-15") -> tuple[Edition, ...]:
    """Take the months, then publish what is due on a day."""
    with connect_as("batch"):
        for each in TAKEN:
            take_snapshot(each, by=world.system, at=world.at(day, 20))
        return publish_open(by=world.system, at=world.at(day, 21))
