"""Every question about the register and the adopted documents, named by what it answers."""

from mizan.funds.steering.queries.communiques import communique_of, communiques, draft_of, drafts_of
from mizan.funds.steering.queries.days import days_of, last_days, standings
from mizan.funds.steering.queries.documents import adopted, adopted_of_month, document_of, documents, values_in_force, values_of
from mizan.funds.steering.queries.instructions import instruction_of, instructions, measures_of, versions_of

__all__ = [
    "adopted",
    "adopted_of_month",
    "communique_of",
    "communiques",
    "days_of",
    "document_of",
    "documents",
    "draft_of",
    "drafts_of",
    "instruction_of",
    "instructions",
    "last_days",
    "measures_of",
    "standings",
    "values_in_force",
    "values_of",
    "versions_of",
]
