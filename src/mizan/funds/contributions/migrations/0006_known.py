"""Declarations filed before careers kept the moment they have been known from."""

from django.db import migrations

KNOWN = """
INSERT INTO careers_declaration (filing_id, employer_id, year, kind, recorded_at)
SELECT f.id, f.employer_id, f.period_key::smallint, f.kind, f.filed_at FROM contributions_filing f
 WHERE f.form = 'DAS' AND NOT EXISTS (SELECT 1 FROM careers_declaration d WHERE d.filing_id = f.id)
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0005_versions"), ("careers", "0004_months_walls")]
    operations = [migrations.RunSQL(KNOWN, migrations.RunSQL.noop)]
