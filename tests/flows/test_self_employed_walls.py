"""Raw SQL as the web role: a self-employed person's rows are theirs and CASNOS's; each fund writes in its own books."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest

from mizan.kernel.refusals import Refused

FIGURES = (
    "contributions_filing", "contributions_dac_line", "contributions_due", "contributions_due_share", "contributions_due_reversal",
    "contributions_settlement", "contributions_match", "contributions_match_share", "contributions_match_reversal",
    "contributions_credit_movement",
)  # fmt: skip
PERSONAL = ("contributions_anomaly", "self_employed_affiliation")
STRANGERS = ("farmer", "monthly", "builder", "cnas", "controller", "cnr")


@pytest.fixture
def lived(casnos: Any) -> Any:
    """A world in which every table has rows of the trader: assessed, paid beyond, declared under the floor, rectified."""
    casnos.assess(2025, "2025-02-01")
    casnos.pay([("A", 60_000_00, f"{casnos.nss('trader')} 2025")], "2025-02-10")
    casnos.declare("trader", 2025, 1_00, "2025-03-01")
    casnos.declare("trader", 2025, 2_00, "2025-03-02", kind="rectifying")
    return casnos


def counted(db: Any, account: int | None, table: str, *, of: int | None = None) -> int:
    column = "id" if table == "self_employed_affiliation" else "employer_id"
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(account or "")])
        where = f"WHERE {column} = {of}" if of else f"WHERE {column} >= {1 << 40}"
        return int(web.execute(f"SELECT count(*) FROM {table} {where}").fetchone()[0])


def test_each_table_shows_a_person_their_own_rows_only(db: Any, lived: Any) -> None:
    accounts, trader = lived.world.accounts, lived.ids["trader"]
    for table in (*FIGURES, *PERSONAL):
        with db.raw() as admin:
            column = "id" if table == "self_employed_affiliation" else "employer_id"
            (own,) = admin.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [trader]).fetchone()
        assert own > 0, table
        assert counted(db, accounts["trader"], table) == counted(db, accounts["trader"], table, of=trader) == own, table
        assert counted(db, None, table) == 0, table
        for stranger in STRANGERS:
            assert counted(db, accounts[stranger], table, of=trader) == 0, (table, stranger)
        for worker in ("casnos", "casnos_controller"):
            assert counted(db, accounts[worker], table, of=trader) == own, (table, worker)


def test_figures_open_without_a_name_for_those_who_answer_for_them(db: Any, lived: Any) -> None:
    accounts, trader = lived.world.accounts, lived.ids["trader"]
    for overseer in ("casnos_director", "minister"):
        for table in FIGURES:
            assert counted(db, accounts[overseer], table, of=trader) > 0, (table, overseer)
        for table in PERSONAL:
            assert counted(db, accounts[overseer], table) == 0, (table, overseer)


def test_names_come_to_those_who_see_the_person(lived: Any) -> None:
    from mizan.funds.self_employed.queries import affiliation_of, affiliations_by_nss

    for who, seen in (("trader", True), ("casnos", True), ("farmer", False), ("cnas", False), ("controller", False),
                      ("casnos_director", False), ("minister", False)):  # fmt: skip
        with lived.world.acting(who):
            assert (affiliation_of(lived.ids["trader"]) is not None) == seen, who
            assert bool(affiliations_by_nss([lived.nss("trader")])) == seen, who
    with lived.world.acting("trader"):
        found = affiliation_of(lived.ids["trader"])
    assert (found.nss, found.name_fr) == (lived.nss("trader"), "NOMA PRENOMA")


def test_bank_lines_are_of_the_fund_that_received_them(db: Any, lived: Any) -> None:
    lived.world.pay([("B", 1_00, "")], "2025-02-11")
    for who, funds in (("casnos", {"CASNOS"}), ("casnos_director", {"CASNOS"}), ("cnas", {"CNAS"}), ("trader", set()), ("monthly", set()),
                       ("minister", {"CNAS", "CASNOS"})):  # fmt: skip
        with db.raw("mizan_web", autocommit=False) as web:
            web.execute("SELECT set_config('mizan.account', %s, true)", [str(lived.world.accounts[who])])
            for table in ("contributions_receipt", "contributions_statement"):
                assert {row[0] for row in web.execute(f"SELECT DISTINCT fund FROM {table}").fetchall()} == funds, (who, table)


def sent(db: Any, account: int, statement: str, values: list[object]) -> None:
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(account)])
        web.execute(statement, values)
        web.execute("SET CONSTRAINTS ALL IMMEDIATE")


CREDIT = """INSERT INTO contributions_credit_movement (employer_id, debtor, amount, cause, settlement_id, entry_id, booked_on, recorded_at)
            SELECT %s, 'SELF_EMPLOYED', 1000, %s, min(s.id), 1, now(), now() FROM contributions_settlement s"""
REVERSAL = """INSERT INTO contributions_due_reversal (due_id, employer_id, period_key, code, kind, sequence, reason, filing_id, entry_id,
                  booked_on, recorded_at)
              SELECT d.id, d.employer_id, d.period_key, d.code, d.kind, d.sequence, %s, %s, d.entry_id, now(), now()
                FROM contributions_due d
               WHERE d.employer_id = %s AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)"""


def test_nobody_gives_themselves_credit_or_lifts_a_due(db: Any, lived: Any) -> None:
    accounts, trader = lived.world.accounts, lived.ids["trader"]
    refusals = (psycopg.errors.InsufficientPrivilege, psycopg.errors.CheckViolation)
    for who in ("trader", "farmer", "cnas", "casnos_director", "minister"):
        for cause in ("overpaid", "released"):
            with pytest.raises(refusals):
                sent(db, accounts[who], CREDIT, [trader, cause])
    for reason in ("declared", "rectified", "base_known"):
        with pytest.raises(refusals):
            sent(db, accounts["trader"], REVERSAL, [reason, None, trader])


@pytest.mark.parametrize(
    ("who", "fund", "allowed"),
    [("casnos", "CASNOS", True), ("casnos", "CNAS", False), ("cnas", "CASNOS", False), ("cnas", "CNAS", True), ("trader", "CASNOS", False),
     ("minister", "CASNOS", False)],
)  # fmt: skip
def test_each_fund_posts_in_its_own_books(lived: Any, who: str, fund: str, allowed: bool) -> None:
    from mizan.funds.ledger.actions.post import post
    from mizan.funds.ledger.types import EntryDraft, Journal, Line

    at = lived.world.at("2025-05-01")
    lines = (Line(fund, "bank", "", "", 5), Line(fund, "suspense", "", "", -5))
    draft = EntryDraft(Journal.RECEIPT, at.date(), "import_statement", f"t:{who}:{fund}", lines)
    with lived.world.acting(who) as by:
        if allowed:
            assert post(draft, by=by, at=at)
        else:
            with pytest.raises(Refused, match="posting_not_allowed"):
                post(draft, by=by, at=at)


def test_a_persons_entry_rests_on_their_own_declaration(db: Any, lived: Any) -> None:
    """The very words of a declaration, without one: refused when the transaction ends, and of another person at once."""
    entry = {
        "journal": "assessment", "booked_on": "2025-05-01", "verb": "declare_base", "act_key": "forged", "party_kind": "self_employed",
        "party_id": lived.ids["trader"],
    }  # fmt: skip
    lines = [["CASNOS", "receivable", "retirement", "self_employed", 5], ["CASNOS", "revenue", "retirement", "", -5]]
    post = "SELECT ledger_post(%s::jsonb, %s::jsonb, %s, '2025-05-01 09:00+00')"
    account = lived.world.accounts["trader"]
    with pytest.raises(psycopg.errors.CheckViolation):
        sent(db, account, post, [json.dumps(entry), json.dumps(lines), account])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sent(db, account, post, [json.dumps({**entry, "party_id": lived.ids["farmer"]}), json.dumps(lines), account])
    downwards = [[*line[:4], -line[4]] for line in lines]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sent(db, account, post, [json.dumps(entry), json.dumps(downwards), account])


def test_numbers_of_payers_never_meet(db: Any, lived: Any) -> None:
    with db.raw() as admin, pytest.raises(psycopg.errors.CheckViolation):
        admin.execute(
            """INSERT INTO people_employer (id, number, name_ar, name_fr, activity, construction, wilaya_code, agency_code, nif, rib,
                   opened_on, workers_declared) OVERRIDING SYSTEM VALUE
               VALUES (%s, '1699999999', 'a', 'a', '', false, 16, '16000', '', '', '2020-01-01', 0)""",
            [(1 << 40) + 5000],
        )
