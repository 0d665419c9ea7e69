"""Debts made by decisions are told by whoever keeps the fund's books: which decision, and why."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("benefits", "0015_deductions")]
    operations = [
        migrations.RunSQL((HERE / "debts.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("benefits_debt_decision(bigint)", p.WEB, p.BATCH)),
    ]
