"""The care system brings its own feed: a registrar like the civil register's, whose scope is care, and nothing else."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p


class Migration(migrations.Migration):
    dependencies = [("access", "0008_self_employed")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "care.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("access_is_care()", p.OWNER, p.WEB, p.BATCH, p.AUDIT)),
    ]
