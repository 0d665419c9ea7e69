"""A director reads the figures, the alerts and what ended them of the funds together: sums, in which nobody is named."""

from django.db import migrations

from mizan.funds.access import policies as p

TOGETHER = """
CREATE FUNCTION indicators_together() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_is_nation() OR access_roles() && ARRAY['director']
$$;
"""
OWN = f"{p.STAFF} AND ({p.own_funds()} OR (fund = '' AND (SELECT indicators_together())))"
CHANGED = [f"ALTER POLICY {table}_web_select ON {table} USING ({OWN});" for table in ("indicators_figure", "indicators_alert")]


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_alerts")]
    operations = [
        migrations.RunSQL(TOGETHER + p.executable("indicators_together()", p.OWNER, p.WEB, p.BATCH, p.AUDIT) + "\n" + "\n".join(CHANGED)),
    ]
