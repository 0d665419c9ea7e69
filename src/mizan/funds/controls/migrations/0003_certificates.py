"""The feed of sick-leave certificates: written by the care system's account and by sets, read by the prescriber control."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

OWN = f"{p.CARE} AND {p.own_account('by_id')}"
WALLS = [
    p.protect("controls_certificate_told", web_select=OWN, web_insert=OWN),
    p.append_only("controls_certificate_told"),
    p.executable("controls_certificates(timestamptz)", p.OWNER, p.BATCH, p.AUDIT),
]


class Migration(migrations.Migration):
    dependencies = [
        ("controls", "0002_random"),
        ("people", "0009_care"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="CertificateTold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=64, unique=True)),
                ("annuls", models.CharField(default="", max_length=64)),
                ("prescriber", models.CharField(default="", max_length=16)),
                ("signed_on", models.DateField(null=True)),
                ("starts_on", models.DateField(null=True)),
                ("days", models.SmallIntegerField(null=True)),
                ("content_hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"db_table": "controls_certificate_told"},
        ),
        migrations.RunSQL((Path(__file__).parent / "certificates.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
