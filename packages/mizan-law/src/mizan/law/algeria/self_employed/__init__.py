"""Contributions of the self-employed (CASNOS): the yearly base, what is owed on it and by when. The only door the funds use to this law."""

from mizan.law.algeria.self_employed.dates import (
    Activity,
    activity_declaration_deadline,
    callable_from,
    declaration_deadline,
    payment_deadline,
)
from mizan.law.algeria.self_employed.types import Part, YearlyBounds, YearlyContribution
from mizan.law.algeria.self_employed.yearly import (
    auto_entrepreneur_contribution,
    provisional_contribution,
    yearly_base,
    yearly_bounds,
    yearly_contribution,
)
from mizan.law.engine.inputs import Switches

__all__ = [
    "Activity",
    "Part",
    "Switches",
    "YearlyBounds",
    "YearlyContribution",
    "activity_declaration_deadline",
    "auto_entrepreneur_contribution",
    "callable_from",
    "declaration_deadline",
    "payment_deadline",
    "provisional_contribution",
    "yearly_base",
    "yearly_bounds",
    "yearly_contribution",
]
