"""Yearly bases of the self-employed in careers: told once, in sets; the person sees their own."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

OF_CASNOS = "(source = 'casnos' AND (person_id = ANY ((SELECT access_persons())::bigint[]) OR (SELECT self_employed_works())))"
"""Years declared to CASNOS or assessed by it: the person's own, and those of its people, who see the dues they come from."""
SEEN = [
    f"DROP POLICY careers_{name}_web_select ON careers_{name};\n"
    f"CREATE POLICY careers_{name}_web_select ON careers_{name} FOR SELECT TO mizan_web USING ({p.opened()} OR {OF_CASNOS});"
    for name in ("earning", "spell")
]
CALLERS = [
    p.executable("careers_yearly_turn()", p.BATCH),
    p.executable(
        "careers_record_yearly(bigint[], date[], smallint[], bigint[], text[], text[], date[], date[], bigint, timestamptz)", p.BATCH
    ),
]


class Migration(migrations.Migration):
    dependencies = [("careers", "0004_months_walls"), ("self_employed", "0002_walls")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "yearly.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join([*SEEN, *CALLERS])),
    ]
