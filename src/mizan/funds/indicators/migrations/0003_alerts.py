"""Alerts: raised and ended by figures, by the batch role; seen by the people of the fund, each once. Append only."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

OWN = f"{p.STAFF} AND ({p.own_funds()} OR (fund = '' AND {p.NATION}))"
OF_OWN = "alert_id IN (SELECT a.id FROM indicators_alert a)"
"""Of alerts the account reads: row-level security narrows the sub-query."""
WALLS = [
    p.executable("indicators_says(jsonb, text, text, bigint, bigint)", p.OWNER),
    p.executable("indicators_answers()", p.OWNER, p.WEB),
    p.protect("indicators_alert", web_select=OWN),
    p.protect("indicators_alert_end", web_select=OF_OWN),
    p.protect(
        "indicators_alert_seen",
        web_select=OF_OWN,
        web_insert=f"{p.own_account('by_id')} AND (SELECT indicators_answers()) AND {OF_OWN}",
        batch=("SELECT",),
    ),
    *(p.append_only(name) for name in ("indicators_alert", "indicators_alert_end", "indicators_alert_seen")),
]


def _to(model: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(to=model, on_delete=django.db.models.deletion.PROTECT, related_name="+", db_index=False, **options)


def _id() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_nothing_counted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", _id()),
                ("indicator", models.CharField(max_length=40)),
                ("fund", models.CharField(max_length=7)),
                ("owner", models.CharField(max_length=20)),
                ("rule", models.JSONField()),
                ("at", models.DateTimeField()),
                ("figure", _to("indicators.keptfigure")),
                ("against", _to("indicators.keptfigure", null=True)),
            ],
            options={"db_table": "indicators_alert"},
        ),
        migrations.CreateModel(
            name="AlertEnd",
            fields=[
                (
                    "alert",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="+", serialize=False,
                        to="indicators.alert",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("figure", _to("indicators.keptfigure")),
                ("against", _to("indicators.keptfigure", null=True)),
            ],
            options={"db_table": "indicators_alert_end"},
        ),
        migrations.CreateModel(
            name="AlertSeen",
            fields=[
                ("pk", models.CompositePrimaryKey("alert_id", "by_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("alert", _to("indicators.alert")),
                ("by", _to(settings.AUTH_USER_MODEL)),
            ],
            options={"db_table": "indicators_alert_seen"},
        ),
        migrations.RunSQL((Path(__file__).parent / "alerts.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]  # fmt: skip
