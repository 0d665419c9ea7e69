"""A self-employed person's year: declared or assessed, due once, paid by reference, never twice."""

from __future__ import annotations

import itertools
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.formats.anomalies import Outcome
from mizan.kernel.identifiers import format_nss
from mizan.kernel.refusals import Refused

NUMBERS = itertools.count(1)
FLOOR, CEILING = 216_000_00, 4_320_000_00


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=code)


def codes(receipt: Any) -> list[str]:
    return [one.code for one in receipt.anomalies]


def test_declared_within_the_bounds_is_due_in_two_parts(casnos: Any) -> None:
    from mizan.funds.contributions import queries

    receipt = casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    assert (receipt.outcome, receipt.receipt_no[:9]) == (Outcome.ACCEPTED, "DAA-2025-")
    (due,) = casnos.live("trader")
    assert (due.base, due.amount, due.kind, due.due_on.isoformat()) == (1_000_000_00, 150_000_00, "declared", "2025-06-30")
    assert due.month.isoformat() == "2025-06-01"
    with casnos.world.acting("trader"):
        detail = queries.due_on(due.id)
    assert [(s.branch, s.fund, s.payer, s.amount) for s in detail.shares] == [
        ("social_insurance", "CASNOS", "insured", 75_000_00), ("retirement", "CASNOS", "insured", 75_000_00),
    ]  # fmt: skip
    assert detail.trace["value"] == 150_000_00
    assert detail.trace["law_version"] == detail.trace["law_version_now"]
    assert casnos.world.faults() == []


@pytest.mark.parametrize(
    ("income", "base", "said"),
    [(0, FLOOR, "daa_below_floor"), (FLOOR - 1, FLOOR, "daa_below_floor"), (FLOOR, FLOOR, None), (CEILING, CEILING, None),
     (CEILING + 1, CEILING, "daa_above_ceiling")],
)  # fmt: skip
def test_the_bounds_are_kept_and_said(casnos: Any, income: int, base: int, said: str | None) -> None:
    receipt = casnos.declare("trader", 2025, income, "2025-01-31")
    assert codes(receipt) == ([said] if said else [])
    assert receipt.outcome is Outcome.ACCEPTED
    assert [due.base for due in casnos.live("trader")] == [base]


def test_farmers_pay_by_another_day(casnos: Any) -> None:
    casnos.declare("farmer", 2025, 500_000_00, "2025-01-20")
    assert casnos.live("farmer")[0].due_on.isoformat() == "2025-09-30"


def test_the_same_declaration_again_is_the_first(casnos: Any) -> None:
    first = casnos.declare("trader", 2025, 400_000_00, "2025-01-20")
    again = casnos.declare("trader", 2025, 400_000_00, "2025-01-25")
    assert (again.repeated, again.filing_id, again.receipt_no) == (True, first.filing_id, first.receipt_no)
    with refused("daa_already_filed"):
        casnos.declare("trader", 2025, 500_000_00, "2025-01-26")
    assert len(casnos.dues("trader")) == 1


def test_a_test_keeps_nothing(casnos: Any) -> None:
    receipt = casnos.declare("trader", 2025, 0, "2025-01-20", test=True)
    assert (receipt.test, receipt.filing_id, codes(receipt)) == (True, None, ["daa_below_floor"])
    assert casnos.dues("trader") == ()


def test_refused_with_the_reason(casnos: Any) -> None:
    assert codes(casnos.declare("trader", 2026, 1, "2025-12-31")) == ["daa_future"]
    assert codes(casnos.declare("newcomer", 2024, 1, "2025-12-31")) == ["daa_not_active"]
    assert codes(casnos.declare("trader", 2015, 1, "2025-12-31")) == ["daa_year"]
    assert codes(casnos.declare("trader", 2025, -1, "2025-12-31")) == ["daa_income"]
    assert casnos.dues("trader") == ()


def test_nobody_declares_for_another(casnos: Any) -> None:
    for stranger in ("farmer", "monthly", "cnas", "minister", "casnos_director"):
        assert codes(casnos.declare("trader", 2025, 400_000_00, "2025-01-20", who=stranger)) == ["daa_unknown_person"], stranger
    assert casnos.declare("trader", 2025, 400_000_00, "2025-01-20", who="casnos").filing_id is not None


