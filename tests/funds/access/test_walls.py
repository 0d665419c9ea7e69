"""The second wall: raw SQL as the web role, in any person's name, returns only what that person may see.

Generic on purpose: every table of the schema is filled with two variants of a row (one employer, account, fund, agency and person each) and
read in the name of each kind of person. A table added without a policy, or with one that is too wide, fails here without being named.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from psycopg import sql

ONE, TWO, THREE = 101, 102, 103
FUNDS = {ONE: "CNAS", TWO: "CNR", THREE: "CNAC"}
REFERENCE = {"people_wilaya", "people_agency", "benefits_hold_ground"}
"""Tables any signed-in person may read whole: places, and what the statute book says."""
PUBLISHED = {"publication_edition"}
"""Tables made to be read by everybody, without an account: open figures."""
UPDATED_BY_BATCH = {"access_account", "access_grant", "people_employer"}
OUTSIDE = {"django_migrations", "django_content_type", "django_session"}

Rows = dict[str, set[int]]


def tables(admin: psycopg.Connection) -> list[str]:
    rows = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return [name for (name,) in rows]


APPS = (
    "access_", "people_", "self_employed_", "ledger_", "careers_", "contributions_", "benefits_", "controls_", "indicators_", "steering_",
    "publication_",
)  # fmt: skip


def ours(admin: psycopg.Connection) -> list[str]:
    return [name for name in tables(admin) if name.startswith(APPS)]


@pytest.fixture
def admin(db: Any) -> Iterator[psycopg.Connection]:
    with db.raw() as connection:
        yield connection


def test_every_table_is_walled_or_closed(admin: psycopg.Connection) -> None:
    for table in tables(admin):
        walled = admin.execute("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [table]).fetchone()
        readable = admin.execute("SELECT has_table_privilege('mizan_web', %s, 'SELECT')", [table]).fetchone()
        assert walled is not None
        assert readable is not None
        assert walled[0] or not readable[0], f"{table}: the web role reads it and no row-level security binds it"
        if table.startswith(APPS) and "stag" not in table:
            assert walled[0], f"{table}: row-level security is not forced"


def test_no_run_time_role_owns_bypasses_or_changes(admin: psycopg.Connection) -> None:
    roles = admin.execute(
        "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'mizan\\_%%' AND rolname <> 'mizan_admin' "
        "AND (rolsuper OR rolbypassrls OR rolcreaterole)"
    ).fetchone()
    assert roles == (0,)
    owned = admin.execute(
        "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) IN ('mizan_web', 'mizan_batch', 'mizan_audit')"
    ).fetchall()
    assert owned == []
    for table in tables(admin):
        for role in ("mizan_web", "mizan_batch", "mizan_audit"):
            for verb in ("UPDATE", "DELETE", "TRUNCATE"):
                allowed = admin.execute("SELECT has_table_privilege(%s, %s, %s)", [role, table, verb]).fetchone()
                assert allowed is not None
                expected = role == "mizan_batch" and ("stag" in table if verb != "UPDATE" else table in UPDATED_BY_BATCH)
                assert allowed[0] == expected or (role == "mizan_batch" and "stag" in table), f"{role} may {verb} {table}"


def test_staging_is_unreadable_by_web_and_audit(admin: psycopg.Connection) -> None:
    for table in (name for name in tables(admin) if "stag" in name):
        for role in ("mizan_web", "mizan_audit"):
            assert admin.execute("SELECT has_table_privilege(%s, %s, 'SELECT')", [role, table]).fetchone() == (False,)


def test_definers_pin_their_search_path(admin: psycopg.Connection) -> None:
    loose = admin.execute(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace "
        "AND NOT COALESCE(array_to_string(proconfig, ','), '') LIKE 'search_path=%%'"
    ).fetchall()
    assert loose == []
    everyone = admin.execute(
        "SELECT proname FROM pg_proc p, aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a "
        "WHERE prosecdef AND pronamespace = 'public'::regnamespace AND a.grantee = 0 AND prorettype <> 'trigger'::regtype"
    ).fetchall()
    assert everyone == [], "callable by everybody"


@pytest.fixture
def filled(people: Any, admin: psycopg.Connection) -> dict[str, int]:
    """Every table holds one row of each variant; returns the accounts to read as."""
    accounts = _readers(admin)
    admin.execute("SET session_replication_role = replica")
    # The accounts opened by the migrations would stand among the rows below.
    admin.execute("DELETE FROM ledger_account")
    for table in ours(admin):
        for check in admin.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table]).fetchall():
            admin.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.Identifier(table), sql.Identifier(check[0])))
    for table in ours(admin):
        if table not in ("access_account", "access_grant"):
            for variant in (ONE, TWO):
                _insert(admin, table, variant)
    admin.execute("SET session_replication_role = DEFAULT")
    return accounts


def _readers(admin: psycopg.Connection) -> dict[str, int]:
    """Accounts of each kind, bound to the variants: accounts 101 and 102 belong to the two employers' accountants."""
    grants = {
        "first": (ONE, "employer_accountant", "employer", str(ONE)),
        "second": (TWO, "employer_accountant", "employer", str(TWO)),
        "cnas": (201, "fund_accountant", "fund", "CNAS"),
        "controller": (202, "controller", "fund", "CNAS"),
        "cnr": (203, "director", "fund", "CNR"),
        "agent": (204, "controller", "agency", "00101"),
        "minister": (205, "minister", "nation", ""),
        "auditor": (206, "auditor", "nation", ""),
        "bare": (207, "", "", ""),
        "inactive": (208, "minister", "nation", ""),
        "revoked": (209, "minister", "nation", ""),
        "expired": (210, "minister", "nation", ""),
        "future": (211, "minister", "nation", ""),
    }
    for name, (account, role, kind, scope) in grants.items():
        admin.execute(
            "INSERT INTO access_account (id, username, name_ar, name_fr, language, stamp, is_active, opened_at) OVERRIDING SYSTEM VALUE "
            "VALUES (%s, %s, 'ا', 'a', 'fr', 's', %s, now())",
            [account, f"reader-{name}", name != "inactive"],
        )
        if role:
            admin.execute(
                "INSERT INTO access_grant (account_id, role, scope_kind, scope_id, valid_from, valid_until, revoked_at) "
                "VALUES (%s, %s, %s, %s, %s, %s, CASE WHEN %s THEN now() END)",
                [
                    account, role, kind, scope, date(2999, 1, 1) if name == "future" else date(2020, 1, 1),
                    date(2021, 1, 1) if name == "expired" else None, name == "revoked",
                ],
            )  # fmt: skip
    return {name: grant[0] for name, grant in grants.items()} | {"unknown": 999_999}


