"""What the books measure: money spent, other resources, the banks, what was paid unduly, and the control of what was received."""

from mizan.funds.access.measures import Measure

_POSTINGS = """
SELECT p.fund, NULL::smallint AS wilaya, {part} AS part, {internal} AS internal, {amount} AS amount, 'entry'::text AS kind, p.entry_id AS id
  FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id{more}
"""
_NATURE = "a.nature || CASE WHEN a.branch = '' THEN '' ELSE ':' || a.branch END"

SPENT = Measure(
    "spent",
    # What CNAC bears as relief is received by the other funds: for the funds together it is neither spent nor received.
    _POSTINGS.format(part=_NATURE, internal="(a.nature = 'relief_expense' AND p.fund = 'CNAC')", amount="p.amount", more="")
    + """ WHERE a.nature IN ('benefit_expense', 'care_in_kind', 'administration', 'relief_expense')
   AND p.booked_on >= %(since)s AND p.booked_on < %(until)s""",
)
"""Benefits that became due, care paid in kind, administration, reliefs borne; a reversal takes back."""

RESOURCES = Measure(
    "resources",
    _POSTINGS.format(part=_NATURE, internal="false", amount="-p.amount", more=" JOIN ledger_entry e ON e.id = p.entry_id")
    + """ WHERE (a.nature IN ('state_grant', 'import_levy') OR (a.nature = 'revenue' AND e.journal = 'benefit'))
   AND p.booked_on >= %(since)s AND p.booked_on < %(until)s""",
)
"""Money that comes from no declaration: grants, levies, and the contribution withheld from pensions when they are paid."""

BANK = Measure(
    "bank",
    _POSTINGS.format(part="a.nature", internal="false", amount="p.amount", more="") + " WHERE a.nature = 'bank' AND p.booked_on <= %(day)s",
)
"""What the funds hold at their banks."""

UNDUE = Measure(
    "undue",
    _POSTINGS.format(part="CASE WHEN p.amount > 0 THEN 'found' ELSE 'recovered' END", internal="false", amount="p.amount", more="")
    + " WHERE a.nature = 'benefit_recoverable' AND p.booked_on <= %(day)s",
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
