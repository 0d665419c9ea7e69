"""Figures of indicators: one table, append only; each fund's people see theirs, the nation's see every one and the funds together."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
OWN = f"{p.STAFF} AND ({p.own_funds()} OR (fund = '' AND {p.NATION}))"
WALLS = [p.protect("indicators_figure", web_select=OWN), p.append_only("indicators_figure")]


def _whole() -> models.DecimalField:
    return models.DecimalField(max_digits=30, decimal_places=0, null=True)


def _other() -> models.ForeignKey:
    return models.ForeignKey(
        to="indicators.keptfigure", on_delete=django.db.models.deletion.PROTECT, null=True, related_name="+", db_index=False
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("access", "0009_care")]
    operations = [
        migrations.CreateModel(
            name="KeptFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=40)),
                ("fund", models.CharField(max_length=7)),
                ("month", models.DateField()),
                ("state", models.CharField(max_length=12)),
                ("value", _whole()),
                ("numerator", _whole()),
                ("denominator", _whole()),
                ("cut_off", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("data_hash", models.CharField(max_length=64)),
                ("version", models.SmallIntegerField()),
                ("missing", models.JSONField(default=list)),
                ("parts", models.JSONField(default=list)),
                ("places", models.JSONField(default=list)),
                ("reason", models.CharField(default="", max_length=12)),
                ("restated", models.JSONField(default=list)),
                ("follows", _other()),
                ("restates", _other()),
            ],
            options={"db_table": "indicators_figure"},
        ),
        migrations.RunSQL((HERE / "figures.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
