"""Raw SQL as the web role in an employer's name: it writes what its own declarations make, signed by itself, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

CREDIT = (
    "INSERT INTO contributions_credit_movement (debtor, amount, cause, settlement_id, entry_id, booked_on, recorded_at, employer_id) "
    "VALUES ('EMPLOYER', %(amount)s, %(cause)s, %(settlement)s, %(entry)s, current_date, now(), %(me)s)"
)
STEP = (
    "INSERT INTO contributions_case_step (employer_id, step, closes, taken_at, taken_on, note, by_id, case_id) "
    "VALUES (%(me)s, %(step)s, %(closes)s, now(), current_date, '', %(by)s, %(case)s)"
)
REVERSAL = (
    "INSERT INTO contributions_due_reversal (due_id, employer_id, period_key, code, kind, sequence, reason, filing_id, entry_id, "
    "booked_on, recorded_at) "
    "SELECT %(due)s, employer_id, period_key, code, kind, sequence, %(reason)s, %(filing)s, %(entry)s, now(), now() "
    "FROM contributions_due WHERE id = %(key)s"
)
RELEASE = (
    "INSERT INTO contributions_match_reversal (match_id, employer_id, reason, entry_id, booked_on, recorded_at) "
    "VALUES (%(match)s, %(me)s, 'rectified', %(entry)s, current_date, now())"
)
MATCH = (
    "WITH m AS (INSERT INTO contributions_match (id, settlement_id, due_id, employer_id, amount, booked_on) "
    "VALUES (nextval('contributions_match_id_seq'), %(settlement)s, %(due)s, %(me)s, 1, current_date) RETURNING 1) SELECT * FROM m"
)
SETTLEMENT = (
    "INSERT INTO contributions_settlement (id, receipt_id, employer_id, debtor, method, switches, amount, credit, entry_id, booked_on, "
    "settled_by_id, settled_at) VALUES (nextval('contributions_settlement_id_seq'), NULL, %(me)s, 'EMPLOYER', %(method)s, '', %(amount)s, "
    "%(credit)s, %(entry)s, current_date, %(by)s, now())"
)


class Intruder:
    """A web connection in the name of the quarterly employer, and what of others (and of its own) it aims at."""

    def __init__(self, web: psycopg.Connection, admin: psycopg.Connection, world: Any) -> None:
        self.web, self.admin = web, admin
        self.me, self.other = world.employers["quarterly"], world.employers["monthly"]
        self.by, self.another = world.accounts["quarterly"], world.accounts["monthly"]

    def one(self, query: str, *values: Any) -> Any:
        """The first word of the first row, seen by the administrator."""
        row = self.admin.execute(query, values).fetchone()
        assert row is not None, query
        return row[0]

    def of(self, table: str, employer: int, more: str = "true") -> Any:
        """The first id of a table's rows of an employer."""
        return self.one(f"SELECT id FROM contributions_{table} t WHERE employer_id = %s AND {more} ORDER BY id LIMIT 1", employer)

    def attempt(self, statement: str, values: dict[str, Any]) -> None:
        """Execute it in a transaction of the intruder's own, to its very end."""
        with self.web.transaction():
            self.web.execute("SELECT set_config('mizan.account', %s, true)", [str(self.by)])
            self.web.execute(statement, values)

    def refused(self, statement: str, **values: Any) -> None:
        """The statement is refused at once, or at the latest when the transaction ends."""
        with pytest.raises(psycopg.Error) as caught:
            self.attempt(statement, {"me": self.me, "by": self.by, **values})
        kinds = (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityError)
        assert isinstance(caught.value, kinds), caught.value
        assert not isinstance(caught.value, psycopg.errors.NotNullViolation), caught.value


