"""Credits: what is held for an employer, or for an institution on its account, and laid on no due."""

from __future__ import annotations

from mizan.funds.contributions.sql import one


def credit_of(employer_id: int, *, debtor: str = "EMPLOYER") -> int:
    """The employer's credit in centimes (or that of the institution `debtor` on its account)."""
    found = one(
        "SELECT COALESCE(sum(amount), 0)::bigint FROM contributions_credit_movement WHERE employer_id = %s AND debtor = %s",
        [employer_id, debtor],
    )
    return int(found[0]) if found else 0
