"""Dues that were not paid in time are kept apart: arrears open without reading every due that was."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from mizan.funds.access import policies as p
from mizan.funds.contributions.migrations._walls import FIGURES, by_payer
from mizan.funds.contributions.migrations._words import ANY_STAFF

HERE = Path(__file__).parent
WALLS = [
    p.protect("contributions_overdue", web_select=by_payer(ANY_STAFF, FIGURES), batch=("SELECT",)),
    p.protect("contributions_overdue_night", batch=("SELECT",)),
    p.append_only("contributions_overdue"),
    p.append_only("contributions_overdue_night"),
    p.executable("contributions_looked_until()", p.OWNER, p.WEB, p.BATCH, p.AUDIT),
    p.executable("contributions_look_for_overdue(date, timestamptz)", p.BATCH),
    p.executable("contributions_booked_overdue()", p.OWNER),
    p.executable("contributions_taken_back()", p.OWNER),
]


class Migration(migrations.Migration):
    dependencies = [("contributions", "0010_figures")]
    operations = [
        migrations.CreateModel(
            name="Overdue",
            fields=[
                (
                    "due",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="contributions.due",
                    ),
                ),
                ("employer_id", models.BigIntegerField()),
                ("due_on", models.DateField()),
            ],
            options={"db_table": "contributions_overdue"},
        ),
        migrations.CreateModel(
            name="OverdueNight",
            fields=[
                ("until", models.DateField(primary_key=True, serialize=False)),
                ("kept_apart", models.BigIntegerField()),
                ("looked_at", models.DateTimeField()),
            ],
            options={"db_table": "contributions_overdue_night"},
        ),
        migrations.RunSQL((HERE / "overdue.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
