"""Use an employer's credit on its oldest open dues."""

from datetime import datetime

from mizan.funds.contributions.actions.lay import Laying, lay
from mizan.funds.contributions.actions.settle_notes import lay_notes, open_notes
from mizan.funds.contributions.allocation import Allocation, allocate
from mizan.funds.contributions.books import ActOf
from mizan.funds.contributions.open_shares import remaining_of
from mizan.funds.contributions.queries.credits import credit_of
from mizan.funds.contributions.sql import rows
from mizan.funds.contributions.switches import SettlementSwitches, in_force
from mizan.funds.ledger.types import Journal
from mizan.funds.self_employed.payers import payer_kind

__all__ = ["credit_of", "idle_credits", "use_credit"]


def idle_credits() -> list[tuple[int, str, str]]:
    """The credit notes not settled and the credits that dues are waiting for: employer, debtor and a name for the act of using them."""
    return [(employer_id, "EMPLOYER", f"note:{due_id}:{turn}") for employer_id, due_id, turn in open_notes()] + [
        (row[0], row[1], str(row[2]))
        for row in rows(
            """SELECT c.employer_id, c.debtor, max(c.id) FROM contributions_credit_movement c
                WHERE EXISTS (SELECT 1 FROM contributions_due d
                               WHERE d.employer_id = c.employer_id AND d.debtor = c.debtor
                                 AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal v WHERE v.due_id = d.id)
                                 AND d.amount > COALESCE((SELECT sum(m.amount) FROM contributions_match m WHERE m.due_id = d.id
                                      AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = m.id)), 0))
                GROUP BY c.employer_id, c.debtor HAVING sum(c.amount) > 0 ORDER BY c.employer_id"""
        )
    ]


def use_credit(
    employer_id: int, *, key: str, by: int, at: datetime, debtor: str = "EMPLOYER", switches: SettlementSwitches | None = None
) -> int:
    """Settle credit notes, then lay the credit on what is open, oldest first; returns the centimes used.

    The caller holds the employer's lock.
    """
    if debtor == "EMPLOYER":
        lay_notes(employer_id, by=by, at=at)
    credit = credit_of(employer_id, debtor=debtor)
    if credit <= 0:
        return 0
    chosen = switches or in_force()
    shares = remaining_of(employer_id, debtor=debtor)
    found = allocate(credit, (share.open_share() for share in shares), switches=chosen)
    used = credit - found.credit
    if not used:
        return 0
    act = ActOf(Journal.RECONCILIATION, "use_credit", f"credit:{debtor}:{key}", employer_id, (payer_kind(employer_id), employer_id, ""))
    laying = Laying(act, "credit", chosen.version, "employer_credit", used, employer_id, None, debtor, -used, "used")
    lay(laying, Allocation(found.parts, 0), shares, by=by, at=at)
    return used
