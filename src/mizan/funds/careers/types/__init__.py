"""What the app hands to others: frozen answers, and the drafts it takes. Amounts are centimes."""

from mizan.funds.careers.types.career import Career, CareerMonth, Counts, CreditKind, CreditKnown, Origin, Scheme, Source, SpellKnown
from mizan.funds.careers.types.disputes import DisputeKnown, ProposalKnown
from mizan.funds.careers.types.drafts import CreditDraft, EarningDraft, SpellDraft
from mizan.funds.careers.types.lines import LineDraft, Quarter, WageLineKept
from mizan.funds.careers.types.yearly import ActivitySpan, YearlyIncome, YearlyIncomeDraft

__all__ = [
    "ActivitySpan",
    "Career",
    "CareerMonth",
    "Counts",
    "CreditDraft",
    "CreditKind",
    "CreditKnown",
    "DisputeKnown",
    "EarningDraft",
    "LineDraft",
    "Origin",
    "ProposalKnown",
    "Quarter",
    "Scheme",
    "Source",
    "SpellDraft",
    "SpellKnown",
    "WageLineKept",
    "YearlyIncome",
    "YearlyIncomeDraft",
]
