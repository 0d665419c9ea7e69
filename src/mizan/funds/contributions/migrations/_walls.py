"""Row-level security where a row may be of an employer or of a self-employed person: the number of the payer says which rule holds."""

from mizan.funds.access import policies as p
from mizan.funds.contributions.migrations._words import ACCOUNTANT, FILES, ON_EMPLOYER, SIGNED, WRITTEN

FIRST = 1 << 40
"""As `mizan.funds.self_employed.payers.FIRST`: a migration says its own numbers."""

WORKS = "(SELECT self_employed_works())"
OWN = "employer_id = ANY ((SELECT self_employed_own())::bigint[])"
FIGURES = f"({OWN} OR 'CASNOS' = ANY ((SELECT access_funds())::text[]))"
"""What is due and paid, without a name: the person, and people of the fund or of the nation, who follow its numbers down to it."""
PERSON = f"({WORKS} OR {OWN} OR (SELECT access_may(ARRAY['auditor'], 'CASNOS')))"
FILED = f"({OWN} OR {WORKS})"

SEEN = {
    "contributions_filing": FIGURES,
    "contributions_anomaly": PERSON,
    "contributions_dac_line": FIGURES,
    "contributions_due": FIGURES,
    "contributions_due_share": FIGURES,
    "contributions_due_reversal": FIGURES,
    "contributions_settlement": FIGURES,
    "contributions_match": FIGURES,
    "contributions_match_share": FIGURES,
    "contributions_match_reversal": FIGURES,
    "contributions_credit_movement": FIGURES,
}
MAY_WRITE = {
    "contributions_filing": f"{FILED} AND filed_by_id {SIGNED}",
    "contributions_due": f"({WORKS} OR {OWN} AND kind = 'declared')",
    "contributions_due_reversal": f"({WORKS} OR {OWN} AND reason IN ('declared', 'rectified'))",
    "contributions_settlement": f"settled_by_id {SIGNED} AND ({WORKS} OR {OWN} AND receipt_id IS NULL AND method = 'credit')",
    "contributions_match_reversal": f"({WORKS} OR {OWN} AND reason IN ('declared', 'rectified'))",
    "contributions_credit_movement": f"({WORKS} OR {OWN} AND cause IN ('released', 'used'))",
}


def by_payer(employers: str, self_employed: str) -> str:
    """One rule below the first number of the self-employed, another from there on."""
    return f"CASE WHEN employer_id >= {FIRST} THEN ({self_employed}) ELSE ({employers}) END"


def _again(table: str, verb: str, condition: str) -> str:
    """The policy of the web role for a verb, anew."""
    word = "USING" if verb == "SELECT" else "WITH CHECK"
    name = f"{table}_web_{verb.lower()}"
    return f"DROP POLICY {name} ON {table};\nCREATE POLICY {name} ON {table} FOR {verb} TO {p.WEB} {word} ({condition});"


_BANK = f"(fund = 'CNAS' AND {ACCOUNTANT} OR fund = 'CASNOS' AND (SELECT access_may(ARRAY['fund_accountant'], 'CASNOS')))"

SELF_EMPLOYED = [
    *(_again(table, "SELECT", by_payer(ON_EMPLOYER[table], seen)) for table, seen in SEEN.items()),
    *(_again(table, "INSERT", by_payer(WRITTEN.get(table, FILES), MAY_WRITE.get(table, FILED))) for table in SEEN),
    _again("contributions_statement", "SELECT", p.own_funds()),
    _again("contributions_receipt", "SELECT", p.own_funds()),
    _again("contributions_statement", "INSERT", f"{_BANK} AND imported_by_id {SIGNED}"),
    _again("contributions_receipt", "INSERT", _BANK),
]
