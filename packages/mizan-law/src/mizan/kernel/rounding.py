"""Rounding has a name each time it happens; shares always add up to the total."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NewType

from mizan.kernel.money import MAX_CENTIMES, Centimes
from mizan.kernel.refusals import refused

RatePpm = NewType("RatePpm", int)
"""A rate in whole parts per million: 34.5 % is 345_000."""

PPM = 1_000_000


class Rounding(StrEnum):
    """How a quotient, or what is left of a division into shares, becomes whole centimes."""

    HALF_UP = "half_up"
    """To the nearest; a half goes away from zero (so -0.5 becomes -1)."""
    DOWN = "down"
    """Towards zero."""
    UP = "up"
    """Away from zero."""
    FLOOR_RESIDUE_FIRST = "floor_residue_first"
    """Shares rounded down; all that is left goes to the first share by rank."""
    FLOOR_LEFTOVER_BY_RANK = "floor_leftover_by_rank"
    """Shares rounded down; the centimes left go one each, by rank."""


def divide(numerator: int, divisor: int, rounding: Rounding) -> int:
    """The quotient as a whole number, rounded as named. `divisor` must be positive; the two names of shares are refused."""
    if divisor <= 0:
        raise ValueError("the divisor must be positive")
    quotient, rest = divmod(abs(numerator), divisor)
    if rounding is Rounding.HALF_UP:
        quotient += 2 * rest >= divisor
    elif rounding is Rounding.UP:
        quotient += rest > 0
    elif rounding is not Rounding.DOWN:
        raise ValueError(f"{rounding} divides into shares, not into one number")
    return -quotient if numerator < 0 else quotient


def apply_rate(base: int, rate_ppm: int, rounding: Rounding) -> Centimes:
    """`base` centimes at `rate_ppm` parts per million, rounded once as named.

    Raises `Refused` with `amount_out_of_range` beyond MAX_CENTIMES and `rate_out_of_range` outside 0-100 %: the same bounds
    as the compiled kernels, where the product must fit in 64 bits.
    """
    if abs(base) > MAX_CENTIMES:
        raise refused("amount_out_of_range", "base", amount=base)
    if not 0 <= rate_ppm <= PPM:
        raise refused("rate_out_of_range", "rate", rate_ppm=rate_ppm)
    return Centimes(divide(base * rate_ppm, PPM, rounding))


def _floor_shares(total: int, weights: Sequence[int]) -> tuple[list[int], int]:
    """The magnitudes of the shares rounded down and the centimes left over."""
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be whole numbers, none negative, not all zero")
    shares = [abs(total) * weight // whole for weight in weights]
    return shares, abs(total) - sum(shares)


def _signed(total: int, shares: Sequence[int]) -> tuple[Centimes, ...]:
    return tuple(Centimes(-share if total < 0 else share) for share in shares)


def split_residue_first(total: int, weights: Sequence[int]) -> tuple[Centimes, ...]:
    """`total` in proportion to `weights`: shares rounded down, the whole residue to the first share of positive weight.

    The shares add up to `total` exactly; a negative total is the mirror of its opposite.
    """
    shares, residue = _floor_shares(total, weights)
    first = next(i for i, weight in enumerate(weights) if weight)
    shares[first] += residue
    return _signed(total, shares)


def split_by_rank(total: int, weights: Sequence[int]) -> tuple[Centimes, ...]:
    """`total` in proportion to `weights`: shares rounded down, the centimes left over one each by rank.

    The shares add up to `total`. When the weights are what remains due and `total` is no more than their sum, no share exceeds its weight:
    a share of positive weight is below it before the extra centime unless the total equals the sum.
    """
    shares, left = _floor_shares(total, weights)
    for i, weight in enumerate(weights):
        if left and weight:
            shares[i] += 1
            left -= 1
    return _signed(total, shares)
