"""Awards taken over from a former system are no case of the log of procedures."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_log"), ("benefits", "0021_taken_over")]
    operations = [migrations.RunSQL((HERE / "asked_here.sql").read_text(encoding="utf-8"))]
