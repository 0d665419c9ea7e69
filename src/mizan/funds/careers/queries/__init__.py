"""Questions about careers. As ``web`` row-level security narrows each answer to what the account may see."""

from mizan.funds.careers.queries.career import career_on, declarations_waiting, employers_numbered, totals
from mizan.funds.careers.queries.disputes import disputes_of, disputes_unanswered, proposal_of_document, proposal_on, proposals_waiting
from mizan.funds.careers.queries.lines import career_of, line_count, line_on, lines_of_filings, quarter_bases
from mizan.funds.careers.queries.yearly import yearly_incomes_on

__all__ = [
    "career_of",
    "career_on",
    "declarations_waiting",
    "disputes_of",
    "disputes_unanswered",
    "employers_numbered",
    "line_count",
    "line_on",
    "lines_of_filings",
    "proposal_of_document",
    "proposal_on",
    "proposals_waiting",
    "quarter_bases",
    "totals",
    "yearly_incomes_on",
]