@pytest.fixture
def intruder(db: Any, world: Any, person: Any) -> Iterator[Intruder]:
    """Two employers that declared, were paid for and differ; the first is the intruder."""
    for name, period, day in (("quarterly", "2025-Q1", "2025-04-10"), ("monthly", "2025-01", "2025-02-10")):
        world.file_dac(name, period, 90_000_00, day)
        world.pay([(name, 20_000_00, f"{'1600000202' if name == 'quarterly' else '1600000101'} {period}")], "2025-04-20", number=name)
    for period in ("2025-02", "2025-03"):
        world.file_dac("monthly", period, 90_000_00, "2025-04-10")
    for name in ("quarterly", "monthly"):
        filed = world.file_das(name, 2025, [(person(1), (80_000_00, 0, 0, 0))], "2026-01-20")
        assert filed.filing_id
    world.file_dac("quarterly", "2025-Q2", 50_000_00, "2025-07-10")
    with db.raw("mizan_web", autocommit=True) as web, db.raw() as admin:
        yield Intruder(web, admin, world)


def entry_of(intruder: Intruder, employer: int) -> int:
    return int(intruder.one("SELECT id FROM ledger_entry WHERE party_id = %s AND verb = 'file_dac' ORDER BY id DESC LIMIT 1", employer))


CHILDREN = {
    "anomaly": (
        "line, field, code, severity, message_ar, message_fr, basis, found, expected",
        "1, 'x', 'x', 'error', 'x', 'x', '', '', ''",
    ),
    "waiting_line": ("line_no, text", "1, 'x'"),
    "dac_line": ("code, base", "'R38', 100"),
    "abatement": ("code, nss, name, base, decision_no", "'R06', '1', 'x', 1, ''"),
    "movement": ("nss, name, sense, note", "'1', 'x', 'E', ''"),
    "reconciliation_case": (
        "year, quarter_key, sequence, das_base, assessed_base, opened_on, confirmed_on, recorded_at",
        "2025, '2025-Q4', 9, 1, 0, now(), now(), now()",
    ),
}


@pytest.mark.parametrize("table", CHILDREN)
def test_a_child_hangs_on_a_parent_of_its_own_employer(intruder: Intruder, table: str) -> None:
    words, values = CHILDREN[table]
    statement = f"INSERT INTO contributions_{table} (employer_id, filing_id, {words}) VALUES (%(me)s, %(filing)s, {values})"
    intruder.refused(statement, filing=intruder.of("filing", intruder.other))


def test_nothing_is_signed_for_another_nor_done_to_another(intruder: Intruder) -> None:
    other_case, own_case = intruder.of("reconciliation_case", intruder.other), intruder.of("reconciliation_case", intruder.me)
    intruder.refused(STEP, step="contested", closes=False, by=intruder.by, case=other_case)
    intruder.refused(STEP, step="contested", closes=False, by=intruder.another, case=own_case)
    intruder.refused(STEP, step="withdrawn", closes=True, by=intruder.by, case=own_case)
    intruder.refused(STEP, step="upheld", closes=False, by=intruder.by, case=own_case)
    intruder.refused(
        "INSERT INTO contributions_filing (id, receipt_no, form, employer_id, period_key, period_start, period_end, kind, outcome, "
        "content_hash, source, filed_by_id, filed_at, filed_on, lines, taken, law_version) VALUES (900, 'DAC-2026-01-000000900', 'DAC', "
        "%(me)s, '2026-01', '2026-01-01', '2026-02-01', 'nil', 'accepted', 'x', 'keyed', %(another)s, now(), now(), 0, 0, '')",
        another=intruder.another,
    )


def test_another_employers_lines_dues_and_matches_stay(intruder: Intruder) -> None:
    filing, line = intruder.admin.execute(
        "SELECT filing_id, line_no FROM careers_wage_line WHERE employer_id = %s LIMIT 1", [intruder.other]
    ).fetchone() or (0, 0)
    for theirs in (filing, intruder.of("filing", intruder.me, "form = 'DAS'")):
        intruder.refused(
            "INSERT INTO careers_supersession (filing_id, line_no, by_filing_id, recorded_at, employer_id) "
            "VALUES (%(filing)s, %(line)s, %(theirs)s, now(), %(me)s)",
            filing=filing, line=line, theirs=theirs,
        )  # fmt: skip
    entry = entry_of(intruder, intruder.me)
    other_due, own_due = intruder.of("due", intruder.other), intruder.of("due", intruder.me)
    filing = intruder.of("filing", intruder.me)
    intruder.refused(REVERSAL, due=other_due, key=own_due, reason="rectified", filing=filing, entry=entry)
    intruder.refused(RELEASE, match=intruder.of("match", intruder.other), entry=entry)
    intruder.refused(MATCH, settlement=intruder.of("settlement", intruder.me), due=other_due)


