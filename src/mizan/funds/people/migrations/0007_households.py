"""An officer opens the files of a household as that of its insured member."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0006_couples")]
    operations = [migrations.RunSQL((Path(__file__).parent / "households.sql").read_text(encoding="utf-8"))]
