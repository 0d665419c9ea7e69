"""What the app hands to others: frozen answers, and the drafts it takes."""

from mizan.funds.benefits.types.awards import (
    AdjustmentKnown,
    AwardDraft,
    AwardKnown,
    Least,
    Parts,
    PayeeAccountKnown,
    TermDraft,
    TermKnown,
)
from mizan.funds.benefits.types.claims import AgainWaiting, Channel, ClaimDraft, ClaimKnown, ClaimWaiting, Kind, StepKind, StepKnown
from mizan.funds.benefits.types.decisions import DecisionDraft, DecisionKnown, Outcome
from mizan.funds.benefits.types.increases import IncreaseInForce

__all__ = [
    "AdjustmentKnown",
    "AgainWaiting",
    "AwardDraft",
    "AwardKnown",
    "Channel",
    "ClaimDraft",
    "ClaimKnown",
    "ClaimWaiting",
    "DecisionDraft",
    "DecisionKnown",
    "IncreaseInForce",
    "Kind",
    "Least",
    "Outcome",
    "Parts",
    "PayeeAccountKnown",
    "StepKind",
    "StepKnown",
    "TermDraft",
    "TermKnown",
]
