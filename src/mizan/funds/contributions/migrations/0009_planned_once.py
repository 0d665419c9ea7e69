"""What is asked of every due is planned once a connection, not at every due."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contributions", "0008_payers")]
    operations = [migrations.RunSQL("ALTER FUNCTION contributions_due_days_once() SET plan_cache_mode = force_generic_plan")]
