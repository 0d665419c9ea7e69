"""Rights: grounds of holds as data, notices to the person, debts of reversed payments, and walls around every instalment."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p
from mizan.funds.benefits.grounds import offered_sql

HERE = Path(__file__).parent
SIGNED = "by_id = (SELECT access_account_id())"
KEEPS_BOOKS = "(SELECT benefits_accounts()) <> '{}'"
WORKS = f"({p.OFFICER} OR {KEEPS_BOOKS})"
OF_HOLD = "EXISTS (SELECT 1 FROM benefits_hold h WHERE h.id = hold_id)"
OF_DEBT = "EXISTS (SELECT 1 FROM benefits_adjustment d WHERE d.id = adjustment_id)"
OF_EITHER = f"({OF_HOLD} OR {OF_DEBT})"
OF_NOTICE = "EXISTS (SELECT 1 FROM benefits_notice n WHERE n.id = notice_id)"
# What the law decides alone in somebody's session gives or refuses; it never changes or ends what is paid.
DECIDES = (
    "((decided_by_id = (SELECT access_account_id()) AND NOT automatic)"
    " OR (automatic AND decided_by_id = (SELECT benefits_system()) AND outcome IN ('granted', 'refused')))"
)
ITS_OWN_CLAIM = f"(fund = ANY ((SELECT benefits_funds())::text[]) AND ({p.opened()} OR {p.opened('claimant_id')}))"
ACCOUNT = models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)
DECIDED_NOW = "CREATE POLICY benefits_decision_web_insert ON benefits_decision FOR INSERT TO mizan_web WITH CHECK "
BIG = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")

WALLS = [
    p.protect("benefits_hold_ground", web_select=p.EVERYBODY, batch=("SELECT",)),
    p.protect("benefits_notice", web_select=OF_EITHER, web_insert=f"{SIGNED} AND {WORKS} AND {OF_EITHER}"),
    p.protect("benefits_notice_served", web_select=OF_NOTICE, web_insert=f"{SIGNED} AND {WORKS} AND {OF_NOTICE}"),
    p.protect("benefits_term_closed", batch=("SELECT",)),
    *(p.append_only(f"benefits_{name}") for name in ("notice", "notice_served", "term_closed")),
    "DROP POLICY benefits_decision_web_insert ON benefits_decision;",
    DECIDED_NOW + f"({DECIDES} AND {p.WRITTEN_NOW} AND {p.OFFICER} AND {ITS_OWN_CLAIM});",
    p.executable("benefits_days_held(bigint, text, date, bigint)", p.OWNER),
    p.executable("benefits_written_to(bigint)", p.WEB, p.BATCH),
    p.executable("benefits_decision_for_hold(bigint, text)", p.WEB, p.BATCH),
    p.executable("benefits_run_unexplained(bigint)", p.OWNER),
]


class Migration(migrations.Migration):
    dependencies = [("benefits", "0008_recompute"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="HoldGround",
            fields=[
                ("code", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=64)),
                ("standing", models.CharField(max_length=10)),
                ("longest_days", models.IntegerField()),
                ("funds", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), size=None)),
                ("benefits", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
            ],
            options={"db_table": "benefits_hold_ground"},
        ),
        migrations.CreateModel(
            name="TermClosed",
            fields=[
                (
                    "term",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="benefits.term",
                    ),
                ),
                ("decision", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.decision")),
            ],
            options={"db_table": "benefits_term_closed"},
        ),
        # Holds placed before have no notice: they bind no more, and what they held is paid by the next run.
        migrations.RunSQL(
            "ALTER TABLE benefits_hold DROP CONSTRAINT benefits_hold_notice, DROP CONSTRAINT benefits_hold_appeal;"
            " ALTER TABLE benefits_hold DISABLE TRIGGER USER;"
        ),
        migrations.RemoveField("hold", "notice_on"),
        migrations.RemoveField("hold", "notice_ref"),
        migrations.RemoveField("hold", "appeal_until"),
        migrations.AddField("hold", "reference", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddField("hold", "standing", models.CharField(max_length=10, default="unverified"), preserve_default=False),
        migrations.AddField("hold", "longest_days", models.IntegerField(default=366), preserve_default=False),
        migrations.AddField("hold", "appeal_days", models.IntegerField(default=15), preserve_default=False),
        migrations.RunSQL("ALTER TABLE benefits_hold ENABLE TRIGGER USER;"),
        migrations.AddField(
            "holdstep",
            "decision",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.decision"
            ),
        ),
        migrations.AlterField(
            "adjustment",
            "decision",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.decision"),
        ),
        migrations.AddField(
            "adjustment",
            "reversal",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.instalmentreversal"
            ),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", BIG),
                ("language", models.CharField(max_length=2)),
                ("template", models.TextField()),
                ("address", models.TextField()),
                ("told", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=32, unique=True)),
                ("made_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "adjustment",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.adjustment"
                    ),
                ),
                ("by", ACCOUNT),
                (
                    "hold",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.hold"
                    ),
                ),
            ],
            options={
                "db_table": "benefits_notice",
                "constraints": [
                    models.UniqueConstraint(fields=("hold", "language"), name="benefits_notice_hold_once"),
                    models.UniqueConstraint(fields=("adjustment", "language"), name="benefits_notice_debt_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeServed",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="benefits.notice",
                    ),
                ),
                ("channel", models.CharField(max_length=8)),
                ("reference", models.CharField(default="", max_length=64)),
                ("served_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", ACCOUNT.clone()),
            ],
            options={"db_table": "benefits_notice_served"},
        ),
        *(migrations.RunSQL((HERE / f"{name}.sql").read_text(encoding="utf-8")) for name in ("rights", "unexplained", "walls_of_pay")),
        migrations.RunSQL("\n".join(WALLS)),
        migrations.RunSQL(offered_sql()),
    ]