def test_silent_is_assessed_on_the_year_before_and_replaced_when_declared(casnos: Any) -> None:
    assert casnos.assess(2025, "2025-01-31").due_ids == ()
    round_ = casnos.assess(2025, "2025-02-01")
    assert (len(round_.due_ids), round_.without_base) == (2, (casnos.ids["newcomer"],))
    assert casnos.assess(2025, "2025-02-02").due_ids == ()
    (provisional,) = casnos.live("trader")
    assert (provisional.kind, provisional.base, provisional.amount) == ("provisional", 300_000_00, 45_000_00)
    casnos.pay([("A", 45_000_00, f"{casnos.nss('trader')} 2025")], "2025-02-10")
    receipt = casnos.declare("trader", 2025, 200_000_00, "2025-03-01")
    assert codes(receipt) == ["daa_below_floor", "daa_late"]
    (declared,) = casnos.live("trader")
    assert (declared.kind, declared.base, declared.received) == ("declared", FLOOR, 32_400_00)
    assert {(due.kind, due.reversal_reason) for due in casnos.dues("trader")} == {("provisional", "declared"), ("declared", None)}
    assert casnos.world.faults() == []
    # What had been paid beyond stays the person's credit and pays the next year.
    casnos.declare("trader", 2026, 300_000_00, "2026-01-15")
    assert [(due.period_key, due.received) for due in casnos.live("trader")] == [("2026", 12_600_00), ("2025", 32_400_00)]
    assert casnos.world.faults() == []


def test_silent_two_years_follows_the_base_that_becomes_known(casnos: Any) -> None:
    casnos.assess(2025, "2025-02-01")
    casnos.assess(2026, "2026-02-01")
    assert [due.base for due in casnos.live("trader")] == [300_000_00, 300_000_00]
    casnos.declare("trader", 2025, 800_000_00, "2026-03-01")
    assert [due.base for due in casnos.live("trader")] == [300_000_00, 800_000_00]
    casnos.assess(2026, "2026-03-02")
    assert [(due.kind, due.base) for due in casnos.live("trader")] == [("provisional", 800_000_00), ("declared", 800_000_00)]
    assert casnos.world.faults() == []


def test_a_declaration_is_rectified_with_what_was_paid(casnos: Any) -> None:
    with refused("daa_nothing_to_rectify"):
        casnos.declare("trader", 2025, 500_000_00, "2025-01-20", kind="rectifying")
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    casnos.pay([("A", 150_000_00, f"{casnos.nss('trader')} 2025")], "2025-02-10")
    casnos.declare("trader", 2025, 2_000_000_00, "2025-03-20", kind="rectifying")
    (due,) = casnos.live("trader")
    assert (due.base, due.amount, due.received, due.sequence) == (2_000_000_00, 300_000_00, 150_000_00, 2)
    casnos.declare("trader", 2025, 1_000_000_00, "2025-03-21", kind="rectifying")
    (due,) = casnos.live("trader")
    assert (due.base, due.arrears, due.sequence) == (1_000_000_00, 0, 3)
    assert casnos.world.faults() == []


def test_paid_by_reference_by_account_partly_and_beyond(casnos: Any) -> None:
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    casnos.declare("farmer", 2025, 300_000_00, "2025-01-20")
    grouped = format_nss(casnos.nss("trader"))
    settled = casnos.pay(
        [("A", 10_000_01, f"CASNOS {grouped}"), ("B", 50_000_00, f"cotisation {casnos.nss('farmer')} 2025"), ("C", 1_00, "versement")],
        "2025-05-10",
    )  # fmt: skip
    assert [(one.laid, one.credit, one.waits) for one in settled] == [(10_000_01, 0, False), (45_000_00, 5_000_00, False), (0, 0, True)]
    (due,) = casnos.live("trader")
    from mizan.funds.contributions import queries

    with casnos.world.acting("trader"):
        shares = queries.due_on(due.id).shares
    # Equal parts: the odd centime goes to the first by rank.
    assert [share.received for share in shares] == [5_000_01, 5_000_00]
    (by_account,) = casnos.pay([("D", 20_000_00, "versement")], "2025-05-11", "2", payer_account="00100600030000000117")
    assert (by_account.employer_id, by_account.laid) == (casnos.ids["trader"], 20_000_00)
    assert casnos.world.faults() == []


