"""Who pays a person may open their file."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from mizan.funds.access import policies as p


class Migration(migrations.Migration):
    dependencies = [("people", "0010_find_by_index")]
    operations = [
        migrations.CreateModel(
            name="PaidBy",
            fields=[
                ("pk", models.CompositePrimaryKey("person_id", "fund", blank=True, editable=False, primary_key=True, serialize=False)),
                ("fund", models.CharField(max_length=7)),
                (
                    "person",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
            ],
            options={"db_table": "people_paid_by"},
        ),
        migrations.RunSQL(
            "\n".join([p.protect("people_paid_by", web_select=p.opened(), batch=("SELECT",)), p.append_only("people_paid_by")])
        ),
        migrations.RunSQL((Path(__file__).parent / "paid_by.sql").read_text(encoding="utf-8")),
    ]
