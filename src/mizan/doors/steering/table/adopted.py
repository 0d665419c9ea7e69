"""What adopted documents say of an indicator: its budget and its promise. No figure is typed here or anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from mizan.funds.indicators.types import Adopted
from mizan.funds.steering import queries as steering
from mizan.funds.steering.types.documents import AdoptedKind
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period

Kind = Literal["budget", "promise"]
KINDS: tuple[Kind, ...] = ("budget", "promise")
Source = Callable[[str, Fund | None, Period], Mapping[Kind, Adopted]]


def _documents(indicator_id: str, fund: Fund | None, month: Period) -> Mapping[Kind, Adopted]:
    """What the adopted documents of the register say."""
    found = steering.adopted(indicator_id, fund, month)
    return {
        kind: Adopted(one.stated.value, f"{one.series} ({one.version})")
        for kind in KINDS
        if (one := found.get(AdoptedKind(kind))) is not None
    }


SOURCES: list[Source] = [_documents]
"""Who keeps adopted documents; where nobody has a value, the budget or the promise is not covered."""


def adopted(indicator_id: str, fund: Fund | None, month: Period) -> Mapping[Kind, Adopted]:
    """The budget and the promise in force for an indicator of a fund and a month, those that exist."""
    found: dict[Kind, Adopted] = {}
    for source in SOURCES:
        found |= source(indicator_id, fund, month)
    return found
