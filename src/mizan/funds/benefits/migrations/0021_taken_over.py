"""Awards taken over from a fund's former system: the file, its steps, each award's line; row-level security."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
BOOKS = "fund = ANY ((SELECT benefits_accounts())::text[])"
OF_TAKEOVER = "EXISTS (SELECT 1 FROM benefits_takeover t WHERE t.id = takeover_id)"
OF_AWARD = "EXISTS (SELECT 1 FROM benefits_award a WHERE a.id = award_id)"
WALLS = [
    # Files of existing awards are taken by command, in the name of accountants of the fund: the pages only read them.
    p.protect("benefits_takeover", web_select=BOOKS),
    p.protect("benefits_takeover_step", web_select=OF_TAKEOVER),
    p.protect("benefits_taken_over", web_select=OF_AWARD),
    *(p.append_only(f"benefits_{name}") for name in ("takeover", "takeover_step", "taken_over")),
    p.executable("benefits_kin_among(bigint, bigint[])", p.BATCH),
    p.executable("benefits_takeover_unfinished(text)", p.WEB, p.BATCH),
]


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0020_decided_again"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Takeover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund", models.CharField(max_length=6)),
                ("first_month", models.DateField()),
                ("content_hash", models.CharField(max_length=64)),
                ("awards", models.IntegerField()),
                ("left_out", models.IntegerField()),
                ("gross_m", models.BigIntegerField()),
                ("net_m", models.BigIntegerField()),
                ("proposed_at", models.DateTimeField()),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "benefits_takeover",
            },
        ),
        migrations.CreateModel(
            name="TakenOver",
            fields=[
                (
                    "award",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="benefits.award",
                    ),
                ),
                ("fund", models.CharField(max_length=6)),
                ("line", models.IntegerField()),
                ("ref", models.CharField(max_length=64)),
                ("content_hash", models.CharField(max_length=64)),
                ("takeover", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.takeover")),
            ],
            options={
                "db_table": "benefits_taken_over",
                "constraints": [models.UniqueConstraint(fields=("fund", "ref"), name="benefits_taken_over_once")],
            },
        ),
        migrations.CreateModel(
            name="TakeoverStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=9)),
                ("reason", models.TextField(default="")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "takeover",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.takeover"
                    ),
                ),
            ],
            options={
                "db_table": "benefits_takeover_step",
                "constraints": [models.UniqueConstraint(fields=("takeover", "kind"), name="benefits_takeover_step_once")],
            },
        ),
        migrations.RunSQL((HERE / "taken_over.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
