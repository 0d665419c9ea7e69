"""No day is assessed twice."""

from pathlib import Path

from django.db import migrations

GUARDS = Path(__file__).with_name("guards.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("contributions", "0003_returns")]
    operations = [migrations.RunSQL(GUARDS)]
