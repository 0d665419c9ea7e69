"""What a due, a receipt and their reversals write in the books: legs of one entry, for each fund adding up to zero.

A positive leg is a debit. CNAS collects: its own branches are its revenue, those of others a liability, first "assessed", then, once
received, "to transfer"; the owner's books mirror it as a claim on CNAS. Whoever bears a relief (CNAC, the Treasury) books its expense.
CASNOS collects from the self-employed and pays its own pensions: every branch of theirs is its revenue.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from mizan.kernel.funds import OWNER, Branch, Fund

COLLECTOR = Fund.CNAS
EMPLOYERS = "employers"
EMPLOYER, SELF_EMPLOYED = "EMPLOYER", "SELF_EMPLOYED"
"""The debtors of contributions proper; institutions that bear reliefs are debtors by their own names."""

SELF_EMPLOYED_BRANCHES = (Branch.SOCIAL_INSURANCE, Branch.RETIREMENT)
"""What the self-employed pay for, in rank order: CASNOS owns both."""
_PARTIES = {EMPLOYER: EMPLOYERS, SELF_EMPLOYED: "self_employed"}

LIVE = {Fund.CNAC.value, Fund.TRESOR.value}
"""The debtors that keep books of their own here."""
_MEANS = {"suspense": ("bank", "", ""), "employer_credit": ("claim_credit", "", COLLECTOR.value)}
"""What such a debtor pays with: its bank when CNAS received money, its claim on CNAS when CNAS uses a credit it holds for it."""


class Borne(NamedTuple):
    """An amount of one branch owed by one debtor ("EMPLOYER", "SELF_EMPLOYED", "CNAC" or "TRESOR")."""

    debtor: str
    branch: Branch
    amount: int


class Leg(NamedTuple):
    """One posting before it has an entry."""

    fund: str
    nature: str
    branch: str
    party: str
    amount: int


def party_of(debtor: str) -> str:
    """The party of a debtor in control accounts: employers together, the self-employed together, institutions by name."""
    return _PARTIES.get(debtor, debtor)


def collector_of(debtor: str) -> Fund:
    """The fund that collects from a debtor."""
    return Fund.CASNOS if debtor == SELF_EMPLOYED else COLLECTOR


def _owner(debtor: str, branch: Branch) -> Fund:
    """The fund that owns a branch of what a debtor owes."""
    return Fund.CASNOS if debtor == SELF_EMPLOYED else OWNER[branch]


def _source(source: str, debtor: str) -> tuple[str, str]:
    """The nature and party of the account that something is laid out of."""
    if source != "employer_credit":
        return source, ""
    return ("self_employed_credit" if debtor == SELF_EMPLOYED else source), party_of(debtor)


def assessment(shares: Iterable[Borne]) -> list[Leg]:
    """A due comes into being (a negative amount: it is taken back)."""
    legs = _Legs()
    for debtor, branch, amount in shares:
        owner, collector = _owner(debtor, branch), collector_of(debtor)
        legs.add(collector, "receivable", branch, party_of(debtor), amount)
        if owner is collector:
            legs.add(collector, "increase_revenue" if branch is Branch.INCREASE else "revenue", branch, "", -amount)
        else:
            legs.add(COLLECTOR, "owed_assessed", branch, owner, -amount)
            legs.add(owner, "claim_assessed", branch, COLLECTOR, amount)
            legs.add(owner, "revenue", branch, "", -amount)
        if debtor in LIVE:
            legs.add(debtor, "relief_expense", branch, "", amount)
            legs.add(debtor, "relief_payable", branch, COLLECTOR, -amount)
    return legs.all()


def received(shares: Iterable[Borne], *, source: str) -> list[Leg]:
    """Something is laid on dues: out of `source` ("suspense" for a bank line, "employer_credit" for a payer's credit)."""
    legs = _Legs()
    for debtor, branch, amount in shares:
        owner, collector = _owner(debtor, branch), collector_of(debtor)
        nature, party = _source(source, debtor)
        legs.add(collector, nature, "", party, amount)
        legs.add(collector, "receivable", branch, party_of(debtor), -amount)
        if owner is not collector:
            legs.add(COLLECTOR, "owed_assessed", branch, owner, amount)
            legs.add(COLLECTOR, "owed_received", branch, owner, -amount)
            legs.add(owner, "claim_received", branch, COLLECTOR, amount)
            legs.add(owner, "claim_assessed", branch, COLLECTOR, -amount)
        if debtor in LIVE:
            legs.add(debtor, "relief_payable", branch, COLLECTOR, amount)
            legs.add(debtor, *_MEANS[source], -amount)
    return legs.all()


def to_credit(amount: int, *, debtor: str = "EMPLOYER") -> list[Leg]:
    """`amount` leaves the receipts to identify and becomes a credit (negative: the credit is taken back)."""
    collector = collector_of(debtor)
    nature, party = _source("employer_credit", debtor)
    legs = [Leg(collector, "suspense", "", "", amount), Leg(collector, nature, "", party, -amount)]
    if debtor in LIVE:
        legs += [Leg(debtor, *_MEANS["employer_credit"], amount), Leg(debtor, *_MEANS["suspense"], -amount)]
    return legs


def imported(amount: int, *, fund: str = COLLECTOR.value) -> list[Leg]:
    """A statement's movement: the fund's bank account follows the bank, the rest waits to be identified."""
    return [Leg(fund, "bank", "", "", amount), Leg(fund, "suspense", "", "", -amount)]


def ordered(fund: str, by_branch: Iterable[tuple[Branch, int]]) -> list[Leg]:
    """A transfer is ordered: what was received for the owner is now on its way."""
    legs = _Legs()
    for branch, amount in by_branch:
        legs.add(COLLECTOR, "owed_received", branch, fund, amount)
        legs.add(COLLECTOR, "transfer_ordered", "", fund, -amount)
        legs.add(fund, "transfer_ordered", "", COLLECTOR, amount)
        legs.add(fund, "claim_received", branch, COLLECTOR, -amount)
    return legs.all()


def transferred(fund: str, amount: int, *, source: str) -> list[Leg]:
    """A transfer is paid, out of the bank, or out of a bank line waiting to be identified (`source` "bank" or "suspense")."""
    return [
        Leg(COLLECTOR, "transfer_ordered", "", fund, amount),
        Leg(COLLECTOR, source, "", "", -amount),
        Leg(fund, "bank", "", "", amount),
        Leg(fund, "transfer_ordered", "", COLLECTOR, -amount),
    ]


def merged(*groups: Iterable[Leg]) -> list[Leg]:
    """The legs of one entry: one posting per account, nothing at zero."""
    legs = _Legs()
    for group in groups:
        for leg in group:
            legs.add(*leg)
    return legs.all()


class _Legs:
    """Adds amounts by account."""

    def __init__(self) -> None:
        self._by_account: defaultdict[tuple[str, str, str, str], int] = defaultdict(int)

    def add(self, fund: str, nature: str, branch: str, party: str, amount: int) -> None:
        self._by_account[fund, nature, branch, party] += amount

    def all(self) -> list[Leg]:
        # The names of the kernel's lists are equal to their texts: they become texts once, when all is added.
        found = self._by_account.items()
        return [Leg(str(fund), nature, str(branch), str(party), amount) for (fund, nature, branch, party), amount in found if amount]
