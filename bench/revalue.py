"""The increase of a country's pensions on its date, with arrears, against the bare INSERT … SELECT of the same rows.

``uv run --group bench python bench/revalue.py [--n AWARDS] [--rounds N]`` (3,500,000 awards are a country's)

Ours: the awards of `pay_month`, in payment since January 2023, rise on 1 May 2024 by the scale of that day; decided in August, three months
are arrears. Every live term is read, the law computes what it becomes (scale, minimum, deductions), a line is kept, a second person
approves: the database compares all of it with the awards again, the former terms stop being held true, the terms before and after the day
are written, the arrears with the one entry that posts them.
The yardstick: the same rows (terms and arrears), inserted by INSERT … SELECT into logged tables with the same indexes and constraints.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from _common import Measured, close, once, say
from pay_month import GROSSES, GROUND, Bench, _Watch

TARGET = 4.0
MOST_MIB = 2048
MAY, SINCE = date(2024, 5, 1), date(2023, 1, 1)
MONTHS = 3
"""May, June and July 2024: decided in August, before any run."""
FLOOR, EARNED = 2_000_000, 1_500_000
"""The minimum of 2024 in centimes, and what one pension in ten earned of it."""
TERMS = """
INSERT INTO benefits_award_term (award_id, decision_id, starts_on, ends_on, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m,
    social_insurance_m, income_tax_m, net_m, law_version, known_from, least_kind, least_m, least_of_m)
SELECT g, 1, %(since)s, NULL, CASE WHEN m.k = 0 THEN %(earned)s ELSE m.gross END,
       CASE WHEN m.k = 0 THEN m.gross - %(earned)s ELSE 0 END, 0, 0, m.gross, m.si, m.tax, m.net, 'v1',
       %(at)s, 'pension', %(floor)s, %(floor)s
  FROM generate_series(1, %(n)s) g JOIN money m ON m.k = CASE WHEN g %% 10 = 0 THEN 0 ELSE g %% %(grosses)s END ORDER BY g"""
TABLES = ("benefits_award_term", "benefits_adjustment")
KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname
"""


def at(hour: int, month: int = 8) -> datetime:
    """An hour of the day the increase is decided."""
    return datetime(2024, month, 10, hour, tzinfo=UTC)


