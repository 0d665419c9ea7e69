"""The ledger's words and the frozen answers it hands to others. Amounts are centimes: debit positive, credit negative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from mizan.kernel.funds import Fund

EMPLOYERS = "employers"
"""The party of what employers owe: one control account per branch, detailed in the sub-ledger of dues."""

SELF_EMPLOYED = "self_employed"
"""The party of what the self-employed owe to CASNOS, in its own books."""


class Journal(StrEnum):
    """The books of entry; each has its own chain of seals."""

    ASSESSMENT = "assessment"
    RECEIPT = "receipt"
    TRANSFER = "transfer"
    PROVISIONAL = "provisional"
    RECONCILIATION = "reconciliation"
    GENERAL = "general"
    BENEFIT = "benefit"


class Nature(StrEnum):
    """What an account holds. An account is a fund, a nature, a branch or none, and a party or none."""

    RECEIVABLE = "receivable"
    REVENUE = "revenue"
    OWED_ASSESSED = "owed_assessed"
    OWED_RECEIVED = "owed_received"
    CLAIM_ASSESSED = "claim_assessed"
    CLAIM_RECEIVED = "claim_received"
    CLAIM_CREDIT = "claim_credit"
    BANK = "bank"
    SUSPENSE = "suspense"
    EMPLOYER_CREDIT = "employer_credit"
    SELF_EMPLOYED_CREDIT = "self_employed_credit"
    RELIEF_EXPENSE = "relief_expense"
    RELIEF_PAYABLE = "relief_payable"
    INCREASE_REVENUE = "increase_revenue"
    TRANSFER_ORDERED = "transfer_ordered"
    OPENING_BALANCE = "opening_balance"
    STATE_GRANT = "state_grant"
    IMPORT_LEVY = "import_levy"
    CARE_IN_KIND = "care_in_kind"
    ADMINISTRATION = "administration"
    RESERVE_FUND = "reserve_fund"
    EQUITY = "equity"
    BENEFIT_EXPENSE = "benefit_expense"
    BENEFIT_PAYABLE = "benefit_payable"
    """What is owed to persons and not yet ordered to be paid."""
    BENEFIT_UNPAID = "benefit_unpaid"
    """What came back unpaid and waits for its person."""
    BENEFIT_RECOVERABLE = "benefit_recoverable"
    """What persons were paid too much."""
    TAX_PAYABLE = "tax_payable"
    STATE_CLAIM = "state_claim"
    OWED_SOCIAL_INSURANCE = "owed_social_insurance"
    CLAIM_SOCIAL_INSURANCE = "claim_social_insurance"


class OtherFlow(StrEnum):
    """Money that does not come from declarations; it enters by a journal file that two people agree on."""

    OPENING_BALANCE = "opening_balance"
    STATE_GRANT = "state_grant"
    IMPORT_LEVY = "import_levy"
    CARE_IN_KIND = "care_in_kind"
    ADMINISTRATION = "administration"
    RESERVE_FUND = "reserve_fund"


class Line(NamedTuple):
    """One posting to be: an account by its words, and centimes (debit positive, credit negative, never nil)."""

    fund: str
    nature: str
    branch: str
    party: str
    amount: int


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """One act to post. For each fund its lines sum to zero.

    ``act_key`` names the act for ever: posting the same key again gives the first entry back. ``party`` is the kind and id of whom it
    concerns (for instance ``("employer", 12)``); ``document`` is kind, id and SHA-256 in hexadecimal of the source document.
    ``memo_key`` with ``memo`` is the sentence of the labels that tells the entry.
    """

    journal: Journal
    booked_on: date
    verb: str
    act_key: str
    lines: tuple[Line, ...]
    document: tuple[str, str, str] = ("", "", "")
    law_version: str = ""
    party: tuple[str, int] | None = None
    memo_key: str = ""
    memo: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryPosted:
    """An entry of the books with its lines."""

    id: int
    journal: Journal
    booked_on: date
    verb: str
    act_key: str
    actor_id: int
    recorded_at: datetime
    document: tuple[str, str, str]
    law_version: str
    reverses: int | None
    reversed_by: int | None
    party: tuple[str, int] | None
    memo_key: str
    memo: Mapping[str, object]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds at a cut-off, or moved in one month (``month`` is its first day). ``amount`` is debits less credits."""

    fund: Fund
    nature: Nature
    branch: str
    party: str
    month: date | None
    debit: int
    credit: int

    @property
    def amount(self) -> int:
        """Debits less credits, in centimes."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A liability and the mirror claim that should equal it and do not; amounts in centimes, both shown positive."""

    debtor: Fund
    creditor: Fund
    branch: str
    nature: Nature
    owed: int
    claimed: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry of a journal that does not agree with its seal, and what is wrong with it."""

    journal: Journal
    seq: int
    entry_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a journal's chain: kept elsewhere, it proves later that nothing before it was rewritten."""

    journal: Journal
    seq: int
    link: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The proof of the books: how many entries agree with their seals, what is not sealed yet, what is broken.

    ``guards_off`` names append-only or balance triggers found disabled or missing.
    """

    verified: int
    unsealed: tuple[int, ...]
    broken: tuple[Broken, ...]
    heads: tuple[Head, ...]
    guards_off: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Nothing broken and every guard in place. An unsealed tail is normal between two sealings."""
        return not self.broken and not self.guards_off


@dataclass(frozen=True, slots=True)
class ProposalKept:
    """A journal file or a reversal proposed by one person; it is posted once another person approves it."""

    id: int
    kind: str
    flow: str
    content_hash: str
    booked_on: date
    reverses: int | None
    memo_ar: str
    memo_fr: str
    proposed_by: int
    proposed_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    approved: bool | None
    entry_id: int | None
    lines: tuple[Line, ...]
