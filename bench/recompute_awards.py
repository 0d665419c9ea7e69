"""Every award of a fund computed again from its career, against one read of the same career rows and the same results inserted bare.

``uv run --group bench python bench/recompute_awards.py [--n AWARDS] [--rounds N]``

Ours: block by block and in one transaction each, the careers of the block's persons are read and assembled, their identity and household
are gathered, the compiled law of each claim's day gives the pension, its deductions are counted, the award's terms are held against it, and
the result of each award is kept with how far the work has come. The yardstick: the same career rows, read once in the order they lie in and
brought as ours are (packed by the server), and the very results inserted by INSERT … SELECT into a logged table with the same columns,
indexes, checks and foreign keys. The law is compiled before the clock, as in a work that is under way.

The terms kept are those the law interpreted gives, claim by claim, to one person of each shape; a few are then falsified. `wrong` counts
awards that are not told as they are: a falsified one that agrees, a sound one that differs, any that could not be computed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from _common import close, interleaved, say

TARGET = 4.0
DATABASE = "recompute"
SHAPES, FALSE_EVERY = 240, 997
BEFORE, CUT_OFF = datetime(2026, 10, 1, 9, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC)
GROUND = (
    """
INSERT INTO people_person (id, nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, sex, birth_presumed, birth_place)
SELECT g, lpad(g::text, 12, '0'), '', '', '', 'NOM' || g, 'PRENOM', s.born_on, s.sex, '', ''
  FROM generate_series(1, %(n)s) g JOIN shape s ON s.k = g %% %(shapes)s""",
    """
INSERT INTO people_identity (person_id, nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, birth_presumed,
    birth_place, sex, by_id, known_from)
SELECT id, nss, '', '', '', surname_fr, given_name_fr, birth_date, '', '', sex, %(by)s, %(before)s FROM people_person""",
    """
INSERT INTO careers_earning (person_id, scheme, employer_id, employer_name, period_start, period_end, days, amount, source, ref,
    document_hash, by_id, known_from)
SELECT g, 'CNR', NULL, 'USINE', m::date, (m + interval '1 month')::date, 30, s.wage + 1000 * extract(year FROM m)::int, 'history', '', '',
       %(by)s, %(before)s
  FROM generate_series(1, %(n)s) g JOIN shape s ON s.k = g %% %(shapes)s
 CROSS JOIN LATERAL generate_series(s.first, s.last, interval '1 month') m ORDER BY g, m""",
    """
INSERT INTO benefits_claim (id, number, fund, kind, person_id, claimant_id, received_on, promised_on, told, channel, agency_code,
    opened_by_id, opened_at, key)
SELECT g, 'CNR-D-2025-' || lpad(g::text, 7, '0'), 'CNR', 'retirement', g, g, s.claimed_on, s.claimed_on + 60, '{}', 'counter', '', %(by)s,
       %(before)s, 'k' || g FROM generate_series(1, %(n)s) g JOIN shape s ON s.k = g %% %(shapes)s""",
    """
INSERT INTO benefits_decision (id, number, claim_id, person_id, claimant_id, fund, kind, outcome, ground, law_on, effective_on, decided_at,
    decided_by_id, automatic, sensitive, law_version, record, record_hash, difference, code, letter_template)
SELECT g, 'CNR-N-2025-' || lpad(g::text, 7, '0'), g, g, g, 'CNR', 'retirement', 'granted', '', s.claimed_on, s.claimed_on, %(before)s,
       %(by)s, true, false, 'v1', '{"format": "mizan-decision/1", "given": {}, "law_version": {}}', %(hash)s, '{}', md5(g::text), 't'
  FROM generate_series(1, %(n)s) g JOIN shape s ON s.k = g %% %(shapes)s""",
)
AWARDS = (
    """
