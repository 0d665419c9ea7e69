"""Ranges, functions and row-level security of the app."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

SEEN = """(person_id = ANY ((SELECT access_persons())::bigint[]) OR (SELECT self_employed_works())
    OR (SELECT access_may(ARRAY['auditor'], 'CASNOS')))"""
WALLS = [
    p.protect("self_employed_affiliation", web_select=SEEN),
    p.executable("self_employed_own()", p.OWNER, p.WEB, p.BATCH, p.AUDIT),
    p.executable("self_employed_works()", p.OWNER, p.WEB, p.BATCH, p.AUDIT),
    p.executable("self_employed_sees_all()", p.OWNER),
    p.executable("self_employed_names(bigint[])", p.WEB, p.BATCH, p.AUDIT),
    p.executable("self_employed_numbered(text[])", p.WEB, p.BATCH, p.AUDIT),
]


class Migration(migrations.Migration):
    dependencies = [("self_employed", "0001_affiliations"), ("access", "0008_self_employed"), ("people", "0005_civil_walls")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "functions.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
