"""Bank statements for tests."""

from __future__ import annotations

from datetime import date

from tests.flows.conftest import ACCOUNT

from mizan.formats.statement import BankLine, BankStatement, statement_csv
from mizan.kernel.money import Centimes


def returning(ref: str, amount: int, number: str, *, day: str = "2026-03-01") -> bytes:
    """A statement of one line, which takes back the receipt `ref`."""
    on = date.fromisoformat(day)
    line = BankLine(f"R{number}", on, on, Centimes(-amount), "P", "", "IMPAYE", is_return=True, returns_ref=ref)
    return statement_csv.write(BankStatement(ACCOUNT, number, Centimes(0), Centimes(-amount), on, on, (line,)))