def test_a_due_of_its_own_is_reversed_by_a_declaration_only(intruder: Intruder) -> None:
    due, filing = intruder.of("due", intruder.me), intruder.of("filing", intruder.me)
    for reason in ("rectified", "declared", "joined", "withdrawn"):
        intruder.refused(REVERSAL, due=due, key=due, reason=reason, filing=filing, entry=entry_of(intruder, intruder.me))
    intruder.refused(RELEASE, match=intruder.of("match", intruder.me), entry=entry_of(intruder, intruder.me))


def test_no_credit_is_made_of_nothing(intruder: Intruder) -> None:
    entry, settlement = entry_of(intruder, intruder.me), intruder.of("settlement", intruder.me)
    for cause in ("overpaid", "released", "credit_note", "used", "returned"):
        for amount in (10**12, -1):
            intruder.refused(CREDIT, amount=amount, cause=cause, settlement=settlement, entry=entry)
            intruder.refused(CREDIT, amount=amount, cause=cause, settlement=None, entry=entry)
    intruder.refused(CREDIT, amount=10**6, cause="released", settlement=intruder.of("settlement", intruder.other), entry=entry)
    for method, amount, credit in (("note", 0, 10**9), ("credit", 5, 0), ("by_hand", 10**9, 10**9), ("automatic", 0, 0)):
        intruder.refused(SETTLEMENT, method=method, amount=amount, credit=credit, entry=entry)


def test_a_case_tells_the_difference_of_the_declarations(intruder: Intruder) -> None:
    own = intruder.of("filing", intruder.me, "form = 'DAS'")
    statement = (
        "INSERT INTO contributions_reconciliation_case (employer_id, year, quarter_key, sequence, filing_id, das_base, assessed_base, "
        "opened_on, confirmed_on, recorded_at) VALUES (%(me)s, 2025, '2025-Q2', 9, %(filing)s, %(das)s, %(assessed)s, now(), now(), now())"
    )
    intruder.refused(statement, filing=own, das=10**12, assessed=0)
    intruder.refused(statement, filing=own, das=0, assessed=10**12)


def test_a_share_added_later_moves_no_money_between_branches(intruder: Intruder) -> None:
    due = intruder.of("due", intruder.me)
    statement = (
        "INSERT INTO contributions_due_share (due_id, rank, employer_id, branch, payer, fund, rate_ppm, amount) VALUES "
        "(%(due)s, 90, %(me)s, 'retirement', 'worker', 'CNR', 1, -5000), (%(due)s, 91, %(me)s, 'unemployment', 'worker', 'CNAC', 1, 5000)"
    )
    intruder.refused(statement, due=due)


OWED = ("CNAS", "receivable", "retirement", "employers")
CREDITED = ("CNAS", "employer_credit", "", "employers")
REVENUE = ("CNAS", "revenue", "social_insurance", "")
DUE = [
    [*OWED, 900],
    ["CNAS", "owed_assessed", "retirement", "CNR", -900],
    ["CNR", "claim_assessed", "retirement", "CNAS", 900],
    ["CNR", "revenue", "retirement", "", -900],
]
EQUITY = [["CNR", "equity", "", "", 9 * 10**15], ["CNR", "revenue", "retirement", "", -9 * 10**15]]


