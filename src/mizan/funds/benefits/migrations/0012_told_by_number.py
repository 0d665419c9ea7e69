"""News of a yearly declaration find the persons of its lines by the register's index."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("benefits", "0011_declared")]
    operations = [migrations.RunSQL((HERE / "told_by_number.sql").read_text(encoding="utf-8"))]
