"""Editions of open figures: one table, append only, read by everybody, written by night work."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
# Everybody: what is here was made to be read without an account.
WALLS = [p.protect("publication_edition", web_select="true"), p.append_only("publication_edition")]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("access", "0009_care")]
    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=7)),
                ("period", models.CharField(max_length=7)),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("csv_sha256", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                (
                    "follows",
                    models.ForeignKey(
                        to="publication.edition", on_delete=django.db.models.deletion.PROTECT, null=True, related_name="+", db_index=False
                    ),
                ),
            ],
            options={"db_table": "publication_edition"},
        ),
        migrations.RunSQL((HERE / "editions.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
