"""CASNOS's own books: what the self-employed owe and hold, and who may post there."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_accounts_together"), ("self_employed", "0002_walls")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "self_employed.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("ledger_self_employed_may(jsonb, jsonb)", p.OWNER)),
    ]
