"""What controls find, what becomes of it, what follows; and who signed certificates: tables, guards, walls."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
SIGNED = "by_id = (SELECT access_account_id())"
NOT_CONCERNED = "(SELECT access_account_id()) <> ALL (accounts)"
WORKS = "fund = ANY ((SELECT controls_funds())::text[])"
KEEPS_BOOKS = "fund = ANY ((SELECT benefits_accounts())::text[])"
OF_FINDING = "EXISTS (SELECT 1 FROM controls_finding f WHERE f.id = finding_id)"
ITS_WORK = f"EXISTS (SELECT 1 FROM controls_finding f WHERE f.id = finding_id AND f.{WORKS})"  # noqa: S608 - a constant of this file
TO_ACT = f"({KEEPS_BOOKS} AND controls_to_act(id))"
WALLS = [
    # Counts and runs name nobody; findings are for the fund's controllers, for the auditor, and, once something is asked of them, its accountants.
    p.protect("controls_run", web_select=p.STAFF),
    p.protect("controls_finding", web_select=f"{NOT_CONCERNED} AND (fund = ANY ((SELECT controls_reads())::text[]) OR {TO_ACT})"),
    p.protect("controls_seen", web_select=OF_FINDING),
    p.protect("controls_step", web_select=OF_FINDING, web_insert=f"{SIGNED} AND {ITS_WORK}"),
    p.protect("controls_followed", web_select=OF_FINDING, web_insert=f"{SIGNED} AND {OF_FINDING} AND (SELECT controls_acts())"),
    p.protect("controls_certificate", web_select="EXISTS (SELECT 1 FROM benefits_claim c WHERE c.id = claim_id)"),
    *(p.append_only(f"controls_{name}") for name in ("run", "finding", "seen", "step", "followed", "certificate")),
]
ANYBODY = (p.OWNER, p.WEB, p.BATCH, p.AUDIT)
CALLERS = [
    *(p.executable(f"controls_{name}()", *ANYBODY) for name in ("funds", "reads", "counted", "acts")),
    p.executable("controls_to_act(bigint)", *ANYBODY),
    p.executable("controls_stranger(bigint, bigint)", p.OWNER),
    p.executable("controls_declared_days(integer, text)", *ANYBODY),
    p.executable("controls_days_too_many(integer, date, date, date, date)", *ANYBODY),
    p.executable("controls_unusual(bigint[], integer, bigint, integer)", *ANYBODY),
    p.executable("controls_account(text, text)", p.BATCH),
    p.executable("controls_recovered(bigint)", p.OWNER),
    p.executable("controls_recovered_of(bigint)", p.WEB, p.BATCH, p.AUDIT),
    *(p.executable(f"controls_{name}()", p.WEB, p.BATCH, p.AUDIT) for name in ("measured", "open")),
    p.executable("controls_about(bigint)", p.WEB),
    p.executable("controls_award_kind(bigint)", p.WEB, p.BATCH),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("benefits", "0011_declared"),
        ("people", "0009_care"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("control", models.CharField(max_length=32)),
                ("fund", models.CharField(max_length=6)),
                ("subject_kind", models.CharField(max_length=12)),
                ("subject", models.CharField(max_length=64)),
                ("starts_on", models.DateField()),
                ("accounts", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ("found_at", models.DateTimeField()),
                ("award", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.award")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "controls_finding",
            },
        ),
        migrations.CreateModel(
            name="Followed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=8)),
                ("reference", models.CharField(default="", max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "debt",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.adjustment"
                    ),
                ),
                ("finding", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controls.finding")),
                (
                    "hold",
                    models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.hold"),
                ),
                (
                    "reversal",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.instalmentreversal"
                    ),
                ),
            ],
            options={
                "db_table": "controls_followed",
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("control", models.CharField(max_length=32)),
                ("cut_off", models.DateTimeField()),
                ("found", models.IntegerField()),
                ("query_hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "controls_run",
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="run",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controls.run"),
        ),
        migrations.CreateModel(
            name="Seen",
            fields=[
                ("pk", models.CompositePrimaryKey("finding_id", "run_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("present", models.BooleanField()),
                ("ends_on", models.DateField(null=True)),
                ("stake", models.BigIntegerField()),
                ("reasons", models.JSONField()),
                ("evidence", models.JSONField()),
                (
                    "finding",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controls.finding"),
                ),
                (
                    "run",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controls.run"),
                ),
            ],
            options={
                "db_table": "controls_seen",
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=14)),
                ("conclusion", models.CharField(default="", max_length=9)),
                ("cause", models.CharField(default="", max_length=13)),
                ("hold_ground", models.CharField(default="", max_length=64)),
                ("reason", models.TextField(default="")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("finding", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controls.finding")),
            ],
            options={
                "db_table": "controls_step",
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="benefits.claim",
                    ),
                ),
                ("prescriber", models.CharField(max_length=16)),
                ("signed_on", models.DateField()),
                ("days", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "controls_certificate",
                "indexes": [models.Index(fields=["prescriber", "signed_on"], name="controls_certificate_by")],
            },
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["control", "id"], name="controls_run_of"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("control", "fund", "subject_kind", "subject", "starts_on"), name="controls_finding_once"
            ),
        ),
        migrations.RunSQL((HERE / "tables.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
    ]
