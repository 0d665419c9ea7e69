"""The letters of a day are printed together, by agency."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("benefits", "0017_eyes")]
    operations = [
        migrations.RunSQL((HERE / "letters_of_day.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("benefits_proof_letters(date, text, text, integer)", p.WEB, p.BATCH)),
    ]
