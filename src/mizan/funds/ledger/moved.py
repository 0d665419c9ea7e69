"""What the books spent and received outside declarations, by why it was posted: the ground of the bridges of a review."""

from mizan.funds.access.measures import Measure

_POSTINGS = """
SELECT p.fund, NULL::smallint AS wilaya, {part} AS part, {internal} AS internal, {amount} AS amount, 'entry'::text AS kind, p.entry_id AS id
  FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id JOIN ledger_entry e ON e.id = p.entry_id
 WHERE {which} AND p.booked_on >= %(since)s AND p.booked_on < %(until)s
"""

SPENT_WHY = Measure(
    "spent_why",
    _POSTINGS.format(
        part="""CASE WHEN a.nature IN ('administration', 'care_in_kind') THEN a.nature
            WHEN a.nature = 'relief_expense' THEN
                CASE WHEN e.reverses_id IS NULL AND e.verb <> 'reverse' THEN 'reliefs' ELSE 'reliefs_back' END
            WHEN e.journal <> 'benefit' THEN 'journals'
            WHEN e.reverses_id IS NOT NULL OR e.verb IN ('reverse', 'recover_benefits') THEN 'reversed'
            WHEN e.verb = 'pay_benefits' THEN 'runs' ELSE 'arrears' END""",
        internal="(a.nature = 'relief_expense' AND p.fund = 'CNAC')",
        amount="p.amount",
        which="a.nature IN ('benefit_expense', 'care_in_kind', 'administration', 'relief_expense')",
    ),
)
"""Spending by why: runs, decisions for months gone by (`arrears`), reversals, reliefs borne, and what journals say."""

RESOURCES_WHY = Measure(
    "resources_why",
    _POSTINGS.format(
        part="""CASE WHEN a.nature IN ('state_grant', 'import_levy') THEN a.nature
            WHEN e.verb = 'pay_benefits' THEN 'withheld' ELSE 'withheld_arrears' END""",
        internal="false",
        amount="-p.amount",
        which="(a.nature IN ('state_grant', 'import_levy') OR (a.nature = 'revenue' AND e.journal = 'benefit'))",
    ),
)
"""Money that comes from no declaration, by why: withheld by runs, withheld by decisions for months gone by, grants, levies."""
