"""The logs of acts and reads are chained, like the journals of the ledger."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

WALLS = [
    p.protect("access_seal", batch=("SELECT",)),
    p.append_only("access_seal"),
    p.executable("access_log_texts(text)", p.OWNER),
    p.executable("access_seal_log(text, timestamptz)", p.BATCH),
]


class Migration(migrations.Migration):
    dependencies = [("access", "0003_logseal")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "seals.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
