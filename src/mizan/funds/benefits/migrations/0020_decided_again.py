"""A decision is looked at again by two people: what the night left to judge waits, a proposal is decided or declined by another."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("benefits", "0019_paid_here")]
    operations = [
        migrations.RunSQL((HERE / "decided_again.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("benefits_again_step(bigint, bigint, bigint)", p.OWNER, p.WEB, p.BATCH)),
        migrations.RunSQL(p.executable("benefits_again_queue(integer)", p.WEB, p.BATCH)),
        migrations.RunSQL(p.executable("benefits_fund_paid_until(text)", p.WEB, p.BATCH)),
    ]
