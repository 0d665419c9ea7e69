"""The words of the walls: who sees and who writes rows on an employer's account."""

from mizan.funds.access import policies as p

WORKS_HERE = "(SELECT access_may(ARRAY['fund_accountant', 'controller'], 'CNAS'))"
ACCOUNTANT = "(SELECT access_may(ARRAY['fund_accountant'], 'CNAS'))"
SEEN = p.sees_employer()
FILES = f"({p.own_employers()} OR {WORKS_HERE})"
"""Who may write on an employer's account: its own accountants by their declarations, and the collecting fund's people."""
ANY_STAFF = f"({SEEN} OR {p.STAFF})"
"""Declarations without personal data: any fund's staff follows its numbers down to them."""
OF_FUND = f"({SEEN} OR {p.own_funds()})"
OF_FUNDS = f"({SEEN} OR funds && (SELECT access_funds())::text[])"
PERSONAL = f"({p.own_employers()} OR {p.PERSONAL})"

ON_EMPLOYER = {
    "contributions_filing": ANY_STAFF,
    "contributions_anomaly": PERSONAL,
    "contributions_waiting_line": PERSONAL,
    "contributions_dac_line": ANY_STAFF,
    "contributions_abatement": PERSONAL,
    "contributions_movement": PERSONAL,
    "contributions_due": OF_FUNDS,
    "contributions_due_share": OF_FUND,
    "contributions_due_reversal": ANY_STAFF,
    "contributions_reconciliation_case": SEEN,
    "contributions_case_step": SEEN,
    "contributions_settlement": SEEN,
    "contributions_match": ANY_STAFF,
    "contributions_match_share": OF_FUND,
    "contributions_match_reversal": ANY_STAFF,
    "contributions_credit_movement": SEEN,
}
OWN = p.own_employers()
SIGNED = "= (SELECT access_account_id())"
"""Nobody signs for another."""

WRITTEN = {
    "contributions_filing": f"{FILES} AND filed_by_id {SIGNED}",
    "contributions_due": f"""({WORKS_HERE} OR {OWN} AND (
        kind IN ('declared', 'relief_cnac', 'relief_treasury') AND amount > 0 AND filing_id IS NOT NULL AND case_id IS NULL
        OR kind = 'complementary' AND case_id IS NOT NULL))""",
    "contributions_due_reversal": f"({WORKS_HERE} OR {OWN} AND kind <> 'increase' AND reason IN ('declared', 'rectified', 'joined'))",
    "contributions_case_step": f"""by_id {SIGNED} AND ({WORKS_HERE} OR {OWN} AND (
        step IN ('contested', 'confirmed')
        OR step IN ('withdrawn', 'replaced') AND EXISTS (
            SELECT 1 FROM contributions_filing f
             WHERE f.employer_id = contributions_case_step.employer_id AND f.filed_at = taken_at AND f.filed_by_id = by_id)))""",  # noqa: S608 - constants
    "contributions_settlement": f"""settled_by_id {SIGNED}
        AND ({WORKS_HERE} OR {OWN} AND receipt_id IS NULL AND method IN ('credit', 'note'))""",
    "contributions_match_reversal": f"({WORKS_HERE} OR {OWN} AND reason IN ('declared', 'rectified', 'joined', 'credit_recalled'))",
    "contributions_credit_movement": f"({WORKS_HERE} OR {OWN} AND cause IN ('released', 'credit_note', 'used'))",
    "contributions_statement": f"{ACCOUNTANT} AND imported_by_id {SIGNED}",
    "contributions_transfer_order": f"{ACCOUNTANT} AND ordered_by_id {SIGNED}",
    "contributions_transfer_settlement": f"{ACCOUNTANT} AND settled_by_id {SIGNED}",
}
"""Tables whose rows must say more than whose account they concern (see also ties.sql, credits.sql and employers.sql)."""
