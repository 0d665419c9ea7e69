"""What is kept of benefits: claims and their steps, decisions, awards with their terms and adjustments, and who may not handle whom."""

from mizan.funds.benefits.models.awards import Adjustment, Award, PayeeAccount, Term, TermClosed
from mizan.funds.benefits.models.claims import Claim, ClaimStep, Established, OwnPerson
from mizan.funds.benefits.models.decisions import Decision
from mizan.funds.benefits.models.holds import Hold, HoldGround, HoldStep, Notice, NoticeServed
from mizan.funds.benefits.models.increases import Increase, IncreaseLine, IncreaseStep
from mizan.funds.benefits.models.letters import Letter
from mizan.funds.benefits.models.payments import InstalmentReversal, PaymentFile, PaymentReturn, Reissue, ReversalApproved
from mizan.funds.benefits.models.proofs import ProofAnnulled, ProofAsk, ProofEvidence, ProofHold, ProofStep
from mizan.funds.benefits.models.recomputations import Recomputation, Recomputed, RecomputedBlock
from mizan.funds.benefits.models.runs import Finding, FindingStep, Instalment, InstalmentAdjustment, InstalmentSettled, Run, RunStep
from mizan.funds.benefits.models.takeovers import TakenOver, Takeover, TakeoverStep

__all__ = [
    "Adjustment",
    "Award",
    "Claim",
    "ClaimStep",
    "Decision",
    "Established",
    "Finding",
    "FindingStep",
    "Hold",
    "HoldGround",
    "HoldStep",
    "Increase",
    "IncreaseLine",
    "IncreaseStep",
    "Instalment",
    "InstalmentAdjustment",
    "InstalmentReversal",
    "InstalmentSettled",
    "Letter",
    "Notice",
    "NoticeServed",
    "OwnPerson",
    "PayeeAccount",
    "PaymentFile",
    "PaymentReturn",
    "ProofAnnulled",
    "ProofAsk",
    "ProofEvidence",
    "ProofHold",
    "ProofStep",
    "Recomputation",
    "Recomputed",
    "RecomputedBlock",
    "Reissue",
    "ReversalApproved",
    "Run",
    "RunStep",
    "TakenOver",
    "Takeover",
    "TakeoverStep",
    "Term",
    "TermClosed",
]
