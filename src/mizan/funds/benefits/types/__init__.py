"""What the app hands to others: frozen answers, and the drafts it takes."""

from mizan.funds.benefits.types.awards import AdjustmentKnown, AwardDraft, AwardKnown, Parts, PayeeAccountKnown, TermDraft, TermKnown
from mizan.funds.benefits.types.claims import Channel, ClaimDraft, ClaimKnown, ClaimWaiting, Kind, StepKind, StepKnown
from mizan.funds.benefits.types.decisions import DecisionDraft, DecisionKnown, Outcome

__all__ = [
    "AdjustmentKnown",
    "AwardDraft",
    "AwardKnown",
    "Channel",
    "ClaimDraft",
    "ClaimKnown",
    "ClaimWaiting",
    "DecisionDraft",
    "DecisionKnown",
    "Kind",
    "Outcome",
    "Parts",
    "PayeeAccountKnown",
    "StepKind",
    "StepKnown",
    "TermDraft",
    "TermKnown",
]