def _insert(admin: psycopg.Connection, table: str, variant: int) -> None:
    columns = admin.execute(
        "SELECT attname, format_type(atttypid, NULL), atttypmod FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND NOT attisdropped AND attgenerated = ''",
        [table],
    ).fetchall()
    names = sql.SQL(", ").join(sql.Identifier(name) for name, _, _ in columns)
    values = sql.SQL(", ").join(
        sql.SQL("{}::{}").format(sql.Literal(_value(name, kind, variant)), sql.SQL(kind)) for name, kind, _ in columns
    )
    admin.execute(sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({})").format(sql.Identifier(table), names, values))


def _value(name: str, kind: str, variant: int) -> object:
    by_name: dict[str, object] = {"fund": FUNDS[variant], "funds": f"{{{FUNDS[variant]}}}", "agency_code": f"00{variant}"}
    if name in by_name:
        return by_name[name]
    if kind.endswith("[]"):
        return f"{{{variant}}}"
    by_kind: dict[str, object] = {
        "boolean": True,
        "date": date(2026, 1, variant - 100),
        "timestamp with time zone": f"2026-01-0{variant - 100}T00:00:00Z",
        "jsonb": "{}",
        "bytea": "\\x" + f"{variant:02x}" * 32,
        "character": str(variant)[-1],
        "uuid": f"00000000-0000-0000-0000-000000000{variant}",
    }
    if kind in by_kind:
        return by_kind[kind]
    # A character varying of length 1 or 3 still tells the variants apart by its last characters.
    return str(variant) if kind in ("bigint", "integer", "smallint", "numeric", "text") else str(variant)[-1:]


def _variants(db: Any, admin: psycopg.Connection, account: int | None) -> Rows:
    """Which variants of each readable table the account sees, by raw SQL as the web role."""
    marks = {table: _mark(admin, table) for table in ours(admin)}
    seen: Rows = {}
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", ["" if account is None else str(account)])
        for table, mark in marks.items():
            if not admin.execute("SELECT has_table_privilege('mizan_web', %s, 'SELECT')", [table]).fetchone()[0]:  # type: ignore[index]
                continue
            rows = web.execute(sql.SQL("SELECT DISTINCT {} FROM {}").format(sql.SQL(mark), sql.Identifier(table))).fetchall()
            seen[table] = {variant for (variant,) in rows if variant in (ONE, TWO)}
        web.rollback()
    return seen


def _mark(admin: psycopg.Connection, table: str) -> str:
    """The first integer column: both variants carry their number there."""
    row = admin.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' "
        "AND atttypid IN ('bigint'::regtype, 'integer'::regtype, 'smallint'::regtype) ORDER BY attnum LIMIT 1",
        [table],
    ).fetchone()
    assert row is not None, f"{table}: no integer column to tell rows apart"
    return str(row[0])


