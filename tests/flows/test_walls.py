"""Raw SQL as the web role returns only what the person may see, table by table; and nobody changes or removes what is kept."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

APPENDED = (
    "careers_supersession", "careers_wage_line", "contributions_abatement", "contributions_anomaly", "contributions_case_step",
    "contributions_credit_movement", "contributions_dac_line", "contributions_due", "contributions_due_reversal", "contributions_due_share",
    "contributions_filing", "contributions_match", "contributions_match_reversal", "contributions_match_share", "contributions_movement",
    "contributions_receipt", "contributions_reconciliation_case", "contributions_settlement", "contributions_statement",
    "contributions_transfer_line", "contributions_transfer_order", "contributions_transfer_settlement", "contributions_waiting_line",
)  # fmt: skip
OF_EMPLOYER = tuple(
    table for table in APPENDED if "transfer" not in table and table not in ("contributions_receipt", "contributions_statement")
)
PERSONAL = (
    "careers_wage_line", "careers_supersession", "contributions_abatement", "contributions_movement", "contributions_anomaly",
    "contributions_waiting_line",
)  # fmt: skip
OF_BANK = ("contributions_receipt", "contributions_statement")
REGISTERS = ("contributions_payer",)
"""Numbers of payers: read and written by keys and triggers, by nobody else."""
KEPT_APART = ("contributions_overdue", "contributions_overdue_night")
"""Where dues not paid in time stand, and the nights that looked: written by the database itself."""
STAGING = ("contributions_stage_line", "contributions_stage_line_b", "contributions_stage_line_c")


@pytest.fixture
def lived(db: Any, world: Any, person: Any) -> Any:
    """A world in which every table has rows of the quarterly employer, and some of another."""
    from datetime import date

    from mizan.flows.apportion_month import apportion_month, settle_transfer
    from mizan.formats.dac import AbatementLine, DacLine, Movement
    from mizan.kernel.periods import month

    worker = AbatementLine("R06", person(1), "NOMA PRENOMA", date(1985, 3, 15), 10_000_00, "D-1", date(2024, 1, 1), date(2027, 1, 1))
    lines = (DacLine("R22", 90_000_00), DacLine("R06", 10_000_00), DacLine("R98", 100_000_00))
    moved = (Movement(person(1), "NOMA PRENOMA", "E", date(2025, 1, 5)),)
    world.file_dac("quarterly", "2025-Q1", 1, "2025-04-10", lines=lines, abatements=(worker,), movements=moved, hired=1)
    world.pay([("A", 200_000_00, "1600000202 2025-Q1")], "2025-04-20")
    with world.acting("cnas") as by:
        for order in apportion_month(month(2025, 4), by=by, at=world.at("2025-05-02")):
            settle_transfer(order.id, by=by, at=world.at("2025-05-03"))
    world.file_dac("quarterly", "2025-Q1", 80_000_00, "2025-05-10", "rectifying")
    rows = [(person(1), (90_000_00, 0, 0, 0)), ("123456789012", (1_000_00, 0, 0, 0))]
    (case_id,) = world.file_das("quarterly", 2025, rows, "2026-01-20").case_ids
    world.file_das("quarterly", 2025, [(person(1), (95_000_00, 0, 0, 0))], "2026-01-21", "R")
    world.file_dac("monthly", "2025-01", 1_000_00, "2025-02-10")
    assert case_id
    return world


def counted(db: Any, account: int | None, table: str) -> int:
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(account or "")])
        return int(web.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_the_list_is_whole(db: Any) -> None:
    with db.raw() as admin:
        found = admin.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND (relname LIKE 'contributions%%' OR relname IN ('careers_wage_line', 'careers_supersession'))"
        ).fetchall()
    assert {row[0] for row in found} == {*APPENDED, *STAGING, *REGISTERS, *KEPT_APART}


def test_dues_kept_apart_are_seen_as_dues_are(db: Any, lived: Any) -> None:
    with db.raw("mizan_batch") as batch:
        batch.execute("SELECT contributions_look_for_overdue('2026-02-01', '2026-02-01 01:00+00')")
    accounts, (apart, nights) = lived.accounts, KEPT_APART
    assert counted(db, None, apart) == counted(db, accounts["builder"], apart) == 0
    assert counted(db, accounts["cnas"], apart) >= counted(db, accounts["monthly"], apart) > 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        counted(db, accounts["cnas"], nights)


def test_each_table_shows_its_own_only(db: Any, lived: Any) -> None:
    accounts = lived.accounts
    for table in APPENDED:
        assert counted(db, None, table) == 0, table
        assert counted(db, accounts["builder"], table) == 0, table
    for table in OF_EMPLOYER:
        mine = counted(db, accounts["quarterly"], table)
        assert mine > 0, table
        with db.raw() as admin:
            own = admin.execute(f"SELECT count(*) FROM {table} WHERE employer_id = %s", [lived.employers["quarterly"]]).fetchone()
        assert own == (mine,), table
        if table not in PERSONAL:
            assert counted(db, accounts["cnas"], table) >= mine, table
    for table in PERSONAL:
        assert counted(db, accounts["minister"], table) == 0, table
        assert counted(db, accounts["cnr"], table) == 0, table
        assert counted(db, accounts["controller"], table) > 0, table


def test_a_fund_sees_its_branches_only(db: Any, lived: Any) -> None:
    for table in ("contributions_due_share", "contributions_match_share", "contributions_transfer_order", "contributions_transfer_line"):
        with db.raw("mizan_web", autocommit=False) as web:
            web.execute("SELECT set_config('mizan.account', %s, true)", [str(lived.accounts["cnr"])])
            assert web.execute(f"SELECT DISTINCT fund FROM {table}").fetchall() == [("CNR",)], table
    assert counted(db, lived.accounts["cnr"], "contributions_receipt") == 0


def test_staging_is_for_batch_alone(db: Any, lived: Any) -> None:
    for role in ("mizan_web", "mizan_audit"):
        for table in STAGING:
            with db.raw(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT 1 FROM {table}")


def test_nothing_kept_is_changed_or_removed(db: Any, lived: Any) -> None:
    refusals = (psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation, psycopg.errors.FeatureNotSupported)
    for role in ("mizan_web", "mizan_batch", "mizan_audit", "mizan_owner"):
        with db.raw(role) as connection:
            for table in APPENDED:
                column = "employer_id" if table in OF_EMPLOYER else "account" if table in OF_BANK else "fund"
                for act in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}", f"TRUNCATE {table} CASCADE"):
                    with pytest.raises(refusals):
                        connection.execute(act)


def test_a_person_writes_on_no_other_account(db: Any, lived: Any) -> None:
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(lived.accounts["builder"])])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute(
                "INSERT INTO contributions_credit_movement (employer_id, debtor, amount, cause, entry_id, booked_on, recorded_at) "
                "VALUES (%s, 'EMPLOYER', 1000, 'overpaid', 1, now(), now())",
                [lived.employers["quarterly"]],
            )


def test_the_database_keeps_one_live_due_and_exact_shares(db: Any, lived: Any) -> None:
    with db.raw("mizan_owner") as owner:
        columns = [
            row[0]
            for row in owner.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'contributions_due'::regclass AND attnum > 0 AND attgenerated = ''"
            ).fetchall()
        ]
        names = ", ".join(columns)
        values = ", ".join({"id": "999999", "sequence": "%s"}.get(name, name) for name in columns)
        statement = f"INSERT INTO contributions_due ({names}) SELECT {values} FROM contributions_due WHERE code = 'R98' AND sequence = 2"
        with pytest.raises(psycopg.errors.UniqueViolation):
            owner.execute(statement, [2])
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            owner.execute(statement, [3])
        with pytest.raises(psycopg.errors.CheckViolation), owner.transaction():
            owner.execute(
                """INSERT INTO contributions_due_share (due_id, rank, employer_id, branch, payer, fund, rate_ppm, amount)
                   SELECT due_id, 99, employer_id, branch, payer, fund, rate_ppm, 1 FROM contributions_due_share LIMIT 1"""
            )
