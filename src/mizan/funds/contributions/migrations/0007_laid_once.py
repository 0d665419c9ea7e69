"""What is laid on a due is read once, whatever the number of its shares."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contributions", "0006_known")]
    operations = [migrations.RunSQL((Path(__file__).parent / "laid.sql").read_text(encoding="utf-8"))]
