"""The acts of one transaction are posted together, each as its own entry."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_revalue")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "posted_together.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("ledger_post_together(jsonb, bigint, timestamptz)", p.WEB, p.BATCH)),
    ]
