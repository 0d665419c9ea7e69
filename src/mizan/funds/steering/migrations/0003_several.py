"""One account may steer several funds: who directs every fund steered gives instructions for them together; a director reads their review."""

from django.db import migrations

from mizan.funds.access import policies as p

MINE = p.own_account("by_id")
GIVES = "steering_gives(fund)"
MAY_GIVE = """
CREATE FUNCTION steering_gives(fund text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_may(ARRAY['minister', 'director'], fund)
        OR (fund = '' AND NOT EXISTS (SELECT 1 FROM unnest(ARRAY['CNAS', 'CNR', 'CASNOS']) f WHERE NOT access_may(ARRAY['director'], f)))
$$;
"""
CARRIES = f"({GIVES} OR (fund = '' AND (SELECT steering_writes())))"
OWN_TERMS = f"EXISTS (SELECT 1 FROM steering_instruction i WHERE i.id = terms_id AND i.{MINE})"  # noqa: S608 - constants
CHANGED = [
    f"ALTER POLICY steering_instruction_web_insert ON steering_instruction WITH CHECK ({MINE} AND {GIVES});",
    f"ALTER POLICY steering_aim_web_insert ON steering_aim WITH CHECK ({GIVES} AND {OWN_TERMS});",
    f"ALTER POLICY steering_measure_web_insert ON steering_measure WITH CHECK ({MINE} AND {CARRIES});",
    f"ALTER POLICY steering_evidence_web_insert ON steering_evidence WITH CHECK ({MINE} AND {CARRIES});",
    f"ALTER POLICY steering_review_web_select ON steering_review USING ((SELECT steering_reads()) AND (fund = '' OR {p.own_funds()}));",
]


class Migration(migrations.Migration):
    dependencies = [("steering", "0002_reviews"), ("access", "0009_care")]
    operations = [
        migrations.RunSQL(MAY_GIVE + p.executable("steering_gives(text)", p.WEB, p.BATCH, p.AUDIT) + "\n" + "\n".join(CHANGED)),
    ]
