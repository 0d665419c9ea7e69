"""What is kept of a career: lines of declarations, spells, earnings and credited periods, disputes, and what two people agree to."""

from mizan.funds.careers.models.disputes import Decision, Dispute, DisputeAnswer, Proposal
from mizan.funds.careers.models.kept import Credit, Earning, Spell
from mizan.funds.careers.models.lines import Declaration, DeclarationTaken, Supersession, WageLine

__all__ = [
    "Credit",
    "Decision",
    "Declaration",
    "DeclarationTaken",
    "Dispute",
    "DisputeAnswer",
    "Earning",
    "Proposal",
    "Spell",
    "Supersession",
    "WageLine",
]
