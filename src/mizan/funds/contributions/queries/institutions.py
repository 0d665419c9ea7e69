"""What CNAC and the Treasury may be paying with a bank line: the reliefs they owe, oldest first."""

from __future__ import annotations

from mizan.funds.contributions.references import periods_meant, periods_named
from mizan.funds.contributions.sql import one_row
from mizan.funds.contributions.types import InstitutionOwes, ReceiptKept

DEBTORS = {"CNAC": ("CNAC", "البطالة"), "TRESOR": ("TRESOR", "TRÉSOR", "الخزينة")}
"""Who bears reliefs, and the words that name them in a payment."""
REASONS = ("named_in_payment", "amount_of_reliefs", "owes_reliefs")
"""Why a payment may come from one of them, the strongest first."""

_OPEN = """
WITH open AS (
    SELECT d.id, d.period_key = ANY (%s::text[]) AS named, d.due_on, d.amount - COALESCE(p.laid, 0) AS amount
      FROM contributions_due d
      LEFT JOIN LATERAL (SELECT sum(m.amount) AS laid FROM contributions_match m WHERE m.due_id = d.id
                            AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = m.id)) p ON true
     WHERE d.debtor = %s AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
), placed AS (
    SELECT id, amount, sum(amount) OVER turn AS until, row_number() OVER turn AS place FROM open WHERE amount > 0
    WINDOW turn AS (ORDER BY named DESC, due_on, id)
)
SELECT COALESCE(sum(amount), 0)::bigint, COALESCE(array_agg(id ORDER BY place) FILTER (WHERE until - amount < %s), '{}') FROM placed
"""


def institutions_for(receipt: ReceiptKept) -> tuple[InstitutionOwes, ...]:
    """The institutions that owe reliefs, those the payment names first, each with the dues the payment would settle.

    Its periods come first, else the oldest. Reasons: its name is in the payment, the payment is exactly what it owes, or neither.
    """
    words = f"{receipt.payer_name} {receipt.reference}".upper()
    periods = list(periods_meant(periods_named(receipt.reference)))
    found = []
    for debtor, names in DEBTORS.items():
        amount, due_ids = one_row(_OPEN, [periods, debtor, receipt.amount])
        if amount:
            named = any(name in words for name in names)
            reason = "named_in_payment" if named else "amount_of_reliefs" if amount == receipt.amount else "owes_reliefs"
            found.append(InstitutionOwes(debtor, reason, amount, tuple(due_ids)))
    return tuple(sorted(found, key=lambda one: REASONS.index(one.reason)))
