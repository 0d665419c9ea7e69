"""What the facade of increases hands to others: frozen, in centimes and parts per million."""

from dataclasses import dataclass
from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.engine.sources import Standing
from mizan.law.engine.trace import Trace


@dataclass(frozen=True, slots=True)
class Revalued:
    """A pension after the increase of a day: 0 and the same pension where none takes effect."""

    on: date
    rate_ppm: RatePpm
    amount: Centimes
    standing: Standing
    law_version: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class Effect:
    """A day on which an increase takes effect, and from which day it was known; `found` is no where its scale is not in the book."""

    on: date
    known_from: date
    found: bool
