"""A figure with nothing to divide by has a state of its own: it says so, and is never taken for one that was measured."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_figures")]
    operations = [
        migrations.AlterField("keptfigure", "state", models.CharField(max_length=15)),
        migrations.RunSQL((Path(__file__).parent / "nothing_counted.sql").read_text(encoding="utf-8")),
    ]
