"""A country's yearly declarations from files on disk to posted entries, against a bare binary COPY of the same lines.

``uv run --group bench python bench/file_month.py [--n LINES] [--rounds N]``

Ours: every pair is read and validated, each line's contributions are computed by branch, the lines are stored with every index,
constraint and policy of production, reconciled with the contribution declarations already filed, and what the reconciliation gives is
posted: one employer in twenty declared other bases in a quarter, and the difference is confirmed in the run.
The yardstick: the same lines, ready in PostgreSQL's own binary form, copied into an empty logged table of the same columns, committed.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import _das_country as world
import _das_ground as ground
import _file_month_truth as truth
import psycopg
from _common import close, interleaved, say

TARGET = 4.0
SEEDED = "seeded"
AT = datetime(2026, 1, 20, 9, tzinfo=UTC)
TEXT_AT = AT.isoformat()


class Bench:
    """The server, the files and the databases of one run."""

    def __init__(self, n: int, folder: Path) -> None:
        os.environ["MIZAN_HOME"] = str(folder / "home")
        os.environ["DJANGO_SETTINGS_MODULE"] = "mizan.config.settings"
        os.environ["MIZAN_DATABASE_ROLE"] = "batch"
        os.environ.pop("MIZAN_DATABASE_URL", None)
        self.n, self.folder, self.files, self.binary = n, folder, folder / "files", folder / "lines.bin"
        import django

        django.setup()
        from mizan.config import postgres

        self.server = postgres.start(folder / "home")
        # Each round has a database of its own name.
        self.database, self.numbers = SEEDED, itertools.count(1)
        self.receipt: Any = None
        self.made: list[int] = []

    def prepare(self) -> None:
        """Files on disk and a seeded database, made in a process of its own so that this one stays small."""
        say(f"drawing {self.n} lines, writing the files, loading the database")
        subprocess.run([sys.executable, __file__, "--n", str(self.n), "--seed-into", str(self.folder)], check=True)

    def seed(self) -> None:
        """What the preparing process does."""
        from mizan.config import database

        country = world.draw(self.n)
        world.write(country, self.files)
        database.prepare(self.server.url(database="postgres"), SEEDED)
        self._use(SEEDED)
        database.migrate()
        from mizan.funds.access.queries import system_account

        by = system_account()
        with psycopg.connect(self.server.url(database=SEEDED)) as admin:
            bases = ground.lay(admin, country, by=by, at=TEXT_AT)
        ground.book_what_was_declared(bases, by=by, at=AT)
        with psycopg.connect(self.server.url(database=SEEDED), autocommit=True) as admin:
            admin.execute("VACUUM ANALYZE")
        self._leave()

    def fresh(self) -> None:
        """A copy of the seeded database, and nothing waiting to be written to disk."""
        self._leave()
        former, self.database = self.database, f"ours_{next(self.numbers)}"
        with psycopg.connect(self.server.url(database="postgres"), autocommit=True) as admin:
            if former != SEEDED:
                admin.execute(f"DROP DATABASE {former} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE {self.database} TEMPLATE {SEEDED} OWNER mizan_owner STRATEGY FILE_COPY")
            admin.execute("CHECKPOINT")
        self._use(self.database)

    def ours(self) -> None:
        """Files to posted entries."""
        from mizan.flows.reconcile import confirm_differences
        from mizan.flows.take_das_set import pairs_under, take_das_set
        from mizan.funds.access.queries import system_account

        by = system_account()
        self.receipt = take_das_set(pairs_under(self.files), by=by, at=AT)
        self.made = list(confirm_differences(case_ids=self.receipt.case_ids, by=by, at=AT))

    def bare(self) -> None:
        """An empty logged table of the same columns, without index or constraint."""
        with psycopg.connect(self.server.url(database="bare_lines"), autocommit=True) as admin:
            admin.execute("DROP TABLE IF EXISTS bare_line")
            columns = [row[0] for row in admin.execute(_COLUMNS).fetchall()]
            admin.execute(f"CREATE TABLE bare_line ({', '.join(columns)})")
            admin.execute("CHECKPOINT")

    def yardstick(self) -> None:
        """The same lines, bare."""
        with psycopg.connect(self.server.url(database="bare_lines")) as connection:
            with (
                connection.cursor() as cursor,
                cursor.copy("COPY bare_line FROM STDIN (FORMAT binary)") as copy,
                self.binary.open("rb") as lines,
            ):
                while block := lines.read(1 << 20):
                    copy.write(block)
            connection.commit()

    def keep_lines(self) -> None:
        """Write what the first run stored to a file, in PostgreSQL's binary form."""
        wanted = "COPY careers_wage_line TO STDOUT (FORMAT binary)"
        with psycopg.connect(self.server.url(database=self.database)) as admin, admin.cursor() as cursor, cursor.copy(wanted) as copy:
            self.binary.write_bytes(b"")
            with self.binary.open("ab") as out:
                out.writelines(copy)
        with psycopg.connect(self.server.url(database="postgres"), autocommit=True) as admin:
            # The yardstick's database starts as an image of ours only to know the columns.
            admin.execute(f"CREATE DATABASE bare_lines TEMPLATE {SEEDED} STRATEGY FILE_COPY")

    def wrong(self) -> int:
        """Rows and entries of the last run that differ from the exact answer, and faults the nightly checks find."""
        from mizan.flows.nightly import check_books

        faults = list(check_books())
        for fault in faults:
            say(f"fault: {fault}")
        with psycopg.connect(self.server.url(database=self.database)) as admin:
            differs: int = truth.wrong(admin, self.n)
            return differs + len(faults)

    def _use(self, name: str) -> None:
        from django.db import connection

        connection.close()
        connection.settings_dict = {**connection.settings_dict, "NAME": name, "USER": "mizan_batch"}

    def _leave(self) -> None:
        from django.db import connection

        connection.close()


_COLUMNS = """
SELECT quote_ident(attname) || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute
 WHERE attrelid = 'careers_wage_line'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""


def main() -> None:
    """Run the benchmark and print its closing line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1_000_000, help="lines (default 1,000,000, of 67,500 employers)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed-into", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.seed_into is not None:
        Bench(arguments.n, arguments.seed_into).seed()
        return
    folder = Path(tempfile.mkdtemp(prefix="mizan-file-month-"))
    bench = Bench(arguments.n, folder)
    try:
        bench.prepare()
        say("one run to warm up, which also gives the yardstick its lines")
        bench.fresh()
        bench.ours()
        bench.keep_lines()
        ours, yardstick = interleaved(
            bench.ours, bench.yardstick, rounds=arguments.rounds, before_ours=bench.fresh, before_yardstick=bench.bare
        )
        close(
            name="file_month",
            n=arguments.n,
            ours=ours,
            yardstick=yardstick,
            target=TARGET,
            wrong=bench.wrong(),
            employers=bench.receipt.pairs,
        )
    finally:
        bench.server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
