"""Invariants audited nightly: each sub-ledger equals its control accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mizan.funds.contributions.queries.balance import balance_table
from mizan.funds.contributions.sql import rows

_PARTY = "CASE debtor WHEN 'EMPLOYER' THEN 'employers' WHEN 'SELF_EMPLOYED' THEN 'self_employed' ELSE debtor END"
_LIVE_SHARES = f"""
SELECT s.branch, {_PARTY} AS party, s.fund, s.amount
  FROM contributions_due_share s JOIN contributions_due d ON d.id = s.due_id
 WHERE NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
"""  # noqa: S608 - built from constants of this file
_LIVE_LAID = f"""
SELECT s.branch, {_PARTY} AS party, s.fund, s.amount
  FROM contributions_match_share s JOIN contributions_due d ON d.id = s.due_id
 WHERE NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = s.match_id)
"""  # noqa: S608 - built from constants of this file
_CONTROL = """
SELECT a.branch AS key, COALESCE(NULLIF(a.party, ''), a.fund) AS party, sum(p.amount) AS amount
  FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
 WHERE (a.fund, a.nature) IN (('CNAS', '{nature}'), ('CASNOS', '{casnos}')) GROUP BY 1, 2
"""
"""What the books of the funds that collect hold, by branch and party; an account without a party is told by its fund."""
_COMPARE = """
SELECT COALESCE(s.key, c.key), COALESCE(s.party, c.party), COALESCE(s.amount, 0)::bigint, COALESCE(c.amount, 0)::bigint
  FROM ({sub}) s FULL JOIN ({control}) c ON c.key = s.key AND c.party = s.party
 WHERE COALESCE(s.amount, 0) <> COALESCE(c.amount, 0)
"""
_ORDERED = "SELECT branch AS key, fund AS party, sum(amount) AS amount FROM contributions_transfer_line GROUP BY 1, 2"
_HELD = """
SELECT a.party, -sum(p.amount)::bigint FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
 WHERE a.fund = 'CNAS' AND a.nature IN ('owed_received', 'transfer_ordered') GROUP BY 1
"""
_SUBS = {
    "receivable": f"""
        SELECT branch AS key, party, sum(amount) AS amount FROM (
            SELECT branch, party, amount FROM ({_LIVE_SHARES}) d UNION ALL SELECT branch, party, -amount
                FROM ({_LIVE_LAID}) l) x GROUP BY 1, 2""",  # noqa: S608 - built from constants of this file
    "owed_assessed": f"""
        SELECT branch AS key, fund AS party, -sum(amount) AS amount FROM (
            SELECT branch, fund, amount FROM ({_LIVE_SHARES}) d UNION ALL SELECT branch, fund, -amount FROM ({_LIVE_LAID}) l) x
         WHERE fund NOT IN ('CNAS', 'CASNOS') GROUP BY 1, 2""",  # noqa: S608 - built from constants of this file
    "owed_received": f"""
        SELECT key, party, sum(amount) AS amount FROM (
            SELECT branch AS key, fund AS party, -amount AS amount FROM ({_LIVE_LAID}) l WHERE fund NOT IN ('CNAS', 'CASNOS')
            UNION ALL SELECT key, party, amount FROM ({_ORDERED}) o) x GROUP BY 1, 2""",  # noqa: S608 - built from constants of this file
    "employer_credit": f"""
        SELECT '' AS key, {_PARTY} AS party, -sum(amount) AS amount
          FROM contributions_credit_movement GROUP BY 2""",  # noqa: S608 - built from constants of this file
    "suspense": """
        SELECT '' AS key, r.fund AS party, -sum(r.amount) AS amount FROM contributions_receipt r
         WHERE NOT EXISTS (SELECT 1 FROM contributions_settlement s WHERE s.receipt_id = r.id) GROUP BY 2""",
    "transfer_ordered": """
        SELECT '' AS key, o.fund AS party, -sum(o.amount) AS amount FROM contributions_transfer_order o
         WHERE NOT EXISTS (SELECT 1 FROM contributions_transfer_settlement s WHERE s.order_id = o.id) GROUP BY 2""",
}
_SUMS = {
    "due_without_shares": """SELECT d.id, d.amount, COALESCE((SELECT sum(s.amount) FROM contributions_due_share s
        WHERE s.due_id = d.id), 0)::bigint
        FROM contributions_due d WHERE d.amount <> COALESCE((SELECT sum(s.amount) FROM contributions_due_share s
            WHERE s.due_id = d.id), 0)""",
    "match_without_shares": """SELECT m.id, m.amount, COALESCE((SELECT sum(s.amount) FROM contributions_match_share s
        WHERE s.match_id = m.id), 0)::bigint
        FROM contributions_match m WHERE m.amount <> COALESCE((SELECT sum(s.amount) FROM contributions_match_share s
            WHERE s.match_id = m.id), 0)""",
    "match_on_reversed_due": """SELECT m.id, m.amount, 0 FROM contributions_match m JOIN contributions_due_reversal v ON v.due_id = m.due_id
        WHERE NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = m.id)""",
    "two_live_dues": """SELECT min(d.id), count(*), 1 FROM contributions_due d
        WHERE NOT EXISTS (SELECT 1 FROM contributions_due_reversal v WHERE v.due_id = d.id)
        GROUP BY d.employer_id, d.period_key, d.code, d.kind HAVING count(*) > 1""",
    "year_due_twice": """SELECT min(d.id), count(*), 1 FROM contributions_due d
        WHERE d.debtor = 'SELF_EMPLOYED' AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal v WHERE v.due_id = d.id)
        GROUP BY d.employer_id, d.period_key HAVING count(*) > 1""",
    "days_assessed_twice": """SELECT p.id, p.base, o.base FROM contributions_due p
        JOIN contributions_due o ON o.employer_id = p.employer_id AND o.code = p.code AND o.id <> p.id
         AND o.period_start < p.period_end AND o.period_end > p.period_start
         AND (o.kind = p.kind OR (p.kind = 'provisional' AND o.kind = 'declared'))
       WHERE p.kind IN ('provisional', 'increase')
         AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal v WHERE v.due_id IN (p.id, o.id))""",
}


_CASNOS = {"employer_credit": "self_employed_credit"}
"""Natures that bear another name in the books of CASNOS."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Two numbers that should be equal and are not, in centimes: what the detail says, and what the books say."""

    check: str
    what: str
    detail: int
    books: int


def faults(*, whole: bool = True) -> Iterator[Fault]:
    """Everything that does not agree, nothing when the books are sound. Needs a role that reads all tables.

    Not `whole`: the sub-ledgers in sight alone, for people of a fund who do not see the details of the others.
    """
    for nature, sub in _SUBS.items():
        control = _CONTROL.format(nature=nature, casnos=_CASNOS.get(nature, nature))
        for key, party, detail, books in rows(_COMPARE.format(sub=sub, control=control)):
            yield Fault(nature, f"{key}/{party}", detail, books)
    for check, statement in _SUMS.items() if whole else ():
        for subject, detail, books in rows(statement):
            yield Fault(check, str(subject), detail, books)
    if whole:
        yield from _owed_between_funds()


def _owed_between_funds() -> Iterator[Fault]:
    """What the balance says is owed to each owner is what the books hold for it, transfers on their way included."""
    shown: Counter[str] = Counter()
    for row in balance_table(date.max).rows:
        shown[row.fund] += row.owed
    held: Counter[str] = Counter(dict(rows(_HELD)))
    for fund in sorted(shown.keys() | held.keys()):
        if shown[fund] != held[fund]:
            yield Fault("owed_between_funds", fund, shown[fund], held[fund])
