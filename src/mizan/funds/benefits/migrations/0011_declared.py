"""A yearly declaration of wages gives news of the careers that somebody is paid for."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("benefits", "0010_proof"), ("careers", "0005_yearly"), ("people", "0009_care")]
    operations = [
        migrations.RunSQL((HERE / "declared.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("benefits_wages_told()", p.OWNER)),
    ]
