"""What adopted documents say of an indicator: its budget and its promise. No figure is typed here or anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from mizan.funds.indicators.types import Adopted
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period

Kind = Literal["budget", "promise"]
KINDS: tuple[Kind, ...] = ("budget", "promise")
Source = Callable[[str, Fund | None, Period], Mapping[Kind, Adopted]]
SOURCES: list[Source] = []
"""Who keeps adopted documents puts the question to ask of them here; while nobody does, every budget and promise is not covered."""


def adopted(indicator_id: str, fund: Fund | None, month: Period) -> Mapping[Kind, Adopted]:
    """The budget and the promise in force for an indicator of a fund and a month, those that exist."""
    found: dict[Kind, Adopted] = {}
    for source in SOURCES:
        found |= source(indicator_id, fund, month)
    return found
