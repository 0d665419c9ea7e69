"""Repeatable draws in whole numbers: one named stream per subject, so that a change in one subject leaves the others as they were."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")

PER_MILLE = 1000


class Stream:
    """A source of draws that depends on the seed and its name only, never on the machine, the process or other streams."""

    __slots__ = ("_bits", "_random")

    def __init__(self, seed: int, name: str) -> None:
        self._random = Random(f"{seed}:{name}")  # noqa: S311 - repeatable on purpose, guards nothing
        self._bits = self._random.getrandbits

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return (self._bits(40) * limit) >> 40

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def chance(self, per_mille: int) -> bool:
        """True `per_mille` times in a thousand."""
        return self.below(PER_MILLE) < per_mille

    def pick(self, items: Sequence[T]) -> T:
        """One of `items`, each as likely."""
        return items[self.below(len(items))]

    def weighted(self, weights: Sequence[int]) -> int:
        """The rank of one weight, as likely as its weight."""
        drawn = self.below(sum(weights))
        for rank, upper in enumerate(accumulate(weights)):
            if drawn < upper:
                return rank
        raise AssertionError("a draw is always below the sum of the weights")

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order (Fisher and Yates)."""
        mixed = list(items)
        for i in range(len(mixed) - 1, 0, -1):
            j = self.below(i + 1)
            mixed[i], mixed[j] = mixed[j], mixed[i]
        return mixed

    def digits(self, count: int) -> str:
        """`count` decimal digits."""
        return f"{self.below(10**count):0{count}d}" if count <= 10 else self.digits(10) + self.digits(count - 10)


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """`total` things in proportion to `weights`, in whole numbers: the largest remainders get the ones left over."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares
