"""What is kept of benefits: claims and their steps, decisions, awards with their terms and adjustments, and who may not handle whom."""

from mizan.funds.benefits.models.awards import Adjustment, Award, PayeeAccount, Term
from mizan.funds.benefits.models.claims import Claim, ClaimStep, OwnPerson
from mizan.funds.benefits.models.decisions import Decision

__all__ = ["Adjustment", "Award", "Claim", "ClaimStep", "Decision", "OwnPerson", "PayeeAccount", "Term"]
