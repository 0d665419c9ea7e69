"""Deductions follow the law of a day for all awards of a fund, by the act that raises them or by one of its own."""

from pathlib import Path

from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("benefits", "0014_declared_by_night")]
    operations = [
        migrations.AddField("increase", "reach", models.CharField(max_length=10, db_default="raised", default="raised")),
        migrations.RunSQL((HERE / "deductions.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("benefits_increases_approved(text)", p.WEB, p.BATCH, p.AUDIT)),
    ]
