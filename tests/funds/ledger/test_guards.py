"""What the database itself refuses, whoever asks: raw SQL as each role."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RUN_TIME = ("mizan_web", "mizan_batch", "mizan_audit")
TABLES = {
    "ledger_account": "fund",
    "ledger_entry": "verb",
    "ledger_posting": "amount",
    "ledger_seal": "link",
    "ledger_proposal": "content",
    "ledger_proposal_line": "amount",
    "ledger_approval": "decided_at",
    "ledger_decline": "reason",
}
"""Every table of the books, with a column somebody might want to change."""
GOOD = [["CNAS", "bank", "", "", 500], ["CNAS", "suspense", "", "", -500]]


def entry(**words: object) -> str:
    return json.dumps({"journal": "receipt", "booked_on": "2026-10-31", "verb": "receive", "act_key": "k", **words})


def posted(raw: psycopg.Connection, lines: list[list[object]], by: int, **words: object) -> int:
    row = raw.execute("SELECT ledger_post(%s::jsonb, %s::jsonb, %s, %s)", [entry(**words), json.dumps(lines), by, AT]).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("role", [*RUN_TIME, "mizan_owner", "mizan_admin"])
def test_no_role_changes_or_removes_rows(db: Any, people: Any, role: str) -> None:
    with db.raw("mizan_batch") as batch:
        posted(batch, GOOD, people.system)
    with db.raw(role) as raw:
        for table, column in TABLES.items():
            for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation)):
                    raw.execute(statement)


@pytest.mark.parametrize("role", RUN_TIME)
def test_run_time_roles_write_only_through_the_functions(db: Any, people: Any, role: str) -> None:
    with db.raw(role) as raw:
        for table in TABLES:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(f"INSERT INTO {table} DEFAULT VALUES")
        for function in ("ledger_write('{}', '[]', 1, now())", "ledger_open_accounts('[]')", "ledger_mirror(1)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(f"SELECT {function}")


@pytest.mark.parametrize(
    ("lines", "constraint"),
    [
        ([["CNAS", "bank", "", "", 500], ["CNAS", "suspense", "", "", -499]], "ledger_entry_balances"),
        # Balanced as a whole, but not for each fund: money can not wander between books.
        ([["CNAS", "bank", "", "", 500], ["CNR", "suspense", "", "", -500]], "ledger_entry_balances"),
        ([["CNAS", "bank", "", "", 0], ["CNAS", "suspense", "", "", 0]], "ledger_posting_amount"),
        ([["CNAS", "bank", "", "", 5]], "ledger_entry_lines"),
        ([["CNAS", "bank", "", "CNAS", 5], ["CNAS", "bank", "", "", -5]], "ledger_account_known_party"),
        ([["CNAS", "treasure", "", "", 5], ["CNAS", "bank", "", "", -5]], "ledger_account_known_nature"),
        ([["CNR", "owed_received", "retirement", "CNAS", 5], ["CNR", "bank", "", "", -5]], "ledger_account_mirror"),
        ([["CNAS", "claim_received", "retirement", "CNR", 5], ["CNAS", "bank", "", "", -5]], "ledger_account_mirror"),
    ],
)
def test_bad_entries_are_refused(db: Any, people: Any, lines: list[list[object]], constraint: str) -> None:
    with db.raw("mizan_batch") as batch:
        with pytest.raises(psycopg.IntegrityError) as refused:
            posted(batch, lines, people.system)
        assert refused.value.diag.constraint_name == constraint
        assert batch.execute("SELECT count(*) FROM ledger_entry").fetchone() == (0,)


def raw_entry(raw: psycopg.Connection, count: int, **words: object) -> int:
    """An entry inserted without the functions (as the owner, whose grants allow it): only the guards stand."""
    values: dict[str, object] = {
        "journal": "receipt", "booked_on": "2026-10-31", "verb": "receive", "act_key": "raw", "actor_id": 1, "recorded_at": AT,
        "document_kind": "", "document_id": "", "document_hash": "", "law_version": "",
        "party_kind": "", "memo_key": "", "memo": "{}", "funds": ["CNAS"],
        "posting_count": count, "first_line": 1, **words,
    }  # fmt: skip
    names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    row = raw.execute(f"INSERT INTO ledger_entry ({names}) VALUES ({marks}) RETURNING id", list(values.values())).fetchone()
    assert row is not None
    return int(row[0])


def raw_posting(
    raw: psycopg.Connection, entry_id: int, line_no: int, account: int, amount: int, fund: str = "CNAS", day: str = "2026-10-31"
) -> None:
    raw.execute(
        "INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount) VALUES (%s, %s, %s, %s, %s, %s)",
        [entry_id, line_no, fund, account, day, amount],
    )


def two_accounts(raw: psycopg.Connection) -> tuple[int, int]:
    rows = raw.execute("SELECT id FROM ledger_account WHERE fund = 'CNAS' ORDER BY id").fetchall()
    return int(rows[0][0]), int(rows[1][0])


@pytest.mark.parametrize("role", ["mizan_owner", "mizan_admin"])
def test_even_the_owner_meets_the_guards(db: Any, people: Any, role: str) -> None:
    with db.raw("mizan_batch") as batch:
        first = posted(batch, GOOD, people.system)
    both = "INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount) VALUES (%s,1,%s,%s,%s,5),(%s,2,%s,%s,%s,-5)"
    with db.raw(role, autocommit=False) as raw:
        one, two = two_accounts(raw)
        raw.commit()

        def refused(constraint: str) -> Any:
            raw.rollback()
            return pytest.raises(psycopg.IntegrityError, match=constraint)

        with refused("do not sum to zero"):
            raw_posting(raw, raw_entry(raw, 2), 1, one, 5)
        with refused("all postings of an entry come in one statement"):
            made = raw_entry(raw, 3)
            raw.execute(both, [made, "CNAS", one, "2026-10-31", made, "CNAS", two, "2026-10-31"])
        with refused("all postings of an entry come in one statement"):  # late: two more lines on a posted entry
            raw.execute(
                "INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount) "
                "VALUES (%s,3,'CNAS',%s,%s,5),(%s,4,'CNAS',%s,%s,-5)",
                [first, one, "2026-10-31", first, two, "2026-10-31"],
            )
        with refused("ledger_posting_pkey"):  # late: the same lines again
            raw.execute(both, [first, "CNAS", one, "2026-10-31", first, "CNAS", two, "2026-10-31"])
        with refused("fund CNR has no account"):  # an account never mixes funds
            made = raw_entry(raw, 2, funds=["CNR"])
            raw.execute(both, [made, "CNR", one, "2026-10-31", made, "CNR", two, "2026-10-31"])
        with refused("on its day and in its funds"):
            made = raw_entry(raw, 2)
            raw.execute(both, [made, "CNAS", one, "2026-10-30", made, "CNAS", two, "2026-10-30"])
        with refused("does not exist"):
            raw.execute(both, [999, "CNAS", one, "2026-10-31", 999, "CNAS", two, "2026-10-31"])
        with refused("ledger_entry_has_postings"):  # an entry without postings is not committed
            raw_entry(raw, 2)
            raw.commit()
        with refused("ledger_entry_agreed"):  # the general journal rests on two people
            raw_entry(raw, 2, journal="general")
        with refused("ledger_entry_proposal"):
            made = raw_entry(raw, 2, journal="general", proposal_id=77)
            raw.execute(both, [made, "CNAS", one, "2026-10-31", made, "CNAS", two, "2026-10-31"])
            raw.commit()
        with refused("not the mirror"):
            made = raw_entry(raw, 2, reverses_id=first)
            raw.execute(both, [made, "CNAS", one, "2026-10-31", made, "CNAS", two, "2026-10-31"])
        raw.rollback()


def test_who_may_post_what(db: Any, people: Any) -> None:
    alpha, beta = people.employers["alpha"], people.employers["beta"]
    due = [["CNAS", "receivable", "retirement", "employers", 9], ["CNAS", "owed_assessed", "retirement", "CNR", -9]]
    due += [["CNR", "claim_assessed", "retirement", "CNAS", 9], ["CNR", "revenue", "retirement", "", -9]]
    mine = {"journal": "assessment", "verb": "file_dac", "party_kind": "employer", "party_id": alpha}
    cases: list[tuple[str, str, list[list[object]], dict[str, object], bool]] = [
        ("alpha", "alpha", due, mine, True),
        ("alpha", "alpha", due, {**mine, "party_id": beta}, False),
        ("alpha", "alpha", due, {"journal": "assessment"}, False),
        ("alpha", "alpha", due, {**mine, "verb": "assess"}, False),
        ("alpha", "alpha", [[*line[:4], -line[4]] for line in due], mine, False),  # type: ignore[operator]
        ("alpha", "alpha", GOOD, {**mine, "journal": "receipt"}, False),
        ("alpha", "alpha", due, {**mine, "journal": "transfer"}, False),
        ("alpha", "cnas", due, mine, False),
        ("agent", "agent", due, mine, False),
        ("agent", "agent", due, {**mine, "party_id": beta}, False),
        ("cnas", "cnas", GOOD, {}, True),
        ("cnas", "cnas", GOOD, {"journal": "general"}, False),
        ("cnr", "cnr", GOOD, {}, False),
        ("minister", "minister", GOOD, {}, False),
        ("auditor", "auditor", GOOD, {}, False),
    ]
    with db.raw("mizan_web", autocommit=False) as web:
        for number, (person, signer, lines, words, allowed) in enumerate(cases):
            web.execute("SELECT set_config('mizan.account', %s, true)", [str(people[person])])
            if allowed:
                assert posted(web, lines, people[signer], act_key=f"case {number}", **words)
            else:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    posted(web, lines, people[signer], act_key=f"case {number}", **words)
            web.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            posted(web, GOOD, people["cnas"])
        web.rollback()
    with db.raw("mizan_audit") as audit, pytest.raises(psycopg.errors.InsufficientPrivilege):
        posted(audit, GOOD, people.system)
