"""What is kept of steering: communiqués with their drafts, instructions, what owners do, each day's status, adopted documents, reviews."""

from mizan.funds.steering.models.documents import Adoption, Document, DocumentDeclined, DocumentRow
from mizan.funds.steering.models.instructions import Aim, Communique, Draft, DraftRefused, Evidence, Instruction, Measure, StatusDay
from mizan.funds.steering.models.reviews import Review

__all__ = [
    "Adoption",
    "Aim",
    "Communique",
    "Document",
    "DocumentDeclined",
    "DocumentRow",
    "Draft",
    "DraftRefused",
    "Evidence",
    "Instruction",
    "Measure",
    "Review",
    "StatusDay",
]
