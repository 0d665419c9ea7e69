"""The few entries of benefits are found without reading those of contributions; a partial index costs the others nothing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_posted_together")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX ledger_entry_benefit_days ON ledger_entry (booked_on) WHERE journal = 'benefit'",
            "DROP INDEX ledger_entry_benefit_days",
        ),
    ]
