"""Who changes a household holds back only others who change it, and reads only its ties; what files are open is planned once."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0011_paid_by")]
    operations = [migrations.RunSQL((Path(__file__).parent / "households_held.sql").read_text(encoding="utf-8"))]
