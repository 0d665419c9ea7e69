"""Retirement: what people draw when they stop working, and on what conditions. The only door the funds use to this law."""

from mizan.law.algeria.retirement.decide import CLAIM_TARGETS, decide_claim, facts_of, minimum_m, retirement_age_months
from mizan.law.algeria.retirement.types import Claim, ClaimDecision, Kind
from mizan.law.engine.inputs import Switches

__all__ = [
    "CLAIM_TARGETS",
    "Claim",
    "ClaimDecision",
    "Kind",
    "Switches",
    "decide_claim",
    "facts_of",
    "minimum_m",
    "retirement_age_months",
]
