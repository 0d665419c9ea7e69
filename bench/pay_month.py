"""A month of a country's pensions, from live awards to the payment file, against the bare INSERT … SELECT of the same instalments.

``uv run --group bench python bench/pay_month.py [--n AWARDS] [--rounds N]``

Ours: every award of the fund is looked at (term, account, holds, deaths, duplicates, shared accounts, what is owed), its instalment is
written, the deductions of each are computed again by the law and compared, two people approve (the database computes the whole run again
and compares), it is posted in one entry and the payment file (pain.001, one transfer an award) is written to disk with its hash.
The yardstick: the same rows, inserted by INSERT … SELECT into a logged table with the same indexes and constraints, committed.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import shutil
import tempfile
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from _common import close, interleaved, say

TARGET = 4.0
MOST_MIB = 2048
SEEDED = "seeded"
MONTH, PAY_ON = date(2026, 10, 1), date(2026, 10, 20)
PAYER_ACCOUNT = "00200021000001234536"
GROSSES = 4_000
"""Distinct gross amounts; their deductions are the law's own."""


GROUND = (
    """
INSERT INTO people_person (id, nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, sex, birth_presumed, birth_place)
SELECT g, lpad(g::text, 12, '0'), '', '', '', 'NOM' || g, 'PRENOM', '1950-01-01', 'M', '', '' FROM generate_series(1, %(n)s) g""",
    """
INSERT INTO benefits_payee_account (person_id, account, account_kind, holder_name, known_from, by_id)
SELECT g, '00799999' || lpad(g::text, 10, '0') || lpad((97 - (('99999' || lpad(g::text, 10, '0'))::bigint * 100) %% 97)::text, 2, '0'),
       'ccp', 'NOM' || g || ' PRENOM', %(at)s, %(by)s FROM generate_series(1, %(n)s) g""",
    """
INSERT INTO benefits_claim (id, number, fund, kind, person_id, claimant_id, received_on, promised_on, told, channel, agency_code,
    opened_by_id, opened_at, key)
SELECT g, 'CNR-D-2025-' || lpad(g::text, 7, '0'), 'CNR', 'retirement', g, g, '2025-01-02', '2025-03-02', '{}', 'counter', '', %(by)s,
       %(at)s,
       'k' || g FROM generate_series(1, %(n)s) g""",
    # One decision stands for all: what a decision holds is not read by the pay run.
    """
INSERT INTO benefits_decision (id, number, claim_id, person_id, claimant_id, fund, kind, outcome, ground, law_on, effective_on, decided_at,
    decided_by_id, automatic, sensitive, law_version, record, record_hash, difference, code, letter_template)
VALUES (1, 'CNR-N-2025-0000001', 1, 1, 1, 'CNR', 'retirement', 'granted', '', '2025-01-01', '2025-01-01', %(at)s, %(by)s, true, false, 'v1',
    '{"format": "mizan-decision/1"}', %(hash)s, '{}', %(code)s, 't')""",
    """
INSERT INTO benefits_award (id, fund, kind, pays, person_id, rights_of_id, claim_id, first_decision_id, starts_on)
SELECT g, 'CNR', 'retirement', 'monthly', g, g, g, 1, '2025-01-01' FROM generate_series(1, %(n)s) g""",
    """
INSERT INTO benefits_award_term (award_id, decision_id, starts_on, ends_on, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m,
    social_insurance_m, income_tax_m, net_m, law_version, known_from)
SELECT g, 1, '2025-01-01', NULL, m.gross - 1000, 600, 400, 0, m.gross, m.si, m.tax, m.net, 'v1', %(at)s
  FROM generate_series(1, %(n)s) g JOIN money m ON m.k = g %% %(grosses)s ORDER BY g""",
)
"""The fund's awards, each of its own person, account and claim."""


def at(hour: int) -> datetime:
    """An hour of the day the month is paid."""
    return datetime(2026, 10, 10, hour, tzinfo=UTC)