class Revalue(Bench):
    """The server and the databases of one run."""

    def _lay(self, admin: psycopg.Connection, system: int) -> None:
        from mizan.law.algeria.deductions import deduct

        admin.execute("SET session_replication_role = replica")
        admin.execute("CREATE TEMP TABLE money (k int, gross bigint, si bigint, tax bigint, net bigint)")
        with admin.cursor().copy("COPY money FROM STDIN") as copy:
            for k in range(GROSSES):
                taken = deduct(FLOOR + 2_357 * k, on=SINCE)  # type: ignore[arg-type]
                copy.write_row((k, FLOOR + 2_357 * k, taken.social_insurance, taken.income_tax, taken.net))
        values = {
            "n": self.n, "at": at(1, 1), "by": system, "grosses": GROSSES, "hash": "0" * 64, "code": "0" * 32, "since": SINCE,
            "floor": FLOOR, "earned": EARNED,
        }  # fmt: skip
        for statement in (*GROUND[:-1], TERMS):
            admin.execute(statement.replace("'2025-01-01'", f"'{SINCE}'"), values)
        admin.execute("SELECT setval('benefits_decision_id_seq', 1)")
        admin.execute("SET session_replication_role = origin")

    def ours(self) -> None:
        """Awards to raised awards and their arrears."""
        from mizan.flows.revalue import approve_increase, prepare_increase
        from mizan.funds.access.sql import rows
        from mizan.kernel.funds import Fund

        watch = _Watch(self.server.pid)
        ids = dict(rows("SELECT username, id FROM access_account"))
        began = time.perf_counter()
        self.run = prepare_increase(fund=Fund.CNR, on=MAY, by=ids["prepares"], at=at(9))
        prepared = time.perf_counter()
        approve_increase(self.run.id, by=ids["approves"], at=at(10))
        done = time.perf_counter()
        self.backends_mb = max(self.backends_mb, watch.stop())
        self.parts = {"prepare_s": round(prepared - began, 2), "approve_s": round(done - prepared, 2)}
        say(f"  {self.parts}, the server's busiest process {self.backends_mb:.0f} MiB")

    def warm(self) -> None:
        """The law of the day compiled, or its compilation loaded, as in any process that has run before."""
        import numpy as np

        from mizan.flows.revalue_blocks import raised_block
        from mizan.funds.benefits.types.increases import Reach
        from mizan.law.engine.inputs import in_force

        some = np.array([[1, FLOOR, 0, 0, 0, FLOOR, FLOOR, 0, SINCE.toordinal(), 0, MAY.toordinal(), 1, 0, 0]], dtype=np.int64)
        raised_block(some, reach=Reach.EVERYBODY, on=MAY, known=at(9).date(), switches=in_force())

    def bare(self) -> None:
        """Empty logged tables with the same indexes and constraints."""
        with psycopg.connect(self.server.url(database=self.database), autocommit=True) as admin:
            for table in TABLES:
                bare = f"bare_{table}"
                admin.execute(f"DROP TABLE IF EXISTS {bare}")
                admin.execute(f"CREATE TABLE {bare} (LIKE {table} INCLUDING ALL)")
                for name, definition in admin.execute(KEYS, [table]).fetchall():
                    admin.execute(f"ALTER TABLE {bare} ADD CONSTRAINT bare_{name} {definition}")
            admin.execute("CHECKPOINT")

    def yardstick(self) -> None:
        """The same rows, bare."""
        with psycopg.connect(self.server.url(database=self.database)) as connection:
            for table in TABLES:
                connection.execute(f"INSERT INTO bare_{table} OVERRIDING SYSTEM VALUE SELECT * FROM {table} WHERE decision_id <> 1")
            connection.commit()

    def wrong(self) -> int:
        """What differs from the law interpreted: awards whose two live terms or arrears are not exact, and faults of the nightly checks."""
        from mizan.flows.nightly import check_books

        faults = list(check_books())
        for fault in faults:
            say(f"fault: {fault}")
        with psycopg.connect(self.server.url(database=self.database), autocommit=True) as admin:
            admin.execute(
                "CREATE TEMP TABLE truth (before bigint, earned bigint, adds bigint, net_before bigint, net bigint, pension bigint)"
            )
            with admin.cursor().copy("COPY truth FROM STDIN") as copy:
                for row in self._truth():
                    copy.write_row(row)
            (exact,) = admin.execute(_EXACT, {"may": MAY, "since": SINCE, "months": MONTHS}).fetchone()
            (closed,) = admin.execute("SELECT count(*) FROM benefits_award_term WHERE known_until IS NOT NULL").fetchone()
            (live,) = admin.execute("SELECT count(*) FROM benefits_award_term WHERE known_until IS NULL").fetchone()
            (owed,) = admin.execute("SELECT count(*) FROM benefits_adjustment WHERE amount > 0").fetchone()
        say(f"  exact {exact}, closed {closed}, live {live}, arrears {owed}")
        return abs(self.n - exact) + abs(self.n - closed) + abs(2 * self.n - live) + len(faults)

    def _truth(self) -> list[tuple[int, ...]]:
        """For each distinct award: gross before, earned and added after, net before and after, earned before, by the law interpreted."""
        from mizan.law.algeria.deductions import deduct
        from mizan.law.algeria.revalorisation import InPayment, raise_award

        found = []
        for k in range(GROSSES):
            gross = FLOOR + 2_357 * k
            earned = EARNED if k == 0 else gross
            award = InPayment(earned, gross - earned, 0, 0, FLOOR, FLOOR, 0, SINCE.toordinal())
            new = raise_award(award, on=MAY, known=at(9).date())
            before, after = deduct(gross, on=SINCE).net, deduct(sum(new), on=MAY).net  # type: ignore[arg-type]
            found.append((gross, new.earned, new.fund_adds, before, after, earned))
        return found


_EXACT = """
SELECT count(*) FROM benefits_award_term b
  JOIN benefits_award_term a ON a.award_id = b.award_id AND a.known_until IS NULL AND a.starts_on = %(may)s AND a.ends_on IS NULL
  JOIN truth t ON (t.before, t.pension, t.net_before, t.earned, t.adds, t.net)
       = (b.gross_m, b.pension_m, b.net_m, a.pension_m, a.fund_adds_m, a.net_m)
  LEFT JOIN benefits_adjustment d ON d.award_id = b.award_id
 WHERE b.known_until IS NULL AND b.starts_on = %(since)s AND b.ends_on = %(may)s
   AND COALESCE(CASE d.kind WHEN 'arrears' THEN d.amount END, 0) = %(months)s * (a.net_m - b.net_m)
"""


def main() -> None:
    """Run the benchmark and print its closing line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=20_000, help="awards (default 20,000; a country has 3,500,000)")
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mizan-revalue-"))
    bench = Revalue(arguments.n, folder)
    try:
        bench.seed()
        bench.warm()
        mine, theirs = [], []
        for turn in range(1, arguments.rounds + 1):
            # Ours first: it makes the rows that the yardstick inserts.
            bench.fresh()
            mine.append(once(bench.ours))
            bench.bare()
            theirs.append(once(bench.yardstick))
            say(f"round {turn}/{arguments.rounds}: ours {mine[-1][0]:.2f} s, yardstick {theirs[-1][0]:.2f} s")
        ours, yardstick = (Measured(tuple(s for s, _ in side), max(peak for _, peak in side)) for side in (mine, theirs))
        close(
            name="revalue", n=arguments.n, ours=ours, yardstick=yardstick, target=TARGET, wrong=bench.wrong(),
            server_peak_mb=round(bench.backends_mb, 1), most_mb=MOST_MIB, **bench.parts,
        )  # fmt: skip
    finally:
        bench.server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
