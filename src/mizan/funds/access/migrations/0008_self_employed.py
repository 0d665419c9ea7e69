"""The role of a self-employed person, whose scope is that person."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p


class Migration(migrations.Migration):
    dependencies = [("access", "0007_direct")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "self_employed.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("access_persons()", p.OWNER, p.WEB, p.BATCH, p.AUDIT)),
    ]
