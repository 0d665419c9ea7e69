"""What a bridge is. Amounts are centimes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from mizan.kernel.rounding import Rounding, divide


class Cause(StrEnum):
    """Why money moved, in the order bridges are read."""

    VOLUME = "volume"
    RATE = "rate"
    LAW = "law"
    TIMING = "timing"
    EXCEPTIONAL = "exceptional"
    ROUNDING = "rounding"


class Of(StrEnum):
    """What a bridge explains."""

    RECEIPTS = "receipts"
    SPENDING = "spending"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Step:
    """One part of one cause: what it was (where it is a sum of the books), what it is, and what it moves the total by.

    `before` and `after` are None where the part is a comparison and no sum of either side; else `amount` is their difference.
    """

    cause: Cause
    part: str
    amount: int
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """A row under the steps: what the bridge compared. `key` says what (a code and rhythm, or a kind of benefit and why)."""

    key: str
    about: str
    count_before: int
    count_after: int
    base_before: int
    base_after: int
    amount_before: int
    amount_after: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """From a total to another by steps. Raises ValueError where the steps do not sum to the centime."""

    of: Of
    before: int
    after: int
    steps: tuple[Step, ...]
    details: tuple[Detail, ...] = ()

    def __post_init__(self) -> None:
        """A bridge that does not sum is none."""
        if self.before + sum(step.amount for step in self.steps) != self.after:
            raise ValueError(f"the bridge of {self.of.value} does not sum")

    @property
    def by_cause(self) -> Mapping[Cause, int]:
        """The steps added up by cause, every cause in order."""
        return {cause: sum(step.amount for step in self.steps if step.cause is cause) for cause in Cause}


def whole(value: Fraction) -> int:
    """A share of a bridge in whole centimes, half up: what is lost is told as a step of its own."""
    return divide(value.numerator, value.denominator, Rounding.HALF_UP)


def moved(cause: Cause, part: str, before: int, after: int) -> Step:
    """A step between two sums of the books."""
    return Step(cause, part, after - before, before, after)
