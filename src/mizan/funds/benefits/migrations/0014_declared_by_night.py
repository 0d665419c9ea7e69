"""News of yearly declarations are told by night, not line by line as they are filed."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("benefits", "0013_established"), ("careers", "0005_yearly")]
    operations = [
        migrations.RunSQL((HERE / "declared_by_night.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("benefits_tell_declared(bigint[])", p.BATCH)),
    ]
