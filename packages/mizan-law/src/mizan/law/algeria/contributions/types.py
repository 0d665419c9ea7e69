"""What the contributions facade hands to others: frozen lines, shares and reliefs, in centimes and parts per million."""

from dataclasses import dataclass
from typing import NamedTuple

from mizan.kernel.funds import Branch, Fund, Payer
from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.engine.trace import Trace


class LineRate(NamedTuple):
    """The rate of one branch and payer on a day, and the fund that owns the branch."""

    branch: Branch
    payer: Payer
    fund: Fund
    rate_ppm: RatePpm


class Share(NamedTuple):
    """The part of a due that belongs to one branch and is borne by one payer; `rank` orders the shares from 0."""

    branch: Branch
    payer: Payer
    fund: Fund
    rank: int
    rate_ppm: RatePpm
    amount: Centimes


@dataclass(frozen=True, slots=True)
class Relief:
    """What CNAC or the Treasury bears of an employer's share (law 06-21), by branch; the shares add up to `amount`."""

    debtor: Fund
    amount: Centimes
    shares: tuple[Share, ...]
    trace: Trace


@dataclass(frozen=True, slots=True)
class AssessedLine:
    """One declaration line assessed: `amount` is the base at the line's rate, rounded once; the shares add up to it exactly."""

    code: str
    base: Centimes
    rate_ppm: RatePpm
    amount: Centimes
    shares: tuple[Share, ...]
    reliefs: tuple[Relief, ...]
    law_version: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class AssessedAmount:
    """A single amount of the law with its steps, such as the increase of article 15."""

    amount: Centimes
    law_version: str
    trace: Trace
