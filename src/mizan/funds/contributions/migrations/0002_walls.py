"""Constraints, append-only triggers, staging tables and row-level security of the app."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p
from mizan.funds.contributions.migrations._words import ACCOUNTANT, FILES, ON_EMPLOYER, WRITTEN

HERE = Path(__file__).parent

OF_COLLECTOR = ("contributions_statement", "contributions_receipt")
OF_TRANSFERS = ("contributions_transfer_order", "contributions_transfer_line", "contributions_transfer_settlement")
STAGING = ("contributions_stage_line", "contributions_stage_line_b", "contributions_stage_line_c")

WALLS = [
    *(p.protect(table, web_select=seen, web_insert=WRITTEN.get(table, FILES)) for table, seen in ON_EMPLOYER.items()),
    *(p.protect(table, web_select=p.COLLECTS, web_insert=WRITTEN.get(table, ACCOUNTANT)) for table in OF_COLLECTOR),
    *(
        p.protect(table, web_select=f"({p.COLLECTS} OR {p.own_funds()})", web_insert=WRITTEN.get(table, ACCOUNTANT))
        for table in OF_TRANSFERS
    ),
    *(p.append_only(table) for table in (*ON_EMPLOYER, *OF_COLLECTOR, *OF_TRANSFERS)),
    *(p.staging(table) for table in STAGING),
]
CALLERS = [
    p.executable("contributions_by_employer()", p.OWNER, p.WEB, p.BATCH),
    p.executable("contributions_credit_of(text, bigint, bigint)", p.OWNER, p.WEB, p.BATCH),
    p.executable("contributions_credit_agrees(bigint[], bigint[])", p.OWNER),
    p.executable("contributions_entry_agrees(bigint, bigint)", p.OWNER),
    p.executable("contributions_quarter_bases(bigint, integer, integer)", p.OWNER),
]


def sql(name: str) -> migrations.RunSQL:
    return migrations.RunSQL(HERE.joinpath(name).read_text(encoding="utf-8"))


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_accounts"), ("careers", "0002_walls"), ("ledger", "0002_walls"), ("access", "0002_walls")]
    operations = [
        *(sql(f"{name}.sql") for name in ("dues", "settlements", "lines", "ties", "credits", "employers")),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
    ]
