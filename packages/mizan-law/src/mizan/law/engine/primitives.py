"""The few functions a rule may call: exact, total on bounded whole numbers, each with the rounding it names."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from mizan.kernel.money import Centimes
from mizan.kernel.periods import add_months as later_month
from mizan.kernel.rounding import Rounding, apply_rate


def rate_half_up(base: int, rate: int) -> Centimes:
    """`base` at `rate` parts per million, to the nearest, halves away from zero."""
    return apply_rate(base, rate, Rounding.HALF_UP)


def rate_down(base: int, rate: int) -> Centimes:
    """`base` at `rate` parts per million, towards zero."""
    return apply_rate(base, rate, Rounding.DOWN)


def floor_share(total: int, weight: int, whole: int) -> Centimes:
    """The part of `total` that `weight` is of `whole`, towards zero; 0 when there is no whole."""
    if whole == 0:
        return Centimes(0)
    part = abs(total) * weight // whole
    return Centimes(-part if total < 0 else part)


def add_months(day: int, months: int) -> int:
    """The same day `months` later (the last of the month when it is shorter), as ordinals."""
    return later_month(date.fromordinal(day), months).toordinal()


def day_of(year: int, month: int, day: int) -> int:
    """The ordinal of a calendar day."""
    return date(year, month, day).toordinal()


PRIMITIVES: Mapping[str, Callable[..., int]] = MappingProxyType(
    {f.__name__: f for f in (rate_half_up, rate_down, floor_share, add_months, day_of)}
)
"""What a rule may call beside `min` and `max`."""

ROUNDING_OF: Mapping[str, frozenset[Rounding]] = MappingProxyType(
    {
        "rate_half_up": frozenset({Rounding.HALF_UP}),
        "rate_down": frozenset({Rounding.DOWN}),
        "floor_share": frozenset({Rounding.DOWN, Rounding.FLOOR_RESIDUE_FIRST, Rounding.FLOOR_LEFTOVER_BY_RANK}),
    }
)
"""The roundings that a primitive may serve; a rule that calls it must name one of them."""
