"""What CNAS holds as the credit of CNAC or the Treasury is their claim on it; and the accounts of daily acts, opened before the first.

Two acts that opened the same accounts in another order would wait for each other: here they find them.
"""

from django.db import migrations

from mizan.kernel.funds import OWNER, Branch, Fund

CLAIM = """
ALTER TABLE ledger_account
    DROP CONSTRAINT ledger_account_known_nature,
    DROP CONSTRAINT ledger_account_mirror;
ALTER TABLE ledger_account
    ADD CONSTRAINT ledger_account_known_nature CHECK (nature IN (
        'receivable', 'revenue', 'owed_assessed', 'owed_received', 'claim_assessed', 'claim_received', 'claim_credit', 'bank', 'suspense',
        'employer_credit', 'relief_expense', 'relief_payable', 'increase_revenue', 'transfer_ordered', 'opening_balance',
        'state_grant', 'import_levy', 'care_in_kind', 'administration', 'reserve_fund', 'equity')),
    ADD CONSTRAINT ledger_account_mirror CHECK (
        CASE WHEN nature IN ('owed_assessed', 'owed_received') THEN fund = 'CNAS' AND branch <> '' AND party NOT IN ('', 'employers')
             WHEN nature IN ('claim_assessed', 'claim_received') THEN fund <> 'CNAS' AND branch <> '' AND party = 'CNAS'
             WHEN nature = 'claim_credit' THEN fund <> 'CNAS' AND branch = '' AND party = 'CNAS'
             ELSE true END);
"""
RELIEVERS = (Fund.CNAC, Fund.TRESOR)


def _accounts() -> list[tuple[str, str, str, str]]:
    """The accounts of dues, receipts, credits and transfers."""
    found: list[tuple[str, str, str, str]] = [("CNAS", "bank", "", ""), ("CNAS", "suspense", "", "")]
    for party in ("employers", *RELIEVERS):
        found += [("CNAS", "employer_credit", "", party), *(("CNAS", "receivable", branch, party) for branch in Branch)]
    for branch in Branch:
        owner = OWNER[branch]
        if owner is Fund.CNAS:
            found.append((owner, "increase_revenue" if branch is Branch.INCREASE else "revenue", branch, ""))
            continue
        found += [("CNAS", nature, branch, owner) for nature in ("owed_assessed", "owed_received")]
        found += [(owner, nature, branch, "CNAS") for nature in ("claim_assessed", "claim_received")]
        found.append((owner, "revenue", branch, ""))
    for owner in sorted(set(OWNER.values()) - {Fund.CNAS}):
        found += [("CNAS", "transfer_ordered", "", owner), (owner, "transfer_ordered", "", "CNAS"), (owner, "bank", "", "")]
    for fund in RELIEVERS:
        found += [(fund, "bank", "", ""), (fund, "claim_credit", "", "CNAS")]
        found += [(fund, "relief_expense", branch, "") for branch in Branch]
        found += [(fund, "relief_payable", branch, "CNAS") for branch in Branch]
    return sorted({(str(fund), nature, str(branch), str(party)) for fund, nature, branch, party in found})


VALUES = ", ".join(f"('{fund}', '{nature}', '{branch}', '{party}')" for fund, nature, branch, party in _accounts())
OPEN = f"INSERT INTO ledger_account (fund, nature, branch, party) VALUES {VALUES} ON CONFLICT DO NOTHING"  # noqa: S608 - words of the kernel


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_walls")]
    operations = [migrations.RunSQL(CLAIM), migrations.RunSQL(OPEN)]
