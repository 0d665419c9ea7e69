"""Acts on benefits. What crosses apps (deciding, reassessing) is in the flows."""

from mizan.funds.benefits.actions.open_claim import open_claim
from mizan.funds.benefits.actions.set_payee_account import declare_own_person, set_payee_account
from mizan.funds.benefits.actions.work_claim import (
    add_step,
    answer_claim,
    ask_claimant,
    examine_claim,
    hand_over_claim,
    take_claim,
    withdraw_claim,
)

__all__ = [
    "add_step",
    "answer_claim",
    "ask_claimant",
    "declare_own_person",
    "examine_claim",
    "hand_over_claim",
    "open_claim",
    "set_payee_account",
    "take_claim",
    "withdraw_claim",
]
