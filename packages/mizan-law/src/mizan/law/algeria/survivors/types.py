"""What the facade of survivors takes and hands to others: frozen, in centimes."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from mizan.kernel.money import Centimes
from mizan.law.engine.sources import Standing
from mizan.law.engine.trace import Trace

ZERO: Final = Centimes(0)

Benefit = Literal["pension", "allocation", "moudjahid_pension", "invalidity_pension"]
Relation = Literal["spouse", "child", "ascendant", "collateral"]


@dataclass(frozen=True, slots=True)
class Survivor:
    """A member of the household of a deceased, as known; days not told never come."""

    relation: Relation
    born_on: date
    sex: Literal["m", "f"]
    lawful_marriage: bool = False
    died_on: date | None = None
    remarried_on: date | None = None
    studies_until: date | None = None
    apprentice_until: date | None = None
    apprentice_pay_m: Centimes = ZERO
    disabled: bool = False
    income_m: Centimes = ZERO
    in_charge: bool = False


@dataclass(frozen=True, slots=True)
class SurvivorShare:
    """What a member receives a month, and the ground (a choice of `survivorground`, `none` where entitled)."""

    ground: str
    amount: Centimes


@dataclass(frozen=True, slots=True)
class Household:
    """The reversion of a household from a day on: `total` rounded once, `shares` in the order of the members, each rounded on its own.

    `rounding` is `total` less the sum of the shares: a few centimes either way.
    """

    on: date
    total: Centimes
    top_up: Centimes
    rounding: Centimes
    shares: tuple[SurvivorShare, ...]
    standing: Standing
    law_version: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class Reversion:
    """The reversion of a pension to counted survivors: the amount of each, and `total`, rounded once."""

    each_spouse: Centimes
    each_child: Centimes
    each_ascendant: Centimes
    total: Centimes
    top_up: Centimes
    standing: Standing
    law_version: str
    trace: Trace