def test_what_the_bank_takes_back_is_due_again(casnos: Any) -> None:
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    casnos.pay([("A", 150_000_00, f"{casnos.nss('trader')} 2025")], "2025-05-10")
    assert casnos.live("trader")[0].arrears == 0
    casnos.pay([("B", -150_000_00, "RETOUR")], "2025-05-12", "2", is_return=True, returns_ref="A")
    assert casnos.live("trader")[0].arrears == 150_000_00
    assert casnos.world.faults() == []


def test_a_bank_line_pays_its_own_fund_only(casnos: Any) -> None:
    from mizan.flows.settle_receipt import match_by_hand

    world = casnos.world
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    world.file_dac("monthly", "2025-01", 1_000_000_00, "2025-02-10")
    (waiting,) = casnos.pay([("A", 1_000_00, "1600000101 2025-01")], "2025-05-10")
    assert waiting.waits
    with world.acting("casnos") as by, refused("receipt_other_fund"):
        match_by_hand(waiting.receipt_id, employer_id=world.employers["monthly"], by=by, at=world.at("2025-05-11"))
    (other,) = world.pay([("B", 1_000_00, f"{casnos.nss('trader')} 2025")], "2025-05-10", "9")
    assert other.waits
    with world.acting("cnas") as by, refused("receipt_other_fund"):
        match_by_hand(other.receipt_id, employer_id=casnos.ids["trader"], by=by, at=world.at("2025-05-11"))
    with world.acting("casnos") as by:
        done = match_by_hand(waiting.receipt_id, employer_id=casnos.ids["trader"], period_keys=["2025"], by=by, at=world.at("2025-05-11"))
    assert done.laid == 1_000_00
    assert world.faults() == []


def test_an_account_is_of_one_fund(casnos: Any) -> None:
    from tests.flows.conftest import ACCOUNT

    from mizan.flows.import_statement import import_statement
    from mizan.formats.statement import BankLine, BankStatement, statement_csv
    from mizan.kernel.funds import Fund
    from mizan.kernel.money import Centimes

    casnos.world.pay([("A", 1_00, "")], "2025-05-10")
    on = casnos.world.at("2025-05-11").date()
    line = BankLine("B", on, on, Centimes(1_00), "PAYEUR", "", "")
    data = statement_csv.write(BankStatement(ACCOUNT, "2", Centimes(0), Centimes(1_00), on, on, (line,)))
    with casnos.world.acting("casnos") as by, refused("account_other_fund"):
        import_statement(data, fmt="csv", fund=Fund.CASNOS, by=by, at=casnos.world.at("2025-05-11"))


def test_postgres_holds_one_live_due_a_year(casnos: Any, db: Any) -> None:
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    copy = """INSERT INTO contributions_due (employer_id, period_key, period_start, period_end, month, code, kind, sequence, debtor, funds,
                  base, rate_ppm, amount, due_on, filing_id, entry_id, booked_on, recorded_at, law_version, trace)
              SELECT employer_id, period_key, period_start, period_end, month, code, %s, %s, debtor, funds, base, rate_ppm, amount, due_on,
                     %s, entry_id, booked_on, recorded_at, law_version, trace FROM contributions_due WHERE employer_id = %s"""
    payer = casnos.ids["trader"]
    with db.raw() as admin:
        (filing,) = admin.execute("SELECT id FROM contributions_filing WHERE employer_id = %s", [payer]).fetchone()
        for kind, sequence, filing_id, error in (
            ("declared", 1, filing, psycopg.errors.UniqueViolation),
            ("declared", 2, filing, psycopg.errors.ForeignKeyViolation),
            ("provisional", 1, None, psycopg.errors.UniqueViolation),
            ("provisional", 1, filing, psycopg.errors.CheckViolation),
            ("complementary", 1, filing, psycopg.errors.CheckViolation),
        ):
            with pytest.raises(error):
                admin.execute(copy, [kind, sequence, filing_id, payer])