@pytest.mark.parametrize(
    ("journal", "verb", "lines"),
    [
        ("receipt", "file_dac", EQUITY),
        ("assessment", "file_dac", EQUITY),
        ("assessment", "file_dac", [[*line[:4], -line[4]] for line in DUE]),
        ("assessment", "file_dac", DUE),
        ("assessment", "anything", DUE),
        ("provisional", "assess_missing", DUE),
        ("reconciliation", "release", [[*OWED, 5], [*CREDITED, -5]]),
        ("reconciliation", "use_credit", [[*CREDITED, -5], [*REVENUE, 5]]),
        ("reconciliation", "assess_difference", [["CNAS", "increase_revenue", "increase", "", 5], [*REVENUE, -5]]),
        ("receipt", "settle_receipt", [[*OWED, -5], [*CREDITED, 5]]),
        ("assessment", "file_dac", [["CNAS", "revenue", "work_accident", "", 5], [*REVENUE, -5]]),
    ],
)
def test_an_employer_posts_what_its_declarations_make_due(intruder: Intruder, journal: str, verb: str, lines: list[list[Any]]) -> None:
    for party in (intruder.me, intruder.other):
        head = {"journal": journal, "booked_on": "2026-11-23", "verb": verb, "act_key": "x", "party_kind": "employer", "party_id": party}
        intruder.refused(
            "SELECT ledger_post(%(head)s, %(lines)s, %(by)s, '2026-11-23T09:00:00Z')", head=json.dumps(head), lines=json.dumps(lines)
        )
        intruder.refused(
            "SELECT ledger_post_together(%(acts)s, %(by)s, '2026-11-23T09:00:00Z')", acts=json.dumps([[head, lines], [head, lines]])
        )


def test_no_entry_is_reversed_without_its_dues(intruder: Intruder) -> None:
    for employer in (intruder.me, intruder.other):
        intruder.refused(
            "SELECT ledger_reverse(%(entry)s, '2026-12-01', 'k', 'reverse', 'x', %(by)s, '2026-12-02T09:00:00Z')",
            entry=entry_of(intruder, employer),
        )


DECLARE = """
WITH d AS (
    INSERT INTO contributions_due (id, employer_id, period_key, period_start, period_end, month, due_on, filing_id, entry_id, code, kind,
        sequence, debtor, funds, base, rate_ppm, amount, law_version, trace, booked_on, recorded_at)
    VALUES (9000, %(me)s, '2025-Q3', '2025-07-01', '2025-10-01', '2025-09-01', now(), %(filing)s, %(entry)s, 'R98', %(kind)s,
        1, 'EMPLOYER', '{CNAS}', 1, 1, %(amount)s, '', '{}', now(), now()))
INSERT INTO contributions_due_share (due_id, rank, employer_id, branch, payer, fund, rate_ppm, amount)
VALUES (9000, 1, %(me)s, 'retirement', 'worker', 'CNR', 1, %(amount)s)
"""


def test_dues_and_entries_say_the_same(intruder: Intruder) -> None:
    entry, filing = entry_of(intruder, intruder.me), intruder.of("filing", intruder.me)
    for kind, amount in (("declared", 5000), ("declared", -5000), ("complementary", -5000), ("provisional", 5000)):
        intruder.refused(DECLARE, filing=filing, entry=entry, kind=kind, amount=amount)


def test_a_check_of_anothers_file_tells_nothing_of_the_register(world: Any, person: Any) -> None:
    from mizan.flows.file_das import check_das

    known, unknown = world.das_pair("monthly", 2025, [(person(1), (80_000_00, 0, 0, 0))]), person(77)
    other = world.das_pair("monthly", 2025, [(unknown, (80_000_00, 0, 0, 0))])
    told = []
    for pair in (known, other):
        with world.acting("quarterly"):
            check, employer = check_das(*pair)
        assert employer is None
        assert "insured_register" in check.not_checked
        told.append([(one.code, one.line) for one in check.anomalies])
    assert told[0] == told[1] == [("employer_unknown", 0)]
    with world.acting("monthly"):
        assert "insured_register" not in check_das(*known)[0].not_checked
        assert [one.code for one in check_das(*other)[0].anomalies] == ["person_unknown"]
