"""Whole-award recomputation: its work, its progress by block, its results; what a pay run asks of it."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
OWN = "fund = ANY ((SELECT benefits_recomputed_funds())::text[])"
OF_WORK = "EXISTS (SELECT 1 FROM benefits_recomputation r WHERE r.id = recomputation_id)"
KEEPS = "recomputation_id IN (SELECT r.id FROM benefits_recomputation r WHERE r.fund = ANY ((SELECT benefits_accounts())::text[]))"
WALLS = [
    # Counts are for the people of the fund and of the nation; awards one by one for who keeps its books.
    p.protect("benefits_recomputation", web_select=OWN, batch=("SELECT",)),
    p.protect("benefits_recomputed_block", web_select=OF_WORK, batch=("SELECT",)),
    p.protect("benefits_recomputed", web_select=KEEPS, batch=("SELECT",)),
    *(p.append_only(f"benefits_{name}") for name in ("recomputation", "recomputed_block", "recomputed")),
]
CALLERS = [
    *(
        p.executable(f"benefits_{signature}", p.OWNER)
        for signature in ("recompute_open(text, bigint)", "run_known_to_differ(bigint)", "difference_key(text, bigint, bigint)")
    ),
    *(
        p.executable(f"benefits_{signature}", p.BATCH)
        for signature in (
            "begin_recomputation(text, text, integer, timestamptz, bigint)", "recomputation_next(bigint)",
            "recompute_awards(bigint, bigint, integer)",
            "keep_block(bigint, integer, bigint, boolean, bigint[], text[], date[], bigint[], bigint[], text[], jsonb[], timestamptz)",
        )
    ),
    *(
        p.executable(f"benefits_{signature}", p.WEB, p.BATCH)
        for signature in (
            "recomputed_funds()", "recomputations(text, timestamptz)", "recompute_whys(text)", "recompute_list(text, integer, integer)", "run_recomputed(bigint)",
        )
    ),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("benefits", "0007_revalue"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Recomputation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund", models.CharField(max_length=6)),
                ("scope", models.CharField(max_length=5)),
                ("parts", models.SmallIntegerField(default=1)),
                ("part", models.SmallIntegerField(default=0)),
                ("cut_off", models.DateTimeField()),
                ("last_award", models.BigIntegerField()),
                ("begun_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "benefits_recomputation",
                "indexes": [models.Index(fields=["fund", "cut_off"], name="benefits_recomputation_fund")],
            },
        ),
        migrations.CreateModel(
            name="RecomputedBlock",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("recomputation_id", "number", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "recomputation",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.recomputation"
                    ),
                ),
                ("number", models.IntegerField()),
                ("up_to", models.BigIntegerField()),
                ("agreeing", models.IntegerField()),
                ("differing", models.IntegerField()),
                ("uncomputed", models.IntegerField()),
                ("is_last", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "benefits_recomputed_block"},
        ),
        migrations.CreateModel(
            name="Recomputed",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "award_id", "recomputation_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "award",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.award"),
                ),
                (
                    "recomputation",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.recomputation"
                    ),
                ),
                ("verdict", models.CharField(max_length=10)),
                ("on_day", models.DateField(null=True)),
                ("kept_m", models.BigIntegerField(null=True)),
                ("given_m", models.BigIntegerField(null=True)),
                ("why", models.CharField(default="", max_length=16)),
                ("detail", models.JSONField(null=True)),
            ],
            options={"db_table": "benefits_recomputed"},
        ),
        migrations.RunSQL((HERE / "recompute.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
    ]
