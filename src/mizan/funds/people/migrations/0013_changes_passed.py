"""News that a consumer has taken whole is not read again: a mark for each consumer, set by the database alone."""

from pathlib import Path

from django.db import migrations, models

from mizan.funds.access import policies as p

WALLS = [
    p.protect("people_change_passed", batch=("SELECT",)),
    p.append_only("people_change_passed"),
    p.executable("people_pass_changes(text, timestamptz)", p.BATCH),
    p.executable("people_changes_passed(text)", p.OWNER, p.BATCH, p.AUDIT),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0012_households_held")]
    operations = [
        migrations.CreateModel(
            name="ChangePassed",
            fields=[
                ("pk", models.CompositePrimaryKey("consumer", "until", blank=True, editable=False, primary_key=True, serialize=False)),
                ("consumer", models.CharField(max_length=32)),
                ("until", models.BigIntegerField()),
                ("passed_at", models.DateTimeField()),
            ],
            options={"db_table": "people_change_passed"},
        ),
        migrations.RunSQL((Path(__file__).parent / "changes_passed.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
