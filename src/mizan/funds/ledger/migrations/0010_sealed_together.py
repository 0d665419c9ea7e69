"""The text a seal covers is written of many entries at once, to the same bytes."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_figures")]
    # The same text as the first time, where it stands: a database made before it gets its functions replaced.
    operations = [
        migrations.RunSQL((Path(__file__).parent / "sealing.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("ledger_canonicals(bigint[])", p.OWNER)),
    ]
