"""What the books measure: money spent, other resources, the banks, what was paid unduly, and the control of what was received."""

from mizan.funds.access.measures import Measure

# Account by account, by the index of its days: the fund asked for narrows the accounts before any posting is read.
_POSTINGS = """
SELECT a.fund, NULL::smallint AS wilaya, {part} AS part, {internal} AS internal, {amount} AS amount, 'entry'::text AS kind, p.entry_id AS id
  FROM ledger_account a
 CROSS JOIN LATERAL (SELECT o.entry_id, o.amount FROM ledger_posting o WHERE o.account_id = a.id AND {days} OFFSET 0) p
 WHERE {which}
"""
_NATURE = "a.nature || CASE WHEN a.branch = '' THEN '' ELSE ':' || a.branch END"
_MONTH = "o.booked_on >= %(since)s AND o.booked_on < %(until)s"
_SO_FAR = "o.booked_on <= %(day)s"

SPENT = Measure(
    "spent",
    # What CNAC bears as relief is received by the other funds: for the funds together it is neither spent nor received.
    _POSTINGS.format(
        part=_NATURE,
        internal="(a.nature = 'relief_expense' AND a.fund = 'CNAC')",
        amount="p.amount",
        days=_MONTH,
        which="a.nature IN ('benefit_expense', 'care_in_kind', 'administration', 'relief_expense')",
    ),
)
"""Benefits that became due, care paid in kind, administration, reliefs borne; a reversal takes back."""

ADMINISTRATION = Measure(
    "administration",
    _POSTINGS.format(part="a.nature", internal="false", amount="p.amount", days=_MONTH, which="a.nature = 'administration'"),
)
"""What running the funds cost."""

SPENT_WHERE_RUN = Measure(
    "spent_where_run",
    f"""
SELECT s.* FROM ({SPENT.items}) s
 WHERE EXISTS (SELECT 1 FROM ledger_account r JOIN ledger_posting o ON o.account_id = r.id
                WHERE r.fund = s.fund AND r.nature = 'administration' AND {_MONTH})
""",  # noqa: S608 - built from constants of this file
)
"""What was spent by the funds whose cost of administration is in the books: without it a share of nothing would be told."""

RESOURCES = Measure(
    "resources",
    _POSTINGS.format(part=_NATURE, internal="false", amount="-p.amount", days=_MONTH, which="a.nature IN ('state_grant', 'import_levy')")
    + f"""
UNION ALL
SELECT p.fund, NULL, {_NATURE}, false, -p.amount, 'entry', p.entry_id
  FROM ledger_entry o JOIN ledger_posting p ON p.entry_id = o.id JOIN ledger_account a ON a.id = p.account_id
 WHERE o.journal = 'benefit' AND {_MONTH} AND a.nature = 'revenue'
""",  # noqa: S608 - built from constants of this file
)
"""Money that comes from no declaration: grants, levies, and the contribution withheld from pensions when they are paid."""

BANK = Measure("bank", _POSTINGS.format(part="a.nature", internal="false", amount="p.amount", days=_SO_FAR, which="a.nature = 'bank'"))
"""What the funds hold at their banks."""

UNDUE = Measure(
    "undue",
    _POSTINGS.format(
        part="CASE WHEN p.amount > 0 THEN 'found' ELSE 'recovered' END",
        internal="false",
        amount="p.amount",
        days=_SO_FAR,
        which="a.nature = 'benefit_recoverable'",
    ),
)
"""What persons were paid too much (found) less what came back (recovered)."""

LAID_CONTROL = """
SELECT p.fund, sum(CASE WHEN a.nature = 'receivable' THEN -p.amount ELSE p.amount END)
  FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id JOIN ledger_entry e ON e.id = p.entry_id
 WHERE p.booked_on >= %(since)s AND p.booked_on < %(until)s
   AND ((a.nature = 'claim_received' AND e.journal <> 'transfer')
        OR (a.nature = 'receivable' AND e.verb IN ('settle_receipt', 'use_credit', 'release', 'return_receipt', 'credit_difference')
            AND (p.fund = 'CASNOS' OR (p.fund = 'CNAS' AND a.branch IN ('social_insurance', 'work_accident', 'increase')))))
 GROUP BY 1
"""
"""What the books say was received on dues, by the fund that owns it: the sub-ledger of receipts has to say the same."""
