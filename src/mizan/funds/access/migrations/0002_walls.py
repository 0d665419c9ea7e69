"""Constraints, functions, row-level security and append-only logs of the app, and the system's own account."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
AUDITS = "'auditor' = ANY ((SELECT access_roles())::text[])"
LOGGED = f"{p.own_account()} AND {p.WRITTEN_NOW}"

WALLS = [
    p.protect("access_account", web_select=p.own_account("id"), batch=("SELECT", "INSERT", "UPDATE")),
    p.protect("access_secret", batch=(), audit=False),
    p.protect("access_grant", web_select=p.own_account(), batch=("SELECT", "INSERT", "UPDATE")),
    p.protect("access_token", web_select=p.own_account(), web_insert=p.own_account(), audit=False),
    p.protect("access_act", web_select=f"{p.own_account()} OR {AUDITS}", web_insert=LOGGED, batch_insert=p.WRITTEN_NOW),
    p.append_only("access_act"),
    p.protect("access_read", web_select=f"{p.own_account()} OR {AUDITS}", web_insert=LOGGED, batch_insert=p.WRITTEN_NOW),
    p.append_only("access_read"),
    p.protect("access_idempotency", web_select=p.own_account(), web_insert=p.own_account()),
    p.append_only("access_idempotency"),
]
ANYBODY = (p.OWNER, p.WEB, p.BATCH, p.AUDIT)
CALLERS = [
    p.executable("access_live_grants()", p.OWNER),
    *(p.executable(f"{name}()", *ANYBODY) for name in ("access_account_id", "access_employers", "access_agencies", "access_is_nation")),
    *(
        p.executable(f"{name}()", *ANYBODY)
        for name in ("access_is_batch", "access_is_staff", "access_funds", "access_roles", "access_collects")
    ),
    p.executable("access_reads_persons()", *ANYBODY),
    p.executable("access_may(text[], text)", *ANYBODY),
    p.executable("access_names(bigint[])", p.WEB, p.BATCH, p.AUDIT),
    p.executable("access_secret_recipe(text)", p.WEB),
    p.executable("access_secret_matches(text, text)", p.WEB),
    p.executable("access_secret_keep(bigint, text, text)", p.OWNER, p.BATCH),
    p.executable("access_secret_change(text, text, text)", p.WEB),
    p.executable("access_stamp_renew(text)", p.WEB),
    p.executable("access_token_holder(bytea)", p.WEB),
    p.executable("access_token_revoke(bigint, timestamptz)", p.WEB),
]
SYSTEM = """
INSERT INTO access_account (username, name_ar, name_fr, language, stamp, is_active, opened_at)
VALUES ('system', 'النظام', 'Système', 'ar', repeat('0', 32), true, 'epoch');
INSERT INTO access_grant (account_id, role, scope_kind, scope_id, valid_from)
SELECT id, 'system', 'nation', '', DATE '1970-01-01' FROM access_account WHERE username = 'system';
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_accounts")]
    operations = [
        migrations.RunSQL((HERE / "functions.sql").read_text(encoding="utf-8")),
        migrations.RunSQL((HERE / "constraints.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
        migrations.RunSQL("\n".join(CALLERS)),
        migrations.RunSQL(SYSTEM),
    ]
