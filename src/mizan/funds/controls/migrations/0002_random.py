"""A group drawn by chance each quarter, by a recorded seed: what it draws is checked by the database, and drawn once."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

WALLS = [
    p.protect("controls_draw", web_select="fund = ANY ((SELECT controls_reads())::text[])"),
    p.append_only("controls_draw"),
    p.executable("controls_population(text, timestamptz)", p.OWNER, p.BATCH, p.AUDIT),
    p.executable("controls_drawn(text, timestamptz, text, integer)", p.OWNER, p.BATCH, p.AUDIT),
    *(p.executable(f"controls_{name}()", p.WEB, p.BATCH, p.AUDIT) for name in ("returns", "causes")),
]


class Migration(migrations.Migration):
    dependencies = [
        ("controls", "0001_findings"),
        ("benefits", "0011_declared"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund", models.CharField(max_length=6)),
                ("quarter", models.DateField()),
                ("seed", models.CharField(max_length=64)),
                ("each", models.SmallIntegerField()),
                ("population", models.IntegerField()),
                ("awards", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("cut_off", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"db_table": "controls_draw"},
        ),
        migrations.AddConstraint(
            model_name="draw", constraint=models.UniqueConstraint(fields=("fund", "quarter"), name="controls_draw_once")
        ),
        migrations.RunSQL((Path(__file__).parent / "random.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
