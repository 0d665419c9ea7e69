"""Which of the opened files are in scope is asked of these files alone, however many the register holds."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0007_households")]
    operations = [migrations.RunSQL((Path(__file__).parent / "opened.sql").read_text(encoding="utf-8"))]
