"""Constraints, append-only triggers and row-level security of the app."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
PERSONAL = f"({p.own_employers()} OR {p.PERSONAL})"
"""Wages of named persons: their employer, and those whose work needs personal data."""
FILES = f"({p.own_employers()} OR (SELECT access_may(ARRAY['fund_accountant', 'controller'], 'CNAS')))"
WALLS = [
    p.protect("careers_wage_line", web_select=PERSONAL, web_insert=FILES),
    p.protect("careers_supersession", web_select=PERSONAL, web_insert=FILES),
    p.append_only("careers_wage_line"),
    p.append_only("careers_supersession"),
]


class Migration(migrations.Migration):
    dependencies = [("careers", "0001_wage_lines"), ("access", "0002_walls")]
    operations = [
        migrations.RunSQL((HERE / "constraints.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(WALLS)),
    ]
