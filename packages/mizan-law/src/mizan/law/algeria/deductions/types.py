"""What the facade of deductions hands to others: frozen, in centimes."""

from dataclasses import dataclass

from mizan.kernel.money import Centimes
from mizan.law.engine.sources import Standing
from mizan.law.engine.trace import Trace


@dataclass(frozen=True, slots=True)
class Deducted:
    """A monthly pension from gross to net; `net` is `gross` less both deductions, exactly."""

    gross: Centimes
    social_insurance: Centimes
    income_tax: Centimes
    net: Centimes
    standing: Standing
    law_version: str
    trace: Trace
