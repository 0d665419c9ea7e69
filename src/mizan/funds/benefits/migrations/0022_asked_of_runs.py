"""What pay runs ask costs less: what is owed reads what is open, and a run's instalments are found at once; signs of life are planned once."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent
PLANNED_ONCE = "ALTER FUNCTION benefits_life_signs(bigint, date, date) SET plan_cache_mode = force_generic_plan"
"""Signs of life are found by the person's indexes, whatever the tables hold: planning took twelve times as long as looking."""


class Migration(migrations.Migration):
    dependencies = [("benefits", "0021_taken_over")]
    # The texts that made these functions, where they stand: a database made before gets its functions replaced. Only what is laid is new.
    operations = [
        *(migrations.RunSQL((HERE / f"{name}.sql").read_text(encoding="utf-8")) for name in ("owed", "told", "unexplained", "laid")),
        migrations.RunSQL(PLANNED_ONCE),
    ]
