"""Questions on benefits. As ``web`` row-level security narrows each answer to the files the account has opened."""

from mizan.funds.benefits.queries.awards import award_of, awards_of_claim, awards_of_person, fund_paid_until, paid_until, payee_account_of
from mizan.funds.benefits.queries.claims import (
    about,
    again_said,
    again_waiting,
    claim_numbered,
    claim_of,
    claims_aging,
    claims_living,
    claims_waiting,
)
from mizan.funds.benefits.queries.decisions import (
    decision_by_code,
    decision_numbered,
    decision_of,
    decisions_of_claim,
    live_decision_of_claim,
    system_signer,
)

__all__ = [
    "about",
    "again_said",
    "again_waiting",
    "award_of",
    "awards_of_claim",
    "awards_of_person",
    "claim_numbered",
    "claim_of",
    "claims_aging",
    "claims_living",
    "claims_waiting",
    "decision_by_code",
    "decision_numbered",
    "decision_of",
    "decisions_of_claim",
    "fund_paid_until",
    "live_decision_of_claim",
    "paid_until",
    "payee_account_of",
    "system_signer",
]
