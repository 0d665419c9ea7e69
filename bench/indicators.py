"""All indicators of a month of a country at 1:10, against one sequential scan of the same tables.

``uv run python bench/indicators.py [--n SALARIED] [--rounds N] [--pages N]``

Ours: every measure is asked, checked against its control, every figure of every fund computed, hashed and kept (`take_snapshot`, the last
snapshot undone before each round). The yardstick: each table the measures read, read once from end to end (count and one sum), without
indexes. Loading 24 months is outside the timing, with the first night's look at the dues that were not paid in time, which reads them all.
Then the minister's page in both languages, served from snapshots, and every indicator opened down to its items, for the funds together and
for each fund it is of, as the minister's account under row-level security: the 95th percentile of each page in milliseconds, and of an
indicator the slowest of its pages.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from _common import close, interleaved, say
from _indicators_country import AWARDS_OF, EMPLOYERS_OF, LATE_SINCE, MONTHS, PERSONS, base_of, due_of, statements

TARGET = 5.0
DATABASE = "country"
DAY = date(2026, 10, 31)
AT = datetime(2026, 11, 9, 22, tzinfo=UTC)
TABLE_MS, OPEN_MS = 200, 500
COLUMNS = {
    "ledger_posting": "amount", "contributions_due": "amount", "contributions_due_share": "amount", "contributions_match": "amount",
    "contributions_match_share": "amount", "contributions_filing": "lines", "benefits_instalment": "gross_m",
    "benefits_award_term": "gross_m",
}  # fmt: skip
"""What is added up of each great table; of the others the rows are counted."""
CHECKS = """
SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint
 WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conrelid <> 0 AND conrelid <> 'indicators_figure'::regclass
