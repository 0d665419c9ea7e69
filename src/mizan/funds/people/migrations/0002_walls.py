"""Constraints, functions and row-level security of the app, and the provinces."""

import csv
from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
WALLS = [
    p.protect("people_wilaya", web_select=p.EVERYBODY),
    p.protect("people_agency", web_select=p.EVERYBODY),
    p.protect("people_employer", web_select=p.sees_employer("id"), batch=("SELECT", "INSERT", "UPDATE")),
    p.protect("people_person", web_select=p.PERSONAL),
]
CALLERS = [
    p.executable("people_employers()", p.OWNER, p.WEB, p.BATCH, p.AUDIT),
    p.executable("people_may_compare(bigint)", p.WEB, p.BATCH),
    p.executable("people_compare(bigint, text[], text[], text[], date[])", p.WEB, p.BATCH),
    p.executable("people_note_workers(bigint, integer)", p.WEB, p.BATCH),
]
YEAR_STARTS = {"1984": "1984-02-04", "2019": "2019-12-18", "2025": "2026-04-05"}
"""The day each reform's text was published: law 84-09, law 19-12, and law 26-06 (the last as quoted by a public data set)."""


def seed_wilayas(apps, schema_editor):
    with (HERE / "wilayas.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(int(r["code"]), r["name_ar"], r["name_fr"], YEAR_STARTS[r["created"]]) for r in csv.DictReader(lines)]
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany("INSERT INTO people_wilaya (code, name_ar, name_fr, valid_from) VALUES (%s, %s, %s, %s)", rows)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_register"), ("access", "0002_walls")]
    operations = [
        migrations.RunSQL((HERE / "functions.sql").read_text(encoding="utf-8")),
        migrations.RunSQL((HERE / "constraints.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
        migrations.RunPython(seed_wilayas, migrations.RunPython.noop),
    ]
