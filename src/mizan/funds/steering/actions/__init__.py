"""The legal verbs of the app, one a file."""

from mizan.funds.steering.actions.adopt_document import approve_document, decline_document, propose_document
from mizan.funds.steering.actions.amend_instruction import amend_instruction
from mizan.funds.steering.actions.carry_out import add_measure, give_evidence
from mizan.funds.steering.actions.confirm_instruction import confirm_instruction
from mizan.funds.steering.actions.keep_review import keep_review
from mizan.funds.steering.actions.keep_statuses import keep_statuses
from mizan.funds.steering.actions.refuse_draft import refuse_draft
from mizan.funds.steering.actions.take_communique import take_communique

__all__ = [
    "add_measure",
    "amend_instruction",
    "approve_document",
    "confirm_instruction",
    "decline_document",
    "give_evidence",
    "keep_review",
    "keep_statuses",
    "propose_document",
    "refuse_draft",
    "take_communique",
]
