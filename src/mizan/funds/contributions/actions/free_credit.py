"""Make an employer's credit cover an amount again, by taking back the latest uses of it."""

from __future__ import annotations

from datetime import datetime

from mizan.funds.contributions.actions.release import laid_by, legs_of, write_release
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.queries.credits import credit_of
from mizan.funds.contributions.sql import rows
from mizan.funds.ledger.types import Journal
from mizan.funds.self_employed.payers import payer_kind
from mizan.kernel.refusals import refused

_USES = """
SELECT s.id, sum(m.amount)::bigint FROM contributions_settlement s JOIN contributions_match m ON m.settlement_id = s.id
 WHERE s.employer_id = %s AND s.debtor = %s AND s.method = 'credit'
   AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = m.id)
 GROUP BY s.id ORDER BY s.id DESC
"""


def free_credit(employer_id: int, needed: int, *, key: str, by: int, at: datetime, debtor: str = "EMPLOYER") -> None:
    """Release the latest uses of the credit until it holds `needed` centimes.

    Raises `Refused` with `credit_belongs_to_other` when it can not: the books would show a credit below nothing.
    """
    missing = needed - credit_of(employer_id, debtor=debtor)
    chosen: list[int] = []
    for settlement, amount in rows(_USES, [employer_id, debtor]):
        if missing <= 0:
            break
        chosen.append(settlement)
        missing -= amount
    if missing > 0:
        raise refused("credit_belongs_to_other", "amount", missing=missing)
    if not chosen:
        return
    laid = laid_by(chosen)
    act = ActOf(Journal.RECONCILIATION, "release", f"free:{key}", employer_id, (payer_kind(employer_id), employer_id, ""))
    entry = book(act, legs_of(laid), by=by, at=at)
    write_release(laid, reason="credit_recalled", entry_id=entry, at=at)
