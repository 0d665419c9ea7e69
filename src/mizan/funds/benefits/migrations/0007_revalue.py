"""Increases of all the awards of a fund on a day: what each award becomes, by whom, and the part of a minimum an award was given."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
BOOKS = "fund = ANY ((SELECT benefits_accounts())::text[])"
SIGNED = "by_id = (SELECT access_account_id())"
KEEPS_BOOKS = "(SELECT benefits_accounts()) <> '{}'"
OF_INCREASE = "EXISTS (SELECT 1 FROM benefits_increase i WHERE i.id = increase_id)"
WALLS = [
    p.protect("benefits_increase", web_select=BOOKS, web_insert=f"{BOOKS} AND prepared_by_id = (SELECT access_account_id())"),
    p.protect("benefits_increase_step", web_select=OF_INCREASE, web_insert=f"{SIGNED} AND {OF_INCREASE}"),
    p.protect("benefits_increase_line", web_select=f"{KEEPS_BOOKS} AND {OF_INCREASE}", batch=("SELECT",)),
    *(p.append_only(f"benefits_{name}") for name in ("increase", "increase_step", "increase_line")),
]
RUN = (p.WEB, p.BATCH)
CALLERS = [
    *(
        p.executable(f"benefits_{signature}", p.OWNER)
        for signature in (
            "standing_increases(text, bigint)", "may_increase(bigint, bigint)", "rises(text, text)", "firsts(date, date)",
            "increase_owed(bigint, date)",
        )
    ),
    *(
        p.executable(f"benefits_{signature}", *RUN)
        for signature in (
            "increase_block(bigint, bigint, integer, bigint)",
            "increase_keep(bigint, bigint[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint)",
            "increase_differences(bigint, integer)", "increase_totals(bigint)",
            "increase_decide(bigint, bigint, text, text, text, text, text, bigint, timestamptz)",
            "increase_write(bigint, bigint, bigint, integer, timestamptz)", "unpaid_from(text, date)",
            "increase_arrears(bigint, date, bigint)", "increase_adjust(bigint, bigint, bigint, date, timestamptz)", "hold_increases()",
        )
    ),
    p.executable("benefits_increases_approved(text)", p.WEB, p.BATCH, p.AUDIT),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0006_numbers"),
        ("ledger", "0007_revalue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IncreaseLine",
            fields=[
                ("pk", models.CompositePrimaryKey("increase_id", "term_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("increase_id", models.BigIntegerField()),
                ("term_id", models.BigIntegerField()),
                ("award_id", models.BigIntegerField()),
                ("since", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("raised", models.BooleanField()),
                ("pension_m", models.BigIntegerField()),
                ("fund_adds_m", models.BigIntegerField()),
                ("state_adds_m", models.BigIntegerField()),
                ("supplement_m", models.BigIntegerField()),
                ("gross_m", models.BigIntegerField()),
                ("social_insurance_m", models.BigIntegerField()),
                ("income_tax_m", models.BigIntegerField()),
                ("net_m", models.BigIntegerField()),
                ("former_pension_m", models.BigIntegerField()),
                ("former_fund_adds_m", models.BigIntegerField()),
                ("former_state_adds_m", models.BigIntegerField()),
                ("former_social_insurance_m", models.BigIntegerField()),
                ("former_income_tax_m", models.BigIntegerField()),
                ("former_gross_m", models.BigIntegerField()),
                ("former_net_m", models.BigIntegerField()),
            ],
            options={
                "db_table": "benefits_increase_line",
            },
        ),
        migrations.AddField(
            model_name="term",
            name="least_kind",
            field=models.CharField(db_default="", default="", max_length=18),
        ),
        migrations.AddField(
            model_name="term",
            name="least_m",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="term",
            name="least_of_m",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name="Increase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund", models.CharField(max_length=6)),
                ("effective_on", models.DateField()),
                ("attempt", models.SmallIntegerField(default=1)),
                ("source", models.CharField(max_length=64)),
                ("law_version", models.TextField()),
                ("known_on", models.DateField()),
                ("switches", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                (
                    "prepared_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "benefits_increase",
            },
        ),
        migrations.CreateModel(
            name="IncreaseStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=9)),
                ("at", models.DateTimeField()),
                ("detail", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.decision"
                    ),
                ),
                (
                    "increase",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.increase"
                    ),
                ),
            ],
            options={
                "db_table": "benefits_increase_step",
            },
        ),
        migrations.AddConstraint(
            model_name="increase",
            constraint=models.UniqueConstraint(fields=("fund", "effective_on", "attempt"), name="benefits_increase_once"),
        ),
        migrations.AddConstraint(
            model_name="increasestep",
            constraint=models.UniqueConstraint(fields=("increase", "kind"), name="benefits_increase_step_once"),
        ),
        migrations.RunSQL((HERE / "revalue.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
    ]
