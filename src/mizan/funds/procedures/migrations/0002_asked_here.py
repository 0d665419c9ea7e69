"""The log of procedures as it is read now: awards taken over from a former system are no case of it."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_log"), ("benefits", "0021_taken_over")]
    # The same text as the first time, where it stands: a database made before it gets its functions replaced.
    operations = [migrations.RunSQL((HERE / "log.sql").read_text(encoding="utf-8"))]
