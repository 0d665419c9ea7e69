"""Reviews kept: append only, written by the night and by the command, read by those who steer the fund."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

WALL = p.protect(
    "steering_review",
    web_select=f"(SELECT steering_reads()) AND ({p.own_funds()} OR (fund = '' AND {p.NATION}))",
    batch=("SELECT", "INSERT"),
)
CHECKS = """
ALTER TABLE steering_review
    ADD CONSTRAINT steering_review_hash CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex') AND inputs ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT steering_review_fund CHECK (fund IN ('', 'CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS')),
    ADD CONSTRAINT steering_review_period CHECK (
        starts = date_trunc('month', starts)::date AND ends IN ((starts + interval '1 month')::date, (starts + interval '3 months')::date));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("steering", "0001_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund", models.CharField(max_length=7)),
                ("period", models.CharField(max_length=7)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("inputs", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"db_table": "steering_review"},
        ),
        migrations.AddIndex(model_name="review", index=models.Index(fields=["fund", "period", "-id"], name="steering_review_last")),
        migrations.RunSQL(CHECKS + WALL + p.append_only("steering_review")),
    ]
