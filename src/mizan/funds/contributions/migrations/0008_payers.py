"""Accounts of contributions are of employers and of the self-employed: a register of payers behind their keys, walls by kind of payer."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from mizan.funds.access import policies as p
from mizan.funds.contributions.migrations._walls import SELF_EMPLOYED

HERE = Path(__file__).parent


def sql(name: str) -> migrations.RunSQL:
    return migrations.RunSQL(HERE.joinpath(name).read_text(encoding="utf-8"))


def of_payer(**more: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contributions.payer", **more)


KINDS = (
    models.Q(form="DAS", kind__in=["N", "C", "R"])
    | models.Q(form="DAC", kind__in=["normal", "nil", "rectifying"])
    | models.Q(form="DAA", kind__in=["normal", "rectifying"])
)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0007_laid_once"), ("ledger", "0005_self_employed"), ("self_employed", "0002_walls")]
    operations = [
        migrations.CreateModel(
            name="Payer",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False)), ("kind", models.CharField(max_length=13))],
            options={
                "db_table": "contributions_payer",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(kind__in=["employer", "self_employed"]), name="contributions_payer_kind")
                ],
            },
        ),
        sql("payers.sql"),
        migrations.AlterField("filing", "employer", of_payer(db_index=False)),
        migrations.AlterField("due", "employer", of_payer(db_index=False)),
        migrations.AlterField("settlement", "employer", of_payer(null=True)),
        migrations.AlterField("creditmovement", "employer", of_payer()),
        migrations.AlterField("due", "debtor", models.CharField(default="EMPLOYER", max_length=13)),
        migrations.AlterField("settlement", "debtor", models.CharField(default="EMPLOYER", max_length=13)),
        migrations.AlterField("creditmovement", "debtor", models.CharField(default="EMPLOYER", max_length=13)),
        migrations.AddField("statement", "fund", models.CharField(default="CNAS", max_length=7)),
        migrations.AddField("receipt", "fund", models.CharField(default="CNAS", max_length=7)),
        migrations.RunSQL(
            "ALTER TABLE contributions_statement ALTER COLUMN fund SET DEFAULT 'CNAS';"
            "ALTER TABLE contributions_receipt ALTER COLUMN fund SET DEFAULT 'CNAS'"
        ),
        migrations.RemoveConstraint("due", "contributions_due_debtor"),
        migrations.AddConstraint(
            "due",
            models.CheckConstraint(
                condition=models.Q(debtor__in=["EMPLOYER", "CNAC", "TRESOR", "SELF_EMPLOYED"]), name="contributions_due_debtor"
            ),
        ),
        migrations.RemoveConstraint("filing", "contributions_filing_kind"),
        migrations.AddConstraint("filing", models.CheckConstraint(condition=KINDS, name="contributions_filing_kind")),
        sql("self_employed.sql"),
        migrations.RunSQL(
            "\n".join(
                [
                    p.protect("contributions_payer", batch=("SELECT", "INSERT")),
                    p.append_only("contributions_payer"),
                    p.executable("contributions_entry_agrees(bigint, bigint)", p.OWNER),
                    p.executable("contributions_employer_entry_agrees(bigint, bigint)", p.OWNER),
                    p.executable("contributions_yearly_entry_agrees(bigint, bigint)", p.OWNER),
                    *SELF_EMPLOYED,
                ]
            )
        ),
    ]
