"""Every table of people and careers, whoever adds one: row-level security on, and nothing kept is changed or removed."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

RUN_TIME = ("mizan_web", "mizan_batch", "mizan_audit")
REGISTERS = {"people_agency", "people_employer", "people_payer_account", "people_person", "people_wilaya"}
"""Cards of what stands today: their history is in other tables, and functions alone change them."""
QUERY = """
SELECT c.relname, c.relrowsecurity,
       array(SELECT r FROM unnest(%s::text[]) r WHERE has_table_privilege(r, c.oid, 'UPDATE, DELETE, TRUNCATE')),
       EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgtype & 32 <> 0 AND t.tgenabled <> 'D'),
       EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgtype & 24 <> 0 AND t.tgenabled <> 'D')
  FROM pg_class c WHERE c.relkind = 'r' AND (c.relname LIKE 'people\\_%%' OR c.relname LIKE 'careers\\_%%') ORDER BY 1
"""


def test_every_table_has_its_walls(db: Any) -> None:
    with db.raw() as admin:
        found = admin.execute(QUERY, [list(RUN_TIME)]).fetchall()
    assert len(found) > 20
    assert [name for name, secured, *_ in found if not secured] == []
    kept = [row for row in found if row[0] not in REGISTERS]
    assert [(name, roles) for name, _, roles, *_ in kept if roles] == []
    assert [name for name, _, _, truncate, _ in kept if not truncate] == []
    assert [name for name, _, _, _, change in kept if not change] == []


def test_nobody_sees_a_row_without_an_account(db: Any) -> None:
    with db.raw() as admin:
        names = [row[0] for row in admin.execute(QUERY, [list(RUN_TIME)]).fetchall()]
    with db.raw("mizan_web", autocommit=False) as web:
        for name in names:
            web.execute("SELECT set_config('mizan.account', '', true)")
            try:
                (count,) = web.execute(f"SELECT count(*) FROM {name}").fetchone()
            except psycopg.errors.InsufficientPrivilege:
                web.rollback()
                continue
            if name not in ("people_agency", "people_wilaya"):
                assert count == 0, name
    with db.raw("mizan_web") as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("UPDATE people_person SET died_on = NULL")