class Bench:
    """The server and the databases of one run."""

    def __init__(self, n: int, folder: Path) -> None:
        os.environ["MIZAN_HOME"] = str(folder / "home")
        os.environ["DJANGO_SETTINGS_MODULE"] = "mizan.config.settings"
        os.environ["MIZAN_DATABASE_ROLE"] = "batch"
        os.environ.pop("MIZAN_DATABASE_URL", None)
        self.n, self.folder, self.file = n, folder, folder / "pay.xml"
        import django

        django.setup()
        from mizan.config import postgres

        self.server = postgres.start(folder / "home")
        self.database, self.numbers = SEEDED, itertools.count(1)
        self.run: Any = None
        self.parts: dict[str, float] = {}
        self.backends_mb = 0.0

    def seed(self) -> None:
        """A database with `n` live awards, each of its own person and account."""
        from mizan.config import database

        database.prepare(self.server.url(database="postgres"), SEEDED)
        self._use(SEEDED)
        database.migrate()
        say(f"laying {self.n} awards")
        from mizan.funds.access.actions import open_account
        from mizan.funds.access.queries import system_account

        system = system_account()
        for name in ("prepares", "agrees", "approves"):
            open_account(username=name, name_ar=name, name_fr=name, language="fr", password="x" * 20, by=system, at=at(1), iterations=10)
        with psycopg.connect(self.server.url(database=SEEDED), autocommit=True) as admin:
            self._lay(admin, system)
            admin.execute("VACUUM ANALYZE")
        self._leave()

    def _lay(self, admin: psycopg.Connection, system: int) -> None:
        from mizan.law.algeria.deductions import deduct

        admin.execute("SET session_replication_role = replica")
        admin.execute("CREATE TEMP TABLE money (k int, gross bigint, si bigint, tax bigint, net bigint)")
        with admin.cursor().copy("COPY money FROM STDIN") as copy:
            for k in range(GROSSES):
                taken = deduct(2_000_000 + 2_357 * k, on=MONTH)  # type: ignore[arg-type]
                copy.write_row((k, 2_000_000 + 2_357 * k, taken.social_insurance, taken.income_tax, taken.net))
        values = {"n": self.n, "at": at(1), "by": system, "grosses": GROSSES, "hash": "0" * 64, "code": "0" * 32}
        for statement in GROUND:
            admin.execute(statement, values)
        admin.execute("SET session_replication_role = origin")

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
        """Awards to file."""
        from mizan.flows.pay_files import write_payment_file
        from mizan.flows.pay_month import approve_run, prepare_run
        from mizan.funds.access.sql import rows
        from mizan.kernel.funds import Fund

        watch = _Watch(self.server.pid)
        ids = dict(rows("SELECT username, id FROM access_account"))
        began = time.perf_counter()
        self.run = prepare_run(fund=Fund.CNR, month=MONTH, pay_on=PAY_ON, by=ids["prepares"], at=at(9))
        prepared = time.perf_counter()
        approve_run(self.run.id, by=ids["agrees"], at=at(10))
        self.run = approve_run(self.run.id, by=ids["approves"], at=at(11))
        approved = time.perf_counter()
        write_payment_file(self.run.id, self.file, profile="pain001", payer="CNR", account=PAYER_ACCOUNT, by=ids["prepares"], at=at(12))
        done = time.perf_counter()
        self.backends_mb = max(self.backends_mb, watch.stop())
        self.parts = {
            "prepare_s": round(prepared - began, 2), "approve_s": round(approved - prepared, 2), "file_s": round(done - approved, 2),
        }  # fmt: skip
        say(f"  {self.parts}, the server's busiest process {self.backends_mb:.0f} MiB")

    def bare(self) -> None:
        """The instalments of the last run in a table of their own, and an empty logged table with the same indexes and constraints."""
        with psycopg.connect(self.server.url(database=self.database), autocommit=True) as admin:
            admin.execute("DROP TABLE IF EXISTS bare_instalment")
            admin.execute("CREATE TABLE bare_instalment (LIKE benefits_instalment INCLUDING ALL)")
            for name, definition in admin.execute(_KEYS).fetchall():
                admin.execute(f"ALTER TABLE bare_instalment ADD CONSTRAINT bare_{name} {definition}")
            admin.execute("CHECKPOINT")

    def yardstick(self) -> None:
        """The same rows, bare."""
        with psycopg.connect(self.server.url(database=self.database)) as connection:
            connection.execute("INSERT INTO bare_instalment OVERRIDING SYSTEM VALUE SELECT * FROM benefits_instalment")
            connection.commit()

    def wrong(self) -> int:
        """What differs: awards not paid exactly once what their term says, file against books, faults of the nightly checks."""
        from lxml import etree

        from mizan.flows.nightly import check_books

        faults = list(check_books())
        for fault in faults:
            say(f"fault: {fault}")
        with psycopg.connect(self.server.url(database=self.database)) as admin:
            (differ,) = admin.execute(
                "SELECT count(*) FROM benefits_award_term t FULL JOIN benefits_instalment i ON i.award_id = t.award_id"
                " WHERE i.paid IS DISTINCT FROM t.net_m"
            ).fetchone()
            (net,) = admin.execute("SELECT sum(net_m) FROM benefits_award_term").fetchone()
            (found,) = admin.execute("SELECT count(*) FROM benefits_finding").fetchone()
        count = total = 0
        for _, node in etree.iterparse(str(self.file), tag="{*}CdtTrfTxInf"):
            count += 1
            total += int(node.findtext("{*}Amt/{*}InstdAmt").replace(".", ""))
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
        same = hashlib.sha256(self.file.read_bytes()).hexdigest() == self._kept_hash()
        return int(differ) + int(found) + len(faults) + abs(count - self.n) + int(total != net) + int(not same)

    def _kept_hash(self) -> str:
        from mizan.funds.benefits.queries.runs import run_of

        kept = run_of(self.run.id).file
        return "" if kept is None else kept.sha256

    def _use(self, name: str) -> None:
        from django.db import connection

        connection.close()
        connection.settings_dict = {**connection.settings_dict, "NAME": name, "USER": "mizan_batch"}

    def _leave(self) -> None:
        from django.db import connection

        connection.close()


