"""Whom a waiting bank line may come from."""

from __future__ import annotations

from collections.abc import Sequence

from mizan.funds.contributions.payer_of import holders_of, numbers_in, of_casnos, payers_numbered, periods_in
from mizan.funds.contributions.postings import EMPLOYER, SELF_EMPLOYED
from mizan.funds.contributions.sql import rows
from mizan.funds.contributions.types import ReceiptKept, Suggestion
from mizan.funds.people.queries import employers

_OPEN_BY_PERIOD = """
SELECT d.employer_id, d.period_key, (sum(d.amount) - sum(COALESCE(p.laid, 0)))::bigint AS open
  FROM contributions_due d
  LEFT JOIN (SELECT m.due_id, sum(m.amount) AS laid FROM contributions_match m
              WHERE NOT EXISTS (SELECT 1 FROM contributions_match_reversal x
                  WHERE x.match_id = m.id) GROUP BY m.due_id) p ON p.due_id = d.id
 WHERE d.debtor = %s AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id) AND {where}
 GROUP BY d.employer_id, d.period_key HAVING {having} ORDER BY min(d.period_start), d.employer_id LIMIT 20
"""
_OPEN_OF = _OPEN_BY_PERIOD.format(where="d.employer_id = ANY (%s::bigint[])", having="sum(d.amount) <> sum(COALESCE(p.laid, 0))")
_OPEN_AT = _OPEN_BY_PERIOD.format(where="d.due_on > %s::date - 400", having="sum(d.amount) - sum(COALESCE(p.laid, 0)) = %s")

ALIKE_AT_MOST = 3
"""Many self-employed owe the very same amount, that of the floor: beyond so many, an amount points at nobody and names are not shown."""


def suggestions_for(receipt: ReceiptKept) -> tuple[Suggestion, ...]:
    """Whom a waiting receipt may come from, the strongest reason first; the fund's accountant decides.

    Reasons: a number in its reference, the account it was paid from, a period whose open amount is exactly the receipt's, a name alike
    (of employers: the self-employed are not searched by name).
    """
    debtor = SELF_EMPLOYED if of_casnos(receipt) else EMPLOYER
    reasons: dict[int, str] = {}
    for payer_id in payers_numbered(receipt, numbers_in(receipt)).values():
        reasons.setdefault(payer_id, "number_in_reference")
    for payer_id in holders_of(receipt):
        reasons.setdefault(payer_id, "account_of_employer")
    exact = {row[0]: (row[1], row[2]) for row in rows(_OPEN_AT, [debtor, receipt.booked_on, receipt.amount])}
    if debtor == SELF_EMPLOYED and len(exact) > ALIKE_AT_MOST:
        exact = {}
    for payer_id in exact:
        reasons.setdefault(payer_id, "amount_of_period")
    if debtor == EMPLOYER and len(receipt.payer_name.strip()) >= 4:
        for found in employers(text=receipt.payer_name.strip()[:40], limit=5):
            reasons.setdefault(found.id, "name_alike")
    opened: dict[int, list[tuple[str, int]]] = {}
    for payer_id, period_key, amount in rows(_OPEN_OF, [debtor, list(reasons)]):
        opened.setdefault(payer_id, []).append((period_key, amount))
    named = periods_in(receipt)
    return tuple(_suggest(payer_id, reason, opened.get(payer_id, []), named, exact) for payer_id, reason in reasons.items())


def _suggest(
    payer_id: int, reason: str, opened: list[tuple[str, int]], named: Sequence[str], exact: dict[int, tuple[str, int]]
) -> Suggestion:
    if payer_id in exact:
        period_key: str | None = exact[payer_id][0]
    else:
        period_key = next((key for key, _ in opened if key in named), opened[0][0] if opened else None)
    return Suggestion(payer_id, reason, period_key, sum(amount for _, amount in opened))
