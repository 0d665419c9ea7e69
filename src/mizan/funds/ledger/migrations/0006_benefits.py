"""The journal of benefits, its accounts, who posts in it; the accounts are opened before the first act, in one order for everybody.

It asks whatever stood before it who may post the other journals: a migration that tells those otherwise comes before this one.
"""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

BRANCHES = {"CNR": ("retirement",), "CASNOS": ("retirement", "social_insurance"), "CNAS": ("social_insurance", "work_accident")}


def _accounts() -> list[tuple[str, str, str, str]]:
    found = [("CNAS", "claim_social_insurance", "", fund) for fund in ("CNR", "CASNOS")]
    for fund, branches in BRANCHES.items():
        found += [(fund, "benefit_expense", branch, "") for branch in branches]
        found += [(fund, nature, "", "") for nature in ("benefit_payable", "benefit_unpaid", "benefit_recoverable", "bank")]
        found += [(fund, nature, "", "TRESOR") for nature in ("tax_payable", "state_claim")]
        if fund != "CNAS":
            found.append((fund, "owed_social_insurance", "", "CNAS"))
    return sorted(found)


VALUES = ", ".join(f"('{fund}', '{nature}', '{branch}', '{party}')" for fund, nature, branch, party in _accounts())
OPEN = f"INSERT INTO ledger_account (fund, nature, branch, party) VALUES {VALUES} ON CONFLICT DO NOTHING"  # noqa: S608 - words of this file
CLOSED = ("ledger_benefit_may", "ledger_may_post", "ledger_may_post_otherwise")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_self_employed"), ("access", "0006_officers")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "benefits.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(OPEN),
        migrations.RunSQL("\n".join(p.executable(f"{name}(jsonb, jsonb)", p.OWNER) for name in CLOSED)),
    ]
