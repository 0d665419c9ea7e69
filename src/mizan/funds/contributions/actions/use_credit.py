"""Use an employer's credit on its oldest open dues."""

from datetime import datetime

from mizan.funds.contributions.actions.lay import Laying, lay
from mizan.funds.contributions.allocation import Allocation, allocate
from mizan.funds.contributions.books import ActOf
from mizan.funds.contributions.open_shares import remaining_of
from mizan.funds.contributions.sql import one, rows
from mizan.funds.contributions.switches import DEFAULT, SettlementSwitches
from mizan.funds.ledger.types import Journal


def credit_of(employer_id: int, *, debtor: str = "EMPLOYER") -> int:
    """The employer's credit in centimes (or that of the institution `debtor` on its account)."""
    found = one(
        "SELECT COALESCE(sum(amount), 0)::bigint FROM contributions_credit_movement WHERE employer_id = %s AND debtor = %s",
        [employer_id, debtor],
    )
    return int(found[0]) if found else 0


def idle_credits() -> list[tuple[int, str, int]]:
    """The credits that dues are waiting for: employer, debtor and the credit's last movement (which names the act of using it)."""
    return [
        (row[0], row[1], row[2])
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
    employer_id: int, *, key: str, by: int, at: datetime, debtor: str = "EMPLOYER", switches: SettlementSwitches = DEFAULT
) -> int:
    """Lay the credit on what is open, oldest first; returns the centimes used. The caller holds the employer's lock."""
    credit = credit_of(employer_id, debtor=debtor)
    if credit <= 0:
        return 0
    shares = remaining_of(employer_id, debtor=debtor)
    found = allocate(credit, (share.open_share() for share in shares), switches=switches)
    used = credit - found.credit
    if not used:
        return 0
    act = ActOf(Journal.RECONCILIATION, "use_credit", f"credit:{debtor}:{key}", employer_id, ("employer", employer_id, ""))
    laying = Laying(act, "credit", switches.version, "employer_credit", used, employer_id, None, debtor, -used, "used")
    lay(laying, Allocation(found.parts, 0), shares, by=by, at=at)
    return used
