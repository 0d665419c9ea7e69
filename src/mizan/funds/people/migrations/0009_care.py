"""The care system's feed names people by their numbers: it may ask which file bears one."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0008_opened"), ("access", "0009_care")]
    operations = [migrations.RunSQL((Path(__file__).parent / "find_care.sql").read_text(encoding="utf-8"))]
