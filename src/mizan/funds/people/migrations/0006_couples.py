"""What a marriage writes is found by the couple's own rows, however large the tables have grown since the plan was made."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0005_civil_walls")]
    operations = [migrations.RunSQL((Path(__file__).parent / "couples.sql").read_text(encoding="utf-8"))]
