"""What was laid in a month is found without reading the years before it.

Rows come in the order of the days they are booked, so that a block-range index of a few pages does.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contributions", "0009_planned_once")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX contributions_match_share_days ON contributions_match_share "
            "USING brin (booked_on) WITH (pages_per_range = 16, autosummarize = on)",
            "DROP INDEX contributions_match_share_days",
        ),
    ]
