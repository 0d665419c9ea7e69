"""What the self-employed facade hands to others: frozen contributions and bounds, in centimes and parts per million."""

from dataclasses import dataclass
from typing import NamedTuple

from mizan.kernel.funds import Branch, Fund
from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.engine.trace import Trace


class Part(NamedTuple):
    """What one branch receives of a yearly contribution; `rank` counts from 0, the first takes what rounding leaves over."""

    branch: Branch
    fund: Fund
    rank: int
    rate_ppm: RatePpm
    amount: Centimes


class YearlyBounds(NamedTuple):
    """The least and the greatest yearly base of a day, and the contributions on them, in centimes."""

    floor: Centimes
    ceiling: Centimes
    least_contribution: Centimes
    greatest_contribution: Centimes


@dataclass(frozen=True, slots=True)
class YearlyContribution:
    """What a self-employed person owes for a year: the base retained, the contribution rounded once, its parts that add up to it.

    `provisional` says that the base is the previous year's, none having been declared.
    """

    base: Centimes
    rate_ppm: RatePpm
    amount: Centimes
    parts: tuple[Part, ...]
    provisional: bool
    law_version: str
    trace: Trace
