"""The database knows who proposed a reassessment that lowers, and decisions wait only for increases of the funds that pay them."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("benefits", "0016_debts")]
    operations = [
        migrations.RunSQL((HERE / "eyes.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("benefits_hold_increases(text[])", p.WEB, p.BATCH)),
    ]
