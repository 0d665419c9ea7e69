"""What adopted documents say of the indicators: budgets and promises. No figure is typed here or anywhere."""

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
Said = Mapping[str, Mapping[Kind, Adopted]]
Source = Callable[[Fund | None, Period], Said]


def _documents(fund: Fund | None, month: Period) -> Said:
    """What the adopted documents of the register say, in one question."""
    return {
        indicator: {
            kind: Adopted(one.stated.value, f"{one.series} ({one.version})")
            for kind in KINDS
            if (one := found.get(AdoptedKind(kind))) is not None
        }
        for indicator, found in steering.adopted_of_month(fund, month).items()
    }


SOURCES: list[Source] = [_documents]
"""Who keeps adopted documents; where nobody has a value, the budget or the promise is not covered."""


def adopted(fund: Fund | None, month: Period) -> Said:
    """The budgets and promises in force for a fund and a month, by indicator, those that exist."""
    found: dict[str, dict[Kind, Adopted]] = {}
    for source in SOURCES:
        for indicator, said in source(fund, month).items():
            found.setdefault(indicator, {}).update(said)
    return found
