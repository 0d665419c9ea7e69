"""An accountant may post the arrears of an increase of all the awards of its fund."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_benefits")]
    operations = [migrations.RunSQL((Path(__file__).parent / "revalue.sql").read_text(encoding="utf-8"))]
