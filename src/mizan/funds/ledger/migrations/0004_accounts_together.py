"""The accounts of postings are checked together, once a statement, as their entries are."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_credit_claims")]
    operations = [migrations.RunSQL((Path(__file__).parent / "together.sql").read_text(encoding="utf-8"))]