INSERT INTO benefits_award (id, fund, kind, pays, person_id, rights_of_id, claim_id, first_decision_id, starts_on)
SELECT g, 'CNR', 'retirement', 'monthly', g, g, g, g, m.starts_on FROM generate_series(1, %(n)s) g JOIN money m ON m.k = g %% %(shapes)s""",
    """
INSERT INTO benefits_award_term (award_id, decision_id, starts_on, ends_on, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m,
    social_insurance_m, income_tax_m, net_m, law_version, known_from)
SELECT g, g, m.starts_on, NULL, m.pension + f.more, m.fund_adds, m.state_adds, m.supplement,
       m.pension + m.fund_adds + m.state_adds + m.supplement + f.more, m.si, m.tax,
       m.pension + m.fund_adds + m.state_adds + m.supplement + f.more - m.si - m.tax, 'v1', %(before)s
  FROM generate_series(1, %(n)s) g JOIN money m ON m.k = g %% %(shapes)s
 CROSS JOIN LATERAL (SELECT CASE WHEN g %% %(every)s = 0 THEN 1 ELSE 0 END AS more) f ORDER BY g""",
)
BARE = """
DROP TABLE IF EXISTS bench_recomputed;
CREATE TABLE bench_recomputed (LIKE benefits_recomputed INCLUDING CONSTRAINTS INCLUDING DEFAULTS);
ALTER TABLE bench_recomputed ADD PRIMARY KEY (award_id, recomputation_id),
    ADD FOREIGN KEY (award_id) REFERENCES benefits_award (id) DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (recomputation_id) REFERENCES benefits_recomputation (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX ON bench_recomputed (recomputation_id, award_id) WHERE verdict <> 'agrees';
"""
READ = "SELECT person_id, period_start - DATE '0001-01-01', days, amount FROM careers_earning WHERE id > %(first)s AND id <= %(last)s"
AT_ONCE = 1_000_000
"""Career rows brought at once by the yardstick, as whole numbers packed by the server: as ours brings those of a block."""


class Bench:
    """The server and the one database of a run."""

    def __init__(self, n: int, folder: Path) -> None:
        os.environ["MIZAN_HOME"] = str(folder / "home")
        os.environ["DJANGO_SETTINGS_MODULE"] = "mizan.config.settings"
        os.environ["MIZAN_DATABASE_ROLE"] = "batch"
        os.environ.pop("MIZAN_DATABASE_URL", None)
        import django

        django.setup()
        from django.db import connection

        from mizan.config import database, postgres

        self.n, self.turn, self.rows = n, 0, 0
        self.server = postgres.start(folder / "home")
        database.prepare(self.server.url(database="postgres"), DATABASE)
        connection.settings_dict = {**connection.settings_dict, "NAME": DATABASE}
        database.migrate()
        self.admin = psycopg.connect(self.server.url(database=DATABASE), autocommit=True)
        self.last: Any = None

    def seed(self) -> int:
        """Persons, careers, claims and awards; returns how many career rows there are."""
        from mizan.funds.access.queries import system_account

        self.by = system_account()
        values = {
            "n": self.n, "shapes": SHAPES, "every": FALSE_EVERY, "by": self.by, "before": BEFORE, "hash": "0" * 64,
        }  # fmt: skip
        admin = self.admin
        admin.execute("SET session_replication_role = replica")
        admin.execute("CREATE TEMP TABLE shape (k int, born_on date, sex text, first date, last date, wage bigint, claimed_on date)")
        for k in range(SHAPES):
            claimed = date(2022 + k % 5, 1 + k % 12, 1 + k % 27)
            if claimed > date(2026, 10, 15):
                claimed = date(2025, 3, 3)
            years = 18 + k % 22
            admin.execute(
                "INSERT INTO shape VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [
                    k, date(claimed.year - 61 - k % 6, 1 + k % 12, 2), "M" if k % 3 else "F", date(claimed.year - years, 1, 1),
                    date(claimed.year - 1, 12, 1), 2_500_000 + 70_000 * k, claimed,
                ],
            )  # fmt: skip
        for statement in GROUND:
            admin.execute(statement, values)
        admin.execute("VACUUM ANALYZE")
        self._terms(values)
        admin.execute("SET session_replication_role = origin")
        admin.execute("VACUUM ANALYZE")
        found = admin.execute("SELECT count(*) FROM careers_earning").fetchone()
        assert found is not None
        self.rows = int(found[0])
        return self.rows

    def _terms(self, values: dict[str, Any]) -> None:
        """What the law interpreted gives the first person of each shape is kept as the term of all of that shape."""
        from mizan.flows.benefit_case import proposal_of
        from mizan.funds.benefits.queries import claim_of

        self.admin.execute(
            "CREATE TEMP TABLE money (k int, starts_on date, pension bigint, fund_adds bigint, state_adds bigint, supplement bigint,"
            " si bigint, tax bigint)"
        )
        for person in range(1, SHAPES + 1):
            claim = claim_of(person)
            assert claim is not None
            proposal = proposal_of(claim, at=CUT_OFF, steps=False)
            (award,) = proposal.awards
            term = award.terms[0]
            self.admin.execute("INSERT INTO money VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", [person % SHAPES, term.starts_on, *term.parts])
        for statement in AWARDS:
            self.admin.execute(statement, values)

    def ours(self) -> None:
        """A whole recomputation."""
        from mizan.flows.recompute_awards import recompute_awards
        from mizan.kernel.funds import Fund

        self.turn += 1
        self.last = recompute_awards(Fund.CNR, by=self.by, at=CUT_OFF + timedelta(minutes=self.turn))

    def ready(self) -> None:
        """An empty table for the yardstick, and nothing waiting to be written."""
        self.admin.execute(BARE)
        self.admin.execute("CHECKPOINT")

    def yardstick(self) -> None:
        """The career rows read once; the results inserted."""
        from mizan.funds.access.sql_columns import columns_of

        for first in range(0, self.rows, AT_ONCE):
            columns_of(READ, 4, {"first": first, "last": first + AT_ONCE})
        self.admin.execute(
            "INSERT INTO bench_recomputed SELECT * FROM benefits_recomputed WHERE recomputation_id = %s ORDER BY award_id", [self.last.id]
        )

    def wrong(self) -> int:
        """Awards not told as they are."""
        found = self.admin.execute(
            "SELECT count(*) FROM benefits_award a LEFT JOIN benefits_recomputed r ON r.award_id = a.id AND r.recomputation_id = %s"
            " WHERE r.verdict IS DISTINCT FROM CASE WHEN a.id %% %s = 0 THEN 'differs' ELSE 'agrees' END",
            [self.last.id, FALSE_EVERY],
        ).fetchone()
        assert found is not None
        return int(found[0])


def main() -> int:
    """Run both by turns and print the line of JSON; 1 when beyond the target or when an award is told wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=20_000, help="awards")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mizan-recompute-") as name:
        bench = Bench(asked.n, Path(name))
        try:
            say(f"laying {asked.n} awards with their careers")
            career_rows = bench.seed()
            say("once before the clock: the law is compiled and kept, as a service that has run a night has it")
            from mizan.funds.benefits.kinds import compiled

            compiled.FEW = 0
            bench.ours()
            ours, yardstick = interleaved(
                bench.ours, bench.yardstick, rounds=asked.rounds, before_ours=bench.ready, before_yardstick=bench.ready
            )
            wrong = bench.wrong()
        finally:
            bench.server.stop()
    more = {"per_second": round(asked.n / ours.typical_s, 1), "career_rows": career_rows, "load": round(os.getloadavg()[0], 1)}
    close(name="recompute_awards", n=asked.n, ours=ours, yardstick=yardstick, target=TARGET, wrong=wrong, **more)
    return int(wrong > 0 or ours.typical_s > TARGET * yardstick.typical_s)


if __name__ == "__main__":
    sys.exit(main())
