"""The signs of life of a person are looked for as for any other: the question is planned once a connection."""

from django.db import migrations

PLANNED_ONCE = "ALTER FUNCTION benefits_life_signs(bigint, date, date) SET plan_cache_mode = force_generic_plan"


class Migration(migrations.Migration):
    dependencies = [("benefits", "0021_taken_over")]
    operations = [migrations.RunSQL(PLANNED_ONCE)]
