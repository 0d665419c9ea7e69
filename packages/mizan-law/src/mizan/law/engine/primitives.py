"""The few functions a rule may call: exact, total on bounded whole numbers, each with the rounding it names."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import refused
from mizan.kernel.rounding import Rounding, apply_rate
from mizan.law.engine.calendar import (
    add_months,
    day_of,
    day_of_month,
    last_of_month,
    month_index,
    month_of,
    months_between,
    year_of,
    years_between,
)

__all__ = [
    "CALENDAR",
    "PRIMITIVES",
    "ROUNDING_OF",
    "add_months",
    "day_of",
    "day_of_month",
    "floor_share",
    "greatest_of",
    "last_of_month",
    "month_index",
    "month_of",
    "months_between",
    "quotient",
    "rate_down",
    "rate_half_up",
    "ratio_down",
    "ratio_half_up",
    "remainder",
    "sum_of",
    "sum_of_best",
    "sum_of_best_blocks",
    "sum_of_last",
    "year_of",
    "years_between",
]

MOST = 2**63 - 1
"""The greatest whole number a kernel holds."""


def _product(left: int, right: int) -> int:
    """The magnitude of a product. Raises Refused where a kernel would wrap, so that both refuse the same cases."""
    product = abs(left) * abs(right)
    if product > MOST:
        raise refused("amount_out_of_range", "amount", amount=left)
    return product


def rate_half_up(base: int, rate: int) -> Centimes:
    """`base` at `rate` parts per million, to the nearest, halves away from zero."""
    return apply_rate(base, rate, Rounding.HALF_UP)


def rate_down(base: int, rate: int) -> Centimes:
    """`base` at `rate` parts per million, towards zero."""
    return apply_rate(base, rate, Rounding.DOWN)


def ratio_half_up(amount: int, numerator: int, denominator: int) -> Centimes:
    """`amount` × `numerator` / `denominator`, to the nearest, halves away from zero; 0 when the denominator is not positive."""
    if denominator <= 0:
        return Centimes(0)
    whole, rest = divmod(_product(amount, numerator), denominator)
    rounded = whole + (rest >= denominator - rest)
    return Centimes(-rounded if (amount < 0) != (numerator < 0) else rounded)


def ratio_down(amount: int, numerator: int, denominator: int) -> Centimes:
    """`amount` × `numerator` / `denominator`, towards zero; 0 when the denominator is not positive."""
    if denominator <= 0:
        return Centimes(0)
    whole = _product(amount, numerator) // denominator
    return Centimes(-whole if (amount < 0) != (numerator < 0) else whole)


def floor_share(total: int, weight: int, whole: int) -> Centimes:
    """The part of `total` that `weight` is of `whole`, towards zero; 0 when there is no whole."""
    if whole == 0:
        return Centimes(0)
    part = _product(total, weight) // whole
    return Centimes(-part if total < 0 else part)


def quotient(amount: int, divisor: int) -> int:
    """How many whole times `divisor` goes into `amount` (both counts, not money); 0 when the divisor is not positive."""
    return amount // divisor if divisor > 0 else 0


def remainder(amount: int, divisor: int) -> int:
    """What `quotient` leaves; 0 when the divisor is not positive."""
    return amount % divisor if divisor > 0 else 0


def sum_of(series: Sequence[int]) -> int:
    """The sum of a series."""
    return sum(series)


def sum_of_last(series: Sequence[int], count: int) -> int:
    """The sum of the last `count` of a series; of all when there are fewer."""
    return sum(series[max(len(series) - count, 0) :]) if count > 0 else 0


def sum_of_best(series: Sequence[int], count: int) -> int:
    """The sum of the `count` greatest of a series; of all when there are fewer."""
    return sum(sorted(series, reverse=True)[: max(count, 0)])


def sum_of_best_blocks(series: Sequence[int], size: int, count: int) -> int:
    """The sum of the `count` greatest blocks of `size` elements, blocks counted back from the end of the series; the first may be short."""
    if size <= 0:
        return 0
    return sum_of_best([sum(series[max(end - size, 0) : end]) for end in range(len(series), 0, -size)], count)


def greatest_of(series: Sequence[int]) -> int:
    """The greatest of a series; 0 when it is empty."""
    return max(series, default=0)


CALENDAR: Mapping[str, Callable[..., int]] = MappingProxyType(
    {
        f.__name__: f
        for f in (day_of, month_index, year_of, month_of, day_of_month, add_months, months_between, years_between, last_of_month)
    }
)
"""Functions of days, in the order they need one another; kernels copy their text."""

PRIMITIVES: Mapping[str, Callable[..., int]] = MappingProxyType(
    {
        f.__name__: f
        for f in (
            rate_half_up,
            rate_down,
            ratio_half_up,
            ratio_down,
            floor_share,
            quotient,
            remainder,
            sum_of,
            sum_of_last,
            sum_of_best,
            sum_of_best_blocks,
            greatest_of,
        )
    }
    | dict(CALENDAR)
)
"""What a rule may call beside `min`, `max` and `len`."""

ROUNDING_OF: Mapping[str, frozenset[Rounding]] = MappingProxyType(
    {
        "rate_half_up": frozenset({Rounding.HALF_UP}),
        "rate_down": frozenset({Rounding.DOWN}),
        "ratio_half_up": frozenset({Rounding.HALF_UP}),
        "ratio_down": frozenset({Rounding.DOWN}),
        "floor_share": frozenset({Rounding.DOWN, Rounding.FLOOR_RESIDUE_FIRST, Rounding.FLOOR_LEFTOVER_BY_RANK}),
    }
)
"""The roundings that a primitive may serve; a rule that calls it must name one of them."""