def test_the_books_of_casnos_are_its_own(casnos: Any, db: Any) -> None:
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    casnos.pay([("A", 160_000_00, f"{casnos.nss('trader')} 2025")], "2025-05-10")
    with db.raw() as admin:
        held = admin.execute(
            """SELECT a.fund, a.nature, a.branch, a.party, sum(p.amount) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
                GROUP BY 1, 2, 3, 4 HAVING sum(p.amount) <> 0 ORDER BY 2, 3"""
        ).fetchall()
    assert [tuple(row) for row in held] == [
        ("CASNOS", "bank", "", "", 160_000_00),
        ("CASNOS", "revenue", "retirement", "", -75_000_00),
        ("CASNOS", "revenue", "social_insurance", "", -75_000_00),
        ("CASNOS", "self_employed_credit", "", "self_employed", -10_000_00),
    ]


def test_the_nightly_checks_see_what_no_longer_agrees(casnos: Any, db: Any) -> None:
    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    casnos.pay([("A", 10_00, "?")], "2025-05-10")
    with db.raw() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE contributions_due_share SET amount = amount + 1 WHERE rank = 0")
        admin.execute("UPDATE contributions_receipt SET amount = amount + 1")
    faults = casnos.world.faults()
    assert any("receivable" in fault and "social_insurance/self_employed" in fault for fault in faults)
    assert any("suspense" in fault and "/CASNOS" in fault for fault in faults)


def test_nothing_received_is_transferred_to_oneself(casnos: Any) -> None:
    from mizan.flows.apportion_month import apportion_month
    from mizan.funds.contributions import queries
    from mizan.kernel.periods import month

    casnos.declare("trader", 2025, 1_000_000_00, "2025-01-20")
    casnos.pay([("A", 150_000_00, f"{casnos.nss('trader')} 2025")], "2025-05-10")
    with casnos.world.batch() as by:
        assert apportion_month(month(2025, 5), by=by, at=casnos.world.at("2025-06-02")) == ()
    with casnos.world.acting("casnos_director"):
        table = queries.balance_table(casnos.world.at("2025-12-31").date())
    assert [(r.fund, r.branch, r.due, r.received, r.owed) for r in table.rows] == [
        ("CASNOS", "retirement", 75_000_00, 75_000_00, 0), ("CASNOS", "social_insurance", 75_000_00, 75_000_00, 0),
    ]  # fmt: skip


STEP = st.one_of(
    st.tuples(st.just("declare"), st.sampled_from([2025, 2026]), st.integers(0, 6_000_000_00)),
    st.tuples(st.just("rectify"), st.sampled_from([2025, 2026]), st.integers(0, 6_000_000_00)),
    st.tuples(st.just("assess"), st.sampled_from([2025, 2026]), st.just(0)),
    st.tuples(st.just("pay"), st.sampled_from([2025, 2026]), st.integers(1, 900_000_00)),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=7))
def test_whatever_happens_sums_hold_and_nothing_is_due_twice(casnos: Any, steps: list[tuple[str, int, int]]) -> None:
    from mizan.funds.contributions import queries
    from mizan.funds.contributions.sql import one_row

    for act, year, amount in steps:
        try:
            if act in ("declare", "rectify"):
                casnos.declare("trader", year, amount, "2026-05-01", kind="normal" if act == "declare" else "rectifying")
            elif act == "assess":
                casnos.assess(year, "2026-05-01")
            else:
                # A number of its own for each statement of each example: the examples live on in the same books.
                casnos.pay([("A", amount, f"{casnos.nss('trader')} {year}")], "2026-05-01", f"P{next(NUMBERS)}")
        except Refused as error:
            # Declared before, or nothing to rectify: told, and nothing done.
            if error.refusal.code not in ("daa_already_filed", "daa_nothing_to_rectify"):
                raise
    live = casnos.live("trader")
    assert len({due.period_key for due in live}) == len(live)
    with casnos.world.acting("trader"):
        for due in live:
            detail = queries.due_on(due.id)
            assert sum(share.amount for share in detail.shares) == due.amount
            assert sum(share.received for share in detail.shares) == due.received
            assert 0 <= due.received <= due.amount
        (credit,) = one_row("SELECT COALESCE(sum(amount), 0)::bigint FROM contributions_credit_movement")
    with casnos.world.batch():
        (paid,) = one_row("SELECT COALESCE(sum(amount), 0)::bigint FROM contributions_receipt")
    assert paid == credit + sum(due.received for due in live)
    assert credit == 0 or all(due.arrears == 0 for due in live)
    assert casnos.world.faults() == []
