"""Letters served, and whose files stand behind what an officer works on."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
OF_DECISION = "EXISTS (SELECT 1 FROM benefits_decision d WHERE d.id = decision_id)"
WALLS = [
    p.protect(
        "benefits_letter",
        web_select=OF_DECISION,
        web_insert=f"by_id = (SELECT access_account_id()) AND {p.OFFICER} AND {OF_DECISION}",
    ),
    p.append_only("benefits_letter"),
    p.executable("benefits_whose(text, bigint)", p.WEB),
    p.executable("benefits_colleagues()", p.WEB),
]


class Migration(migrations.Migration):
    dependencies = [("benefits", "0004_pay_walls"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=2)),
                ("template", models.TextField()),
                ("address", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("served_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.decision"),
                ),
            ],
            options={
                "db_table": "benefits_letter",
                "constraints": [models.UniqueConstraint(fields=("decision", "language"), name="benefits_letter_once")],
            },
        ),
        migrations.RunSQL((HERE / "letters.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
