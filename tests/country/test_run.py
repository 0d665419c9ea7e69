"""The country played through the real acts: figures that add up, sound books, the same whatever the number of hands."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.conftest import db as fresh_database

from mizan.config.database import connect_as
from mizan.doors.console.demo import truth_file
from mizan.doors.console.demo.country.build import build_country, build_lives
from mizan.doors.console.demo.country.pensions import draw_stock
from mizan.doors.console.demo.declared.deviations import Kind
from mizan.doors.console.demo.declared.plan import declare
from mizan.doors.console.demo.run import DemoError, DemoResult, run_demo
from mizan.doors.console.demo.run.marker import FILE_NAME

TODAY = date(2026, 11, 23)
SCALE, SEED = 20_000, 3

EXPORT = {
    "filings": """SELECT e.number, f.form, f.period_key, f.kind, f.outcome, f.source, f.filed_at, f.lines, f.taken, f.content_hash
                    FROM contributions_filing f JOIN people_employer e ON e.id = f.employer_id ORDER BY 1, 7, 3, 4""",
    "dues": """SELECT e.number, d.period_key, d.code, d.kind, d.sequence, d.debtor, d.base, d.amount, d.due_on, d.booked_on, r.reason
                 FROM contributions_due d JOIN people_employer e ON e.id = d.employer_id
                 LEFT JOIN contributions_due_reversal r ON r.due_id = d.id ORDER BY 1, 2, 3, 4, 5""",
    "laid": """SELECT e.number, d.period_key, d.code, d.kind, m.booked_on, sum(m.amount)
                 FROM contributions_match m JOIN contributions_due d ON d.id = m.due_id JOIN people_employer e ON e.id = d.employer_id
                GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",
    "cases": """SELECT e.number, c.quarter_key, c.das_base, c.assessed_base, c.opened_on
                  FROM contributions_reconciliation_case c JOIN people_employer e ON e.id = c.employer_id ORDER BY 1, 2, 5, 3""",
    "books": """SELECT a.fund, a.nature, a.branch, a.party, p.booked_on, sum(p.amount)
                  FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",
    "people": """SELECT i.nss, i.surname_fr, i.birth_date, e.kind, e.on_day, e.known_from FROM people_identity i
                   LEFT JOIN people_event e ON e.person_id = i.person_id ORDER BY 1, 2, 3, 4, 5""",
    "careers": """SELECT p.nss, e.scheme, e.employer_name, e.period_start, e.days, e.amount FROM careers_earning e
                    JOIN people_person p ON p.id = e.person_id ORDER BY 1, 2, 3, 4, 5, 6""",
    "years": """SELECT p.nss, d.period_key, d.kind, d.sequence, d.base, d.amount, d.due_on, d.booked_on, r.reason, f.filed_at, f.source,
                       (SELECT sum(m.amount) FROM contributions_match m WHERE m.due_id = d.id
                           AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = m.id))
                  FROM contributions_due d JOIN self_employed_affiliation a ON a.id = d.employer_id
                  JOIN people_person p ON p.id = a.person_id
                  LEFT JOIN contributions_due_reversal r ON r.due_id = d.id LEFT JOIN contributions_filing f ON f.id = d.filing_id
                 ORDER BY 1, 2, 3, 4""",
    "claims": """SELECT i.nin, c.fund, c.kind, c.received_on, c.told::text, s.kind, s.at, d.outcome, d.ground, d.decided_at, d.automatic
                   FROM benefits_claim c JOIN people_identity i ON i.person_id = c.person_id
                   LEFT JOIN benefits_claim_step s ON s.claim_id = c.id LEFT JOIN benefits_decision d ON d.claim_id = c.id
                  ORDER BY 1, 2, 3, 6, 7, 8, 10""",
    "instalments": """SELECT r.fund, r.month, i.nin, t.kind, x.net_m, x.arrears, x.released, x.reissued, x.recovered, x.paid, x.account,
                             x.reason, x.waits
                        FROM benefits_instalment x JOIN benefits_run r ON r.id = x.run_id JOIN benefits_award t ON t.id = x.award_id
                        JOIN people_identity i ON i.person_id = t.person_id ORDER BY 1, 2, 3, 4""",
    "receipts": "SELECT account, statement_no, line_ref, amount, reference FROM contributions_receipt ORDER BY 1, 2, 3",
}


def _export(db: object) -> dict[str, list[tuple[object, ...]]]:
    with db.raw() as admin:  # type: ignore[attr-defined]
        return {name: admin.execute(query).fetchall() for name, query in EXPORT.items()}


def _run(home: Path, hands: int) -> tuple[DemoResult, list[str]]:
    told: list[str] = []
    result = run_demo(home=home, scale=SCALE, seed=SEED, today=TODAY, connect_as=connect_as, progress=told.append, hands=hands)
    return result, told


class Played(NamedTuple):
    """A country run once for this file: its database, its folder, what came of it and what it said."""

    database: Any
    home: Path
    result: DemoResult
    told: list[str]
    exported: dict[str, Any]


@pytest.fixture(scope="module")
def played(cluster: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    home = tmp_path_factory.mktemp("country")
    with contextmanager(fresh_database.__wrapped__)(cluster) as database:
        result, told = _run(home, hands=3)
        yield Played(database, home, result, told, {"closing": result.closing, **_export(database)})


def test_the_whole_run(played: Played) -> None:
    db, home, result, told, _ = played
    closing = result.closing
    assert list(closing) == [
        "employers", "insured", "self_employed", "months", "due", "received", "arrears", "credit",
        "claims", "claims_granted", "claims_refused", "awards", "awards_taken_over", "pay_runs",
        "benefits_paid", "pensioners", "average_pension", "at_minimum_ppm",
    ]  # fmt: skip
    assert (closing["employers"], closing["months"]) == (22, 24)
    assert 300 <= closing["insured"] <= 325
    assert closing["due"] == closing["received"] + closing["arrears"]
    assert closing["due"] > closing["arrears"] > 0
    assert len(told) > 24
    _books_are_sound()
    _benefits_are_sound(db, home, closing)
    _is_governed(db)
    _the_true_world_stays_outside(db, home)
    _accounts_open(result)
    _taken_up_again(home, result)


def _books_are_sound() -> None:
    from mizan.flows.nightly import check_books
    from mizan.funds.ledger.queries import verify

    with connect_as("audit"):
        found = verify()
        assert found.sound
        assert found.verified > 500
        assert not found.unsealed
    with connect_as("batch"):
        assert list(check_books()) == []


LEFT = """
SELECT COALESCE((SELECT s.kind FROM benefits_claim_step s WHERE s.claim_id = c.id ORDER BY s.id DESC LIMIT 1), 'received')
  FROM benefits_claim c
 WHERE NOT EXISTS (SELECT 1 FROM benefits_decision d WHERE d.claim_id = c.id)"""


def _benefits_are_sound(db: object, home: Path, closing: dict[str, int]) -> None:
    from mizan.funds.benefits.verification import verify_awards

    with connect_as("batch"):
        found = verify_awards()
        assert (found.awards, found.differing) == (closing["awards"] + closing["awards_taken_over"], ())
    with db.raw() as admin:  # type: ignore[attr-defined]
        states = {row[0] for row in admin.execute(LEFT)}
        outcomes = {row[0] for row in admin.execute("SELECT outcome FROM benefits_decision")}
        files = {row[0]: row[1] for row in admin.execute("SELECT message_id, sha256 FROM benefits_payment_file")}
        paid = admin.execute("SELECT sum(total) FROM benefits_payment_file").fetchone()
        back, again, undone, held = (
            admin.execute(f"SELECT count(*) FROM benefits_{table}").fetchone()[0]
            for table in ("payment_return", "reissue", "reversal_approved", "hold_step")
        )
    assert states >= {"received", "taken", "asked", "answered", "proposed"}
    assert outcomes >= {"granted", "refused", "ended"}
    assert paid[0] == closing["benefits_paid"] > 0
    assert {path.name: sha256(path.read_bytes()).hexdigest() for path in (home / "payments").iterdir()} == files
    assert back == again > 0
    # One by mistake, one for each allowance that a control found to be of days worked.
    assert (undone, held) == (3, 2)


def _is_governed(db: object) -> None:
    """Budgets and promises in force, the cost of each fund in its books, controls that concluded and brought something back, alerts."""
    with db.raw() as admin:  # type: ignore[attr-defined]
        series = {
            row[0] for row in admin.execute("SELECT d.series FROM steering_document d JOIN steering_adoption a ON a.document_id = d.id")
        }
        costs = dict(
            admin.execute(
                "SELECT a.fund, sum(p.amount) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id"
                " WHERE a.nature = 'administration' GROUP BY 1"
            )
        )
        said = {row[0] for row in admin.execute("SELECT conclusion FROM controls_step WHERE kind = 'concluded'")}
        drawn = admin.execute("SELECT count(*), count(DISTINCT seed) FROM controls_draw").fetchone()
        raised, ended = admin.execute(
            "SELECT (SELECT count(*) FROM indicators_alert), (SELECT count(*) FROM indicators_alert_end)"
        ).fetchone()
        told = admin.execute("SELECT count(*) FROM controls_certificate_told").fetchone()[0]
    assert {"budget-cnas-2026", "budget-cnr-2026", "budget-ensemble-2026", "promesses-cnr-2026"} <= series
    assert costs.keys() == {"CNAS", "CNR", "CASNOS"}
    assert min(costs.values()) > 0
    assert {"error", "evasion", "unfounded"} <= said
    assert drawn[0] == drawn[1] > 8
    assert raised > ended > 0
    assert told > 5


def _the_true_world_stays_outside(db: object, home: Path) -> None:
    world = build_country(scale=SCALE, seed=SEED)
    declared = declare(world, TODAY)
    lives = build_lives(world)
    departures = [*declared.deviations, *declared.years.deviations]
    assert (home / truth_file.FILE_NAME).read_bytes() == truth_file.content(world, departures, lives)
    hidden = {d.job for d in declared.deviations if d.kind is Kind.HIDDEN_WORKER}
    told = {world.persons[job.person].nss for job in world.jobs if job.rank not in hidden}
    unknown = {world.persons[job.person].nss for job in world.jobs} - told
    with db.raw() as admin:  # type: ignore[attr-defined]
        people = {row[0] for row in admin.execute("SELECT nss FROM people_person WHERE nss IS NOT NULL")}
        named = {row[0] for row in admin.execute("SELECT nss FROM careers_wage_line UNION SELECT nss FROM contributions_abatement")}
        years = admin.execute("SELECT min(year), max(year) FROM careers_wage_line").fetchone()
    self_employed = {one.person.nss for one in world.self_employed}
    assert not self_employed & (told | {one.nss for one in lives.old})
    widowed = draw_stock(world, lives, frozenset()).widowed
    gone = {person.nss for one in widowed for person in (one.deceased, one.widow)}
    assert not gone & (told | self_employed | {one.nss for one in lives.old})
    assert people == told | self_employed | {one.nss for one in lives.old} | gone
    assert not unknown & (people | named)
    assert years == (2024, 2025)


def _accounts_open(result: DemoResult) -> None:
    from mizan.funds.access.passwords import account_with

    assert {account.role for account in result.accounts} == {
        "employer_accountant", "self_employed", "fund_accountant", "controller", "director", "minister", "auditor", "officer",
    }  # fmt: skip
    for account in result.accounts:
        assert account_with(account.username, account.password) is not None


def _taken_up_again(home: Path, result: DemoResult) -> None:
    again, told = _run(home, hands=1)
    assert again.reused
    assert (again.closing, again.accounts) == (result.closing, result.accounts)
    assert len(told) == 1
    with pytest.raises(DemoError, match="another country"):
        run_demo(home=home, scale=SCALE, seed=SEED + 1, today=TODAY, connect_as=connect_as, progress=told.append)


def test_the_figures_do_not_depend_on_the_number_of_hands(played: Played, cluster: object, tmp_path: Path) -> None:
    with contextmanager(fresh_database.__wrapped__)(cluster) as database:
        result, _ = _run(tmp_path, hands=1)
        alone = {"closing": result.closing, **_export(database)}
    for name, exported in played.exported.items():
        assert exported
        assert exported == alone[name], name


def test_an_interrupted_country_is_not_taken_up(tmp_path: Path) -> None:
    marker = {"shape": 1, "scale": SCALE, "seed": SEED, "today": TODAY.isoformat(), "complete": False}
    (tmp_path / FILE_NAME).write_text(json.dumps(marker))
    with pytest.raises(DemoError, match="--fresh"):
        _run(tmp_path, hands=1)
