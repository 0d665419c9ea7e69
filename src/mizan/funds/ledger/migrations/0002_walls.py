"""Composite keys, balance and append-only triggers, the functions that post, seal and decide, and row-level security."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
FUNDS = "funds && (SELECT access_funds())::text[]"
READ = ("SELECT",)
DECIDED = f"EXISTS (SELECT 1 FROM ledger_proposal p WHERE p.id = proposal_id AND p.{FUNDS})"  # noqa: S608 - constants

WALLS = [
    p.protect("ledger_account", web_select=p.own_funds(), batch=READ),
    p.protect("ledger_entry", web_select=FUNDS, batch=READ),
    p.protect("ledger_posting", web_select=p.own_funds(), batch=READ),
    p.protect("ledger_seal", batch=READ),
    p.protect("ledger_proposal", web_select=FUNDS, batch=READ),
    p.protect("ledger_proposal_line", web_select=p.own_funds(), batch=READ),
    p.protect("ledger_approval", web_select=DECIDED, batch=READ),
    p.protect("ledger_decline", web_select=DECIDED, batch=READ),
    p.staging("ledger_staged_entry"),
    p.staging("ledger_staged_posting"),
    "GRANT USAGE ON SEQUENCE ledger_set, ledger_entry_id_seq TO mizan_batch;",
]
KEPT = ("account", "entry", "posting", "seal", "proposal", "proposal_line", "approval", "decline")
CALLERS = [
    p.executable("ledger_open_accounts(jsonb)", p.OWNER),
    p.executable("ledger_write(jsonb, jsonb, bigint, timestamptz)", p.OWNER),
    p.executable("ledger_same_act(jsonb, jsonb)", p.OWNER),
    p.executable("ledger_employer_may(jsonb, jsonb)", p.OWNER),
    p.executable("ledger_may_post(jsonb, jsonb)", p.OWNER),
    p.executable("ledger_mirror(bigint)", p.OWNER),
    p.executable("ledger_post(jsonb, jsonb, bigint, timestamptz)", p.WEB, p.BATCH),
    p.executable("ledger_reverse(bigint, date, text, text, text, bigint, timestamptz)", p.WEB, p.BATCH),
    p.executable("ledger_post_staged(bigint, bigint, timestamptz)", p.BATCH),
    p.executable("ledger_canonical(ledger_entry)", p.OWNER),
    p.executable("ledger_canonicals(bigint[])", p.OWNER),
    p.executable("ledger_seal_journal(text, timestamptz)", p.BATCH),
    p.executable("ledger_may_decide(text[])", p.OWNER, p.WEB),
    p.executable("ledger_propose(jsonb, jsonb, timestamptz)", p.WEB),
    p.executable("ledger_approve(bigint, timestamptz)", p.WEB),
    p.executable("ledger_decline_proposal(bigint, text, timestamptz)", p.WEB),
]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_books"), ("people", "0002_walls")]
    operations = [
        *(
            migrations.RunSQL((HERE / f"{name}.sql").read_text(encoding="utf-8"))
            for name in ("constraints", "guards", "posting", "sealing", "proposals")
        ),
        migrations.RunSQL("\n".join(p.append_only(f"ledger_{table}") for table in KEPT)),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
    ]
