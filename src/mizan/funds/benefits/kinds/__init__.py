"""The kinds of benefit, each a small description: what the law is asked, where its facts come from, what its answer gives to whom."""

from mizan.funds.benefits.kinds.registry import KINDS, benefit_of
from mizan.funds.benefits.kinds.types import Benefit, Case, Fact, Given, Held

__all__ = ["KINDS", "Benefit", "Case", "Fact", "Given", "Held", "benefit_of"]