def test_nobody_and_people_without_live_grants_see_nothing(db: Any, admin: psycopg.Connection, filled: dict[str, int]) -> None:
    for name in ("inactive", "revoked", "expired", "future", "bare", "unknown"):
        for table, variants in _variants(db, admin, filled[name]).items():
            if table not in REFERENCE | PUBLISHED:
                assert variants == set(), f"{name} sees rows of {table}"
    for table, variants in _variants(db, admin, None).items():
        assert (variants == {ONE, TWO}) if table in PUBLISHED else (variants == set()), f"nobody sees rows of {table}"


@pytest.mark.parametrize(("name", "other"), [("first", TWO), ("second", ONE)])
def test_an_employer_sees_nothing_of_another(db: Any, admin: psycopg.Connection, filled: dict[str, int], name: str, other: int) -> None:
    seen = _variants(db, admin, filled[name])
    for table, variants in seen.items():
        if table not in REFERENCE | PUBLISHED:
            assert other not in variants, f"{name} sees another's rows of {table}"
        if table.startswith("ledger_"):
            assert variants == set(), f"an employer reads {table}"
    own = filled[name]
    assert seen["people_employer"] == {own}
    assert seen["people_person"] == set()
    assert seen["access_account"] == seen["access_token"] == seen["access_act"] == {own}


def test_a_fund_sees_its_own_books_and_no_private_rows(db: Any, admin: psycopg.Connection, filled: dict[str, int]) -> None:
    for name, variant in (("cnas", ONE), ("controller", ONE), ("cnr", TWO)):
        seen = _variants(db, admin, filled[name])
        for table in ("ledger_account", "ledger_entry", "ledger_posting", "ledger_proposal", "ledger_proposal_line"):
            assert seen[table] == {variant}, f"{name} and {table}"
        for table in ("access_account", "access_grant", "access_token", "access_idempotency", "access_act", "access_read"):
            assert seen[table] == set(), f"{name} reads {table} of others"
    assert _variants(db, admin, filled["cnas"])["people_employer"] == {ONE, TWO}
    assert _variants(db, admin, filled["cnr"])["people_employer"] == set()


def test_an_agency_sees_its_employers(db: Any, admin: psycopg.Connection, filled: dict[str, int]) -> None:
    seen = _variants(db, admin, filled["agent"])
    assert seen["people_employer"] == {ONE}
    for table, variants in seen.items():
        if table not in REFERENCE | PUBLISHED:
            assert TWO not in variants, f"agency 00101 sees rows of agency 00102 in {table}"


def test_the_nation_sees_every_fund_and_no_person(db: Any, admin: psycopg.Connection, filled: dict[str, int]) -> None:
    minister = _variants(db, admin, filled["minister"])
    assert minister["ledger_posting"] == minister["people_employer"] == {ONE, TWO}
    for table in ("people_person", "careers_wageline", "careers_wage_line", "access_act", "access_read"):
        assert minister.get(table, set()) == set(), f"a minister reads {table}"
    auditor = _variants(db, admin, filled["auditor"])
    assert auditor["people_person"] == auditor["access_act"] == auditor["access_read"] == {ONE, TWO}


@pytest.mark.parametrize("name", ["first", "agent", "cnr", "minister", "auditor", "bare", "inactive", "unknown", None])
def test_nobody_writes_rows_of_others(db: Any, admin: psycopg.Connection, filled: dict[str, int], name: str | None) -> None:
    """Rows of a third employer, account and fund: row-level security refuses them in every table the web role may insert into."""
    insertable = [
        t for t in ours(admin) if admin.execute("SELECT has_table_privilege('mizan_web', %s, 'INSERT')", [t]).fetchone() == (True,)
    ]
    assert "access_act" in insertable
    with db.raw("mizan_web", autocommit=False) as web:
        for table in insertable:
            web.execute("SELECT set_config('mizan.account', %s, true)", ["" if name is None else str(filled[name])])
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                _insert(web, table, THREE)
            web.rollback()
