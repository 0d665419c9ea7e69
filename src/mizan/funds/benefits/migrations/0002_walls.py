"""Constraints, the few ways in, and row-level security of claims, decisions and awards.

The pay run replaces ``benefits_paid_until`` by its own reading of the instalments.
"""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
FUNDS = "fund = ANY ((SELECT benefits_funds())::text[])"
BOOKS = "fund = ANY ((SELECT benefits_accounts())::text[])"
SIGNED = "by_id = (SELECT access_account_id())"
ITS_OWN_CLAIM = f"({FUNDS} AND ({p.opened()} OR {p.opened('claimant_id')}))"
OF_CLAIM = "EXISTS (SELECT 1 FROM benefits_claim c WHERE c.id = claim_id)"
OF_AWARD = "EXISTS (SELECT 1 FROM benefits_award a WHERE a.id = award_id)"
OF_DECISION = "EXISTS (SELECT 1 FROM benefits_decision d WHERE d.id = first_decision_id)"
DECIDES = "((decided_by_id = (SELECT access_account_id()) AND NOT automatic) OR (automatic AND decided_by_id = (SELECT benefits_system())))"

WALLS = [
    p.protect(
        "benefits_claim",
        web_select=ITS_OWN_CLAIM,
        web_insert=f"opened_by_id = (SELECT access_account_id()) AND {p.OFFICER} AND {ITS_OWN_CLAIM}",
    ),
    p.protect("benefits_claim_step", web_select=OF_CLAIM, web_insert=f"{SIGNED} AND {p.OFFICER} AND {OF_CLAIM}"),
    p.protect("benefits_own_person", web_select=p.own_account(), batch=("SELECT",)),
    p.protect(
        "benefits_decision",
        web_select=ITS_OWN_CLAIM,
        web_insert=f"{DECIDES} AND {p.WRITTEN_NOW} AND {p.OFFICER} AND {ITS_OWN_CLAIM}",
    ),
    p.protect(
        "benefits_award",
        web_select=f"({BOOKS} OR ({FUNDS} AND ({p.opened()} OR {p.opened('rights_of_id')})) OR {OF_DECISION})",
        web_insert="benefits_deciding(first_decision_id)",
    ),
    p.protect("benefits_award_term", web_select=OF_AWARD, web_insert=f"benefits_deciding(decision_id) AND {OF_AWARD}"),
    p.protect("benefits_adjustment", web_select=OF_AWARD, web_insert=f"benefits_deciding(decision_id) AND {OF_AWARD}"),
    p.protect("benefits_payee_account", web_select=p.opened(), batch=("SELECT",)),
    "GRANT USAGE ON SEQUENCE benefits_number TO mizan_web, mizan_batch;",
    *(p.append_only(f"benefits_{name}") for name in ("claim", "claim_step", "decision", "award", "adjustment")),
    *(p.known_once(f"benefits_{name}") for name in ("own_person", "award_term", "payee_account")),
]
RUN = (p.WEB, p.BATCH)
ANYBODY = (p.OWNER, p.WEB, p.BATCH, p.AUDIT)
CALLERS = [
    *(p.executable(f"benefits_{name}()", *ANYBODY) for name in ("funds", "accounts", "system")),
    p.executable("benefits_deciding(bigint)", *RUN),
    p.executable("benefits_close_terms(bigint, bigint, date, timestamptz)", *RUN),
    p.executable("benefits_paid_until(bigint)", *RUN),
    p.executable("benefits_is_kin(bigint, bigint)", p.OWNER),
    p.executable("benefits_stranger(bigint, bigint)", p.OWNER),
    p.executable("benefits_set_payee_account(bigint, text, text, text, bigint, timestamptz)", *RUN),
    p.executable("benefits_set_own_person(bigint, bigint, bigint, timestamptz)", *RUN),
    p.executable("benefits_queue(text, text, integer)", *RUN),
    p.executable("benefits_by_code(text)", *RUN),
    p.executable("benefits_about(bigint)", *RUN),
]


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0001_core"),
        ("access", "0006_officers"),
        ("people", "0007_households"),
        ("ledger", "0006_benefits"),
        ("contributions", "0008_payers"),
    ]
    operations = [
        migrations.RunSQL((HERE / "core.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
    ]
