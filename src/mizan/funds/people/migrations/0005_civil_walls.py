"""Civil events and households: constraints, the work events do by themselves, and row-level security."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
SIGNED = "by_id = (SELECT access_account_id())"
OPENED = p.opened()
NEW_FILES = f"({p.OFFICER} OR {p.REGISTRAR})"
FEED = f"({p.REGISTRAR} AND source = 'civil_register')"

WALLS = [
    "DROP POLICY people_person_web_select ON people_person;",
    f"CREATE POLICY people_person_web_select ON people_person FOR SELECT TO mizan_web USING ({p.PERSONAL} OR {p.opened('id')});",
    f"CREATE POLICY people_person_web_insert ON people_person FOR INSERT TO mizan_web WITH CHECK ({NEW_FILES});",
    p.grant("people_person", p.WEB, ("INSERT",)),
    p.protect("people_identity", web_select=OPENED, web_insert=f"{SIGNED} AND people_writes(person_id)"),
    p.protect("people_affiliation", web_select=OPENED, web_insert=f"{SIGNED} AND {p.OFFICER} AND people_writes(person_id)"),
    p.protect("people_merge", web_select=p.opened("kept_id"), web_insert=f"{SIGNED} AND {p.OFFICER} AND {p.opened('kept_id')}"),
    p.protect(
        "people_event",
        web_select=f"({OPENED} OR {p.opened('spouse_id')} OR {FEED})",
        web_insert=f"{SIGNED} AND ({FEED} OR ({p.OFFICER} AND source = 'officer' AND {OPENED}))",
    ),
    p.protect("people_tie", web_select=f"({OPENED} OR {p.opened('member_id')})", batch=("SELECT",)),
    p.protect("people_change", web_select=OPENED, batch=("SELECT",)),
    p.protect("people_change_taken"),
    p.append_only("people_change"),
    p.append_only("people_change_taken"),
    p.protect("people_waiting_event", web_insert=p.REGISTRAR),
    p.append_only("people_waiting_event"),
    *(p.known_once(f"people_{name}") for name in ("identity", "affiliation", "merge", "event", "tie")),
]
RUN = (p.WEB, p.BATCH)
READ = (*RUN, p.AUDIT, p.OWNER)
CALLERS = [
    *(p.executable(f"{name}()", *READ) for name in ("people_opened", "people_opened_numbers")),
    p.executable("people_writes(bigint)", *RUN),
    p.executable("people_find(text[])", *RUN),
    p.executable("people_totals(timestamptz)", *RUN),
    p.executable("people_link(bigint, bigint, text, smallint, date, text, bigint, timestamptz)", *RUN),
    p.executable("people_end_tie(bigint, date, text, bigint, timestamptz)", *RUN),
    p.executable("people_unmerge(bigint, timestamptz)", *RUN),
    p.executable("people_correct(bigint, jsonb, bigint, bigint, timestamptz)", *RUN),
    p.executable("people_birth_to_move(bigint, date)", *RUN),
    *(
        p.executable(name, p.OWNER)
        for name in (
            "people_birth_checked(people_event)",
            "people_let_in(bigint)",
            "people_marriages(bigint, bigint)",
            "people_gone(bigint)",
            "people_free_rank(bigint, text, date, date)",
            "people_tie_in(bigint, bigint, text, smallint, date, date, text, bigint, bigint, timestamptz)",
            "people_close_tie(bigint, timestamptz)",
            "people_remarry(bigint, bigint, bigint, timestamptz)",
            "people_retie(bigint, bigint, timestamptz)",
        )
    ),
]


def sql(name: str) -> migrations.RunSQL:
    return migrations.RunSQL((HERE / f"{name}.sql").read_text(encoding="utf-8"))


class Migration(migrations.Migration):
    dependencies = [("people", "0004_civil"), ("access", "0006_officers")]
    operations = [
        *(sql(name) for name in ("persons", "scope", "households_held", "events", "ties")),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
    ]