class _Watch:
    """The most memory of its own (shared buffers left out) that any of the server's processes held, looked at twice a second."""

    def __init__(self, postmaster: int) -> None:
        self.postmaster, self.most, self.over = postmaster, 0.0, threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while not self.over.wait(0.5):
            for status in Path("/proc").glob("[0-9]*/status"):
                try:
                    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                except OSError:
                    continue
                if int(lines.get("PPid", "0")) == self.postmaster:
                    self.most = max(self.most, int(lines.get("RssAnon", "0 kB").split()[0]) / 1024)

    def stop(self) -> float:
        """Stop looking; MiB."""
        self.over.set()
        self.thread.join()
        return self.most


_KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE conrelid = 'benefits_instalment'::regclass AND contype = 'f' ORDER BY conname
"""


def main() -> None:
    """Run the benchmark and print its closing line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=3_500_000, help="awards (default 3,500,000)")
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mizan-pay-month-"))
    bench = Bench(arguments.n, folder)
    try:
        bench.seed()
        say("one run to warm up, which also gives the yardstick its rows")
        bench.fresh()
        bench.ours()

        def measured() -> None:
            bench.ours()

        ours, yardstick = interleaved(
            measured, bench.yardstick, rounds=arguments.rounds, before_ours=bench.fresh, before_yardstick=bench.bare
        )
        close(
            name="pay_month", n=arguments.n, ours=ours, yardstick=yardstick, target=TARGET, wrong=bench.wrong(),
            server_peak_mb=round(bench.backends_mb, 1), most_mb=MOST_MIB, **bench.parts,
        )  # fmt: skip
    finally:
        bench.server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