"""
"""The rows laid are not those of acts (a receipt's number, a seal): only what is counted of them has to be right."""
KEPT = ("indicators_alert_end", "indicators_alert", "indicators_figure")
"""What a snapshot leaves, what names another first."""
NO_INDEX = ("enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan")


class Bench:
    """The server and the one database of a run."""

    def __init__(self, n: int, folder: Path) -> None:
        os.environ |= {
            "MIZAN_HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "mizan.config.settings", "MIZAN_DATABASE_ROLE": "batch",
            "MIZAN_TODAY": AT.date().isoformat(),
        }  # fmt: skip
        os.environ.pop("MIZAN_DATABASE_URL", None)
        self.n, self.employers, self.awards = n, max(n * EMPLOYERS_OF // PERSONS, 10), max(n * AWARDS_OF // PERSONS, 10)
        import django

        django.setup()
        from mizan.config import postgres

        self.server = postgres.start(folder / "home")
        self.tables: tuple[str, ...] = ()
        self.system = 0

    def seed(self) -> None:
        """Lay the country."""
        from django.db import connection

        from mizan.config import database
        from mizan.funds.access.actions import grant_role, open_account
        from mizan.funds.access.queries import system_account
        from mizan.funds.access.types import Role, Scope
        from mizan.funds.contributions.actions.look_for_overdue import look_for_overdue

        database.prepare(self.server.url(database="postgres"), DATABASE)
        connection.close()
        connection.settings_dict = {**connection.settings_dict, "NAME": DATABASE, "USER": "mizan_batch"}
        database.migrate()
        self.system = system_account()
        minister = open_account(
            username="minister", name_ar="و", name_fr="M", language="fr", password="x" * 20, by=self.system, at=AT, iterations=10
        )
        grant_role(
            account_id=minister,
            role=Role.MINISTER,
            scope_kind=Scope.NATION,
            scope_id="",
            valid_from=date(2020, 1, 1),
            by=self.system,
            at=AT,
        )
        self.minister = minister
        values = {
            "n": self.n, "employers": self.employers, "awards": self.awards, "months": MONTHS, "day": AT.date(), "by": self.system,
        }  # fmt: skip
        with psycopg.connect(self.server.url(database=DATABASE), autocommit=True) as admin:
            admin.execute("SET session_replication_role = replica")
            for table, check in admin.execute(CHECKS).fetchall():
                admin.execute(f"ALTER TABLE {table} DROP CONSTRAINT {check}")
            ground = statements()
            for number, statement in enumerate(ground, start=1):
                began = time.perf_counter()
                admin.execute(statement, values)
                say(f"laid {number}/{len(ground)} in {time.perf_counter() - began:.1f} s")
            admin.execute("VACUUM ANALYZE")
        began = time.perf_counter()
        say(f"{look_for_overdue(AT.date(), at=AT)} dues kept apart as overdue in {time.perf_counter() - began:.1f} s")
        self.tables = _tables_read()

    def undo(self) -> None:
        """As if no snapshot had been taken."""
        with psycopg.connect(self.server.url(database=DATABASE), autocommit=True) as admin:
            for table in KEPT:
                admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                admin.execute(f"DELETE FROM {table}")
                admin.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def ours(self) -> None:
        """One month, every indicator and fund."""
        from mizan.funds.indicators.actions.take_snapshot import take_snapshot
        from mizan.kernel.periods import month_of

        taken = take_snapshot(month_of(DAY), by=self.system, at=AT)
        if taken.failed or not taken.new:
            raise SystemExit(f"the snapshot is not whole: {taken}")

    def yardstick(self) -> None:
        """Each table read, once, from end to end."""
        with psycopg.connect(self.server.url(database=DATABASE)) as reader:
            for setting in NO_INDEX:
                reader.execute(f"SET {setting} = off")
            reader.execute("SET jit = off")
            for table in self.tables:
                reader.execute(f"SELECT count(*), sum({COLUMNS.get(table, 1)}) FROM {table}")

    def wrong(self) -> int:
        """How many of the figures known beforehand are not what they have to be."""
        from mizan.funds.indicators.queries import figure
        from mizan.kernel.periods import month_of

        every = range(1, self.employers + 1)
        silent = [one for one in every if one % 10 == 0]
        expected = {
            "receipts": sum(due_of(base_of(one)) for one in every) - sum(due_of(base_of(one)) for one in silent),
            "arrears": (MONTHS - 2 - LATE_SINCE) * sum(due_of(base_of(one)) for one in silent),
            "spending": 4_000_000 * self.awards,
            "covered_persons": self.n + self.awards,
            "award_delay": 12,
            "careers_disputed": 0,
        }
        found = {name: figure(name, fund=None, month=month_of(DAY)).value for name in expected}
        for name, value in expected.items():
            if found[name] != value:
                say(f"wrong: {name} {found[name]} instead of {value}")
        return sum(found[name] != value for name, value in expected.items())

    def pages(self, times: int) -> dict[str, object]:
        """The 95th percentile of the minister's page and of every figure opened to its items, in milliseconds."""
        from django.test import Client

        from mizan.config.database import connect_as
        from mizan.funds.access.context import acting_as
        from mizan.funds.access.models import Account
        from mizan.funds.indicators.definitions import DEFINITIONS

        with connect_as("web"):
            with acting_as(self.minister):
                account = Account.objects.get(pk=self.minister)
            client = Client(headers={"host": "localhost"})
            client.force_login(account, backend="mizan.funds.access.auth.Backend")
            month = f"month={DAY:%Y-%m}"
            table = {lang: _p95(lambda lang=lang: _read(client, f"/{lang}/steering/table?{month}"), times) for lang in ("ar", "fr")}  # type: ignore[misc]
            opened: dict[str, float] = {}
            for name, definition in DEFINITIONS.items():
                for fund in ("", *definition.funds):
                    address = f"/fr/steering/indicators/{name}?fund={fund}&{month}"
                    took = _p95(lambda address=address: _read(client, address), max(times // 4, 5))  # type: ignore[misc]
                    say(f"{name} of {fund or 'the funds together'}: {took} ms")
                    opened[name] = max(opened.get(name, 0), took)
        return {"table_p95_ms": table, "open_worst_p95_ms": max(opened.values()), "open_p95_ms": opened}


def _read(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")


def _p95(act: Callable[[], None], times: int) -> float:
    act()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return round(sorted(took)[int(len(took) * 0.95) - 1] * 1000, 1)


def _tables_read() -> tuple[str, ...]:
    """The tables the measures and their controls name."""
    from mizan.funds.indicators.definitions import MEASURES

    text = " ".join(f"{one.items} {one.control}" for one in MEASURES.values())
    names = re.findall(r"\b((?:ledger|contributions|benefits|careers|people|self_employed)_[a-z_]+)\b(?!\()", text)
    return tuple(sorted(set(names) - {"self_employed"}))


def main() -> None:
    """Seed, time both sides by turns, check, look at the pages, close."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--n", type=int, default=PERSONS, help="salaried people (default 650000: a country at 1:10)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=40)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mizan-bench-"))
    try:
        bench = Bench(arguments.n, folder)
        try:
            bench.seed()
            ours, yardstick = interleaved(bench.ours, bench.yardstick, rounds=arguments.rounds, before_ours=bench.undo)
            wrong = bench.wrong()
            pages = bench.pages(arguments.pages)
            close(name="indicators", n=arguments.n, ours=ours, yardstick=yardstick, target=TARGET, wrong=wrong, **pages,
                  page_target_ms=TABLE_MS, open_target_ms=OPEN_MS, employers=bench.employers, awards=bench.awards)  # fmt: skip
        finally:
            bench.server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
