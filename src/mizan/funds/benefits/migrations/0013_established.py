"""What the funds' own books say of a claim is kept with it instead of being asked of the claimant."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from mizan.funds.access import policies as p

OF_CLAIM = "EXISTS (SELECT 1 FROM benefits_claim c WHERE c.id = claim_id)"
WALLS = [
    p.protect("benefits_established", web_select=OF_CLAIM, batch=("SELECT",)),
    p.append_only("benefits_established"),
    p.executable("benefits_owed_to_casnos(bigint, date)", p.OWNER),
    p.executable("benefits_establish(bigint, date, timestamptz)", p.WEB, p.BATCH),
]


class Migration(migrations.Migration):
    dependencies = [("benefits", "0012_told_by_number"), ("contributions", "0008_payers"), ("people", "0010_find_by_index")]
    operations = [
        migrations.CreateModel(
            name="Established",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fact", models.CharField(max_length=24)),
                ("late", models.BigIntegerField()),
                ("oldest", models.CharField(default="", max_length=7)),
                ("before", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.claim"),
                ),
            ],
            options={
                "db_table": "benefits_established",
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "established.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
