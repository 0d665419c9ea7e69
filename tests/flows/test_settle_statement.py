"""The lines of a statement settled together: exactly what they would do one after another, whoever pays, returns and names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.flows.conftest import ACCOUNT, NUMBERS, World

from mizan.funds.contributions.types import StatementReceipt
from mizan.kernel.periods import add_months

PERIODS = ("2025-12", "2026-01", "2026-02")
NAMES = [*NUMBERS, "nobody"]
LINE = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(["", *PERIODS, "2025-T4", "2026-T1"]),
    st.integers(1, 900_000_00),
    st.sampled_from(["paid", "paid", "paid", "returned", "back_first"]),
)
KEPT = """
SELECT r.line_ref, s.employer_id, s.debtor, s.method, s.amount, s.credit, e.verb, e.party_id, e.memo::text,
       (SELECT array_agg((d.period_key, d.code, d.kind, m.amount)::text ORDER BY d.period_key, d.code, d.kind)
          FROM contributions_match m JOIN contributions_due d ON d.id = m.due_id WHERE m.settlement_id = s.id)::text,
       (SELECT array_agg((ms.due_id, ms.rank, ms.fund, ms.branch, ms.amount)::text ORDER BY ms.due_id, ms.rank)
          FROM contributions_match m JOIN contributions_match_share ms ON ms.match_id = m.id WHERE m.settlement_id = s.id)::text,
       (SELECT array_agg((p.account_id, p.amount)::text ORDER BY p.account_id) FROM ledger_posting p WHERE p.entry_id = s.entry_id)::text,
       (SELECT array_agg((c.amount, c.cause)::text ORDER BY c.id) FROM contributions_credit_movement c WHERE c.settlement_id = s.id)::text,
       (SELECT array_agg(a.detail::text) FROM access_act a WHERE a.verb = 'settle_receipt' AND a.subject_id = r.id::text)::text
  FROM contributions_receipt r LEFT JOIN contributions_settlement s ON s.receipt_id = r.id LEFT JOIN ledger_entry e ON e.id = s.entry_id
 ORDER BY r.id
"""


def statement(lines: list[tuple[str, str, int, str]]) -> bytes:
    """A file of these lines; what returns takes back the line before it, or one that comes after it."""
    from mizan.formats.statement import BankLine, BankStatement, statement_csv
    from mizan.kernel.money import Centimes

    on, bank = date(2026, 4, 2), []
    for number, (name, period, amount, what) in enumerate(lines):
        text = f"{NUMBERS.get(name, 'SANS NUMERO')} {period}"
        paid = BankLine(f"L{number}", on, on, Centimes(amount), "PAYEUR", "", text)
        back = BankLine(f"R{number}", on, on, Centimes(-amount), "PAYEUR", "", "IMPAYE", is_return=True, returns_ref=f"L{number}")
        bank += {"paid": [paid], "returned": [paid, back], "back_first": [back, paid]}[what]
    total = sum(line.amount for line in bank)
    return statement_csv.write(BankStatement(ACCOUNT, "1", Centimes(0), Centimes(total), on, on, tuple(bank)))


def kept() -> list[Any]:
    """Everything the settlements of the statement wrote."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        return cursor.fetchall()


def shares(receipt: StatementReceipt) -> list[StatementReceipt]:
    """The lines of a statement by payer, the last payer first; what returns a line goes with it."""
    from mizan.funds.contributions.payer_of import certain_payers
    from mizan.funds.contributions.queries.receipts import receipts_of_statement

    assert receipt.statement_id is not None
    lines = receipts_of_statement(receipt.statement_id)
    payers, number = certain_payers(lines), {line.line_ref[1:]: line.id for line in lines if not line.is_return}
    of: dict[int, list[int]] = {}
    for line in lines:
        of.setdefault(payers[number[line.line_ref[1:]]] or 0, []).append(line.id)
    return [replace(receipt, receipt_ids=tuple(of[payer])) for payer in sorted(of, reverse=True)]


@pytest.fixture
def owing(world: World) -> None:
    """What each employer owes: some months, one quarter, one month paid in part with a credit note behind it."""
    for period, base in (("2025-12", 900_000_00), ("2026-01", 1_000_000_00), ("2026-02", 1_100_000_00)):
        world.file_dac("monthly", period, base, f"{add_months(date.fromisoformat(period + '-01'), 1):%Y-%m}-10")
        world.file_dac("builder", period, base // 3 + 7, f"{add_months(date.fromisoformat(period + '-01'), 1):%Y-%m}-10")
    world.file_dac("quarterly", "2025-T4", 300_000_01, "2026-01-12")
    world.pay([("E1", 100_000_00, "1600000101 2026-01")], "2026-03-20", "0")
    world.file_dac("monthly", "2026-01", 800_000_00, "2026-03-25", "rectifying")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, min_size=1, max_size=9))
def test_together_is_one_after_another(world: World, owing: None, lines: list[tuple[str, str, int, str]]) -> None:
    from django.db import transaction

    from mizan.flows.import_statement import import_statement
    from mizan.flows.settle_receipt import settle_receipt
    from mizan.flows.settle_statement import settle_statement

    at = world.at("2026-04-03")
    with world.acting("cnas") as by:
        receipt = import_statement(statement(lines), fmt="csv", by=by, at=at)
        assert receipt.statement_id is not None, receipt.anomalies
        point = transaction.savepoint()
        singly = [settle_receipt(number, by=by, at=at) for number in receipt.receipt_ids]
        one_by_one = kept()
        transaction.savepoint_rollback(point)
        together = settle_statement(receipt, by=by, at=at)
        assert kept() == one_by_one
        assert [(one.receipt_id, one.waits) for one in together] == [(one.receipt_id, one.waits) for one in singly]
        settle_statement(receipt, by=by, at=at)
        assert kept() == one_by_one, "a second time changes nothing"
        transaction.savepoint_rollback(point)
        for share in shares(receipt):
            settled = settle_statement(share, by=by, at=at)
            assert [one.receipt_id for one in settled] == list(share.receipt_ids)
        assert kept() == one_by_one, "nor does it matter who settles the lines of which payers"
        transaction.set_rollback(True)
