"""A number is looked up by the index that can hold it."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0009_care")]
    operations = [migrations.RunSQL((Path(__file__).parent / "find_by_index.sql").read_text(encoding="utf-8"))]
