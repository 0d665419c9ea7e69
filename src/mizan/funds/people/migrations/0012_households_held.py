"""Who changes a household holds back only others who change it, and reads only its ties; what files are open is planned once."""

from pathlib import Path

from django.db import migrations

PLANNED_ONCE = "ALTER FUNCTION people_opened() SET plan_cache_mode = force_generic_plan"
"""Asked before each reading of a file; the plan never depends on whose file it is."""


class Migration(migrations.Migration):
    dependencies = [("people", "0011_paid_by")]
    # The same text as the first time, where it stands: a database made before it gets its functions replaced.
    operations = [
        migrations.RunSQL((Path(__file__).parent / "households_held.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(PLANNED_ONCE),
    ]
