"""Months of careers: constraints, the one way in, and row-level security."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
OPENED = p.opened()
LINES = f"({p.own_employers()} OR {p.PERSONAL} OR nss = ANY ((SELECT people_opened_numbers())::text[]))"
"""Lines of declarations: their employer, those whose work is any insured person, and who has opened the person's file."""
WITH_LINES = f"({p.own_employers()} OR {p.PERSONAL} OR {p.OFFICER})"
FILES = f"({p.own_employers()} OR (SELECT access_may(ARRAY['fund_accountant', 'controller'], 'CNAS')))"
PROPOSES = f"proposed_by_id = (SELECT access_account_id()) AND {p.OFFICER} AND (kind = 'history' OR {OPENED})"
SIGNED = "by_id = (SELECT access_account_id())"
OF_PROPOSAL = "EXISTS (SELECT 1 FROM careers_proposal p WHERE p.id = proposal_id)"
OF_DISPUTE = "EXISTS (SELECT 1 FROM careers_dispute d WHERE d.id = dispute_id)"

WALLS = [
    *(
        f"DROP POLICY {table}_web_select ON {table};\nCREATE POLICY {table}_web_select ON {table} FOR SELECT TO mizan_web USING ({seen});"
        for table, seen in (("careers_wage_line", LINES), ("careers_supersession", WITH_LINES))
    ),
    p.protect("careers_declaration", web_select=WITH_LINES, web_insert=FILES),
    p.protect("careers_declaration_taken"),
    *(p.protect(f"careers_{name}", web_select=OPENED, batch=("SELECT",)) for name in ("spell", "earning", "credit")),
    p.protect("careers_dispute", web_select=OPENED, web_insert=f"{SIGNED} AND {p.OFFICER} AND {OPENED}"),
    p.protect("careers_proposal", web_select=f"(({OPENED} OR (kind = 'history' AND {p.OFFICER})) AND {p.OFFICER})", web_insert=PROPOSES),
    p.protect(
        "careers_dispute_answer",
        web_select=OF_DISPUTE,
        web_insert=f"{SIGNED} AND {p.OFFICER} AND verdict = 'rejected' AND {OF_DISPUTE}",
        batch_insert="verdict = 'rejected'",
    ),
    p.protect(
        "careers_decision",
        web_select=OF_PROPOSAL,
        web_insert=f"decided_by_id = (SELECT access_account_id()) AND {p.OFFICER} AND {OF_PROPOSAL}",
    ),
    *(
        p.append_only(f"careers_{name}")
        for name in ("declaration", "declaration_taken", "dispute", "dispute_answer", "proposal", "decision")
    ),
    *(p.known_once(f"careers_{name}") for name in ("spell", "earning", "credit")),
]
RUN = (p.WEB, p.BATCH)
COLUMNS = "bigint[], text[], bigint[], text[], date[], date[]"
CALLERS = [
    p.executable("careers_let_in(text, text, text, bigint)", p.OWNER),
    p.executable(f"careers_keep_earnings({COLUMNS}, smallint[], bigint[], text, text, text, bigint, timestamptz)", *RUN),
    p.executable(f"careers_keep_spells({COLUMNS}, text, text, text, bigint, timestamptz)", *RUN),
    p.executable("careers_end_spell(bigint, date, text, text, bigint, timestamptz)", *RUN),
    p.executable("careers_totals(timestamptz)", *RUN),
    p.executable("careers_employer_names(bigint[])", *RUN),
    p.executable("careers_employers(text[])", *RUN),
]


class Migration(migrations.Migration):
    dependencies = [("careers", "0003_months"), ("people", "0005_civil_walls")]
    operations = [
        migrations.RunSQL((HERE / "months.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
    ]
