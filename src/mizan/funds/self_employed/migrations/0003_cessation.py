"""The end of an activity."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
SEEN = "EXISTS (SELECT 1 FROM self_employed_affiliation a WHERE a.id = affiliation_id)"
WORKS = "(SELECT self_employed_works()) AND by_id = (SELECT access_account_id())"


class Migration(migrations.Migration):
    dependencies = [("self_employed", "0002_walls"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Cessation",
            fields=[
                (
                    "affiliation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="self_employed.affiliation",
                    ),
                ),
                ("ended_on", models.DateField()),
                ("document", models.TextField()),
                ("document_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"db_table": "self_employed_cessation"},
        ),
        migrations.RunSQL((HERE / "cessation.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(
            "\n".join([p.protect("self_employed_cessation", web_select=SEEN, web_insert=WORKS), p.append_only("self_employed_cessation")])
        ),
    ]
