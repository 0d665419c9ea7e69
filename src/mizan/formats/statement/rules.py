"""The rules of a bank statement, whatever its file."""

import dataclasses
import hashlib
import re
from collections.abc import Mapping, Sequence

from mizan.formats.anomalies import Anomaly, Outcome, anomaly, outcome_of
from mizan.formats.statement.types import BankLine, BankStatement, StatementCheck
from mizan.kernel.identifiers import check_rib
from mizan.kernel.money import MAX_CENTIMES, Centimes, format_decimal

MAX_LINES = 200_000
"""The lines of one statement; the collecting fund's own busiest month stays under it."""
_DECIMAL = re.compile(r"(?P<sign>[-+]?)(?P<whole>[0-9]{1,15})[.,](?P<cents>[0-9]{2})", re.ASCII)


def decimal_amount(text: str) -> Centimes | None:
    """The centimes of "12345.67": two decimals exactly, at most the largest amount a line may hold; None for anything else."""
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return None
    amount = int(match["whole"]) * 100 + int(match["cents"])
    if amount > MAX_CENTIMES:
        return None
    return Centimes(-amount if match["sign"] == "-" else amount)


def check_statement(statement: BankStatement, places: Mapping[int, int] | None = None) -> tuple[Anomaly, ...]:
    """Everything wrong with a statement; `places` gives the line of the file of each line by its index."""
    found: list[Anomaly] = []
    if not statement.account:
        found.append(anomaly("statement_account_missing", field="account"))
    elif findings := check_rib(statement.account):
        code = "statement_account_key" if findings[0].code == "rib_key" else "statement_account_form"
        if findings[0].severity == "error":
            found.append(anomaly(code, field="account", found=statement.account))
    if not statement.statement_id:
        found.append(anomaly("statement_id_missing", field="statement_id"))
    if statement.closed_on < statement.opened_on:
        days = f"{statement.opened_on.isoformat()} / {statement.closed_on.isoformat()}"
        found.append(anomaly("statement_days", field="statement_days", found=days))
    seen: set[str] = set()
    for index, line in enumerate(statement.lines):
        place = index + 1 if places is None else places[index]
        _line(statement, line, place, seen, found)
    total = statement.opening + sum(line.amount for line in statement.lines)
    if total != statement.closing:
        found.append(
            anomaly(
                "statement_balance", field="closing", found=format_decimal(statement.closing), expected=format_decimal(total),
                closing=statement.closing, sum=total, difference=statement.closing - total,
            )
        )  # fmt: skip
    return tuple(found)


def _line(statement: BankStatement, line: BankLine, place: int, seen: set[str], found: list[Anomaly]) -> None:
    if not line.ref:
        found.append(anomaly("statement_ref_missing", line=place, field="ref"))
    elif line.ref in seen:
        found.append(anomaly("statement_ref_repeated", line=place, field="ref", found=line.ref))
    seen.add(line.ref)
    if line.amount == 0:
        found.append(anomaly("statement_amount_zero", line=place, field="bank_amount", found="0.00"))
    if not statement.opened_on <= line.booked_on <= statement.closed_on:
        days = f"{statement.opened_on.isoformat()} / {statement.closed_on.isoformat()}"
        found.append(anomaly("statement_day_outside", line=place, field="booked_on", found=line.booked_on.isoformat(), expected=days))
    if line.is_return and line.amount > 0:
        found.append(anomaly("statement_return_received", line=place, field="is_return", found=line.ref))


def answer(statement: BankStatement | None, anomalies: Sequence[Anomaly], places: Mapping[int, int] | None = None) -> StatementCheck:
    """The answer for what a reader made of a file: a statement is booked whole or not at all."""
    found = list(anomalies)
    if statement is not None:
        found += check_statement(statement, places)
    found.sort(key=lambda one: one.line)
    outcome = Outcome.REFUSED if statement is None else outcome_of(found)
    if outcome is Outcome.REFUSED or statement is None:
        return StatementCheck(Outcome.REFUSED, None, tuple(found))
    # A line without an amount moves nothing: it is said, and left out.
    kept = dataclasses.replace(statement, lines=tuple(line for line in statement.lines if line.amount))
    return StatementCheck(outcome, kept, tuple(found), canonical_hash(kept))


def canonical_hash(statement: BankStatement) -> str:
    """SHA-256 over what the statement says, whatever its file form."""
    digest = hashlib.sha256(b"mizan-statement-1\0")
    head = (
        statement.account, statement.statement_id, str(statement.opening), str(statement.closing),
        statement.opened_on.isoformat(), statement.closed_on.isoformat(),
    )  # fmt: skip
    digest.update("\x1f".join(head).encode("utf-8", "replace"))
    for line in statement.lines:
        cells = (
            line.ref, line.booked_on.isoformat(), line.value_on.isoformat(), str(line.amount), line.payer_name, line.payer_account,
            line.reference, "1" if line.is_return else "0", line.returns_ref or "",
        )  # fmt: skip
        digest.update(b"\x1e" + "\x1f".join(cells).encode("utf-8", "replace"))
    return digest.hexdigest()
