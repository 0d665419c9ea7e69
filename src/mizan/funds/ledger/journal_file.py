"""Reads the journal file of other flows: a small balanced CSV (docs/formats/journal.md). Pure: bytes in, lines or a refusal out."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from mizan.funds.ledger.types import Line, Nature, OtherFlow
from mizan.kernel.funds import Branch, Fund
from mizan.kernel.money import parse_amount
from mizan.kernel.refusals import Refused, refused

LARGEST_BYTES = 1_000_000
FIRST_LINE = ["mizan-journal", "1"]
COLUMNS = ["fund", "nature", "branch", "party", "debit", "credit"]
NATURES = frozenset({Nature.BANK, Nature.EQUITY, *(Nature(flow.value) for flow in OtherFlow)})
"""What a journal file may touch: never the control accounts of contributions, which follow from dues and receipts alone."""
_HEADS = ("flow", "booked_on", "memo_ar", "memo_fr")


@dataclass(frozen=True, slots=True)
class JournalFile:
    """A journal file that reads well and balances for each fund; ``content`` is its text, line ends made alike."""

    flow: OtherFlow
    booked_on: date
    memo_ar: str
    memo_fr: str
    lines: tuple[Line, ...]
    content: str


def read(data: bytes) -> JournalFile:
    """The file, or the first thing wrong with it as ``Refused``.

    Codes: ``journal_file_too_large``, ``journal_file_unreadable``, ``journal_file_head``, ``journal_file_empty``, ``journal_file_nature``,
    ``journal_file_account_unknown``, ``journal_file_amount``, ``journal_file_unbalanced``; ``params`` give the line and the value found.
    """
    if len(data) > LARGEST_BYTES:
        raise refused("journal_file_too_large", largest=LARGEST_BYTES)
    text = _text(data)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=";", strict=True))
    except csv.Error as error:
        raise refused("journal_file_unreadable") from error
    heads, body = _heads(rows)
    lines = tuple(_line(number, row) for number, row in body)
    if len(lines) < 2:
        raise refused("journal_file_empty")
    _check_balance(lines)
    flow, booked_on, memo_ar, memo_fr = heads
    return JournalFile(_flow(flow), _day(booked_on), memo_ar, memo_fr, lines, text)


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("journal_file_unreadable") from error
    if "\x00" in text:
        raise refused("journal_file_unreadable")
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _heads(rows: list[list[str]]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The four head values in order, and the lines with their numbers."""
    expected = len(_HEADS) + 2
    if len(rows) < expected or rows[0] != FIRST_LINE or rows[expected - 1] != COLUMNS:
        raise refused("journal_file_head", "head", line=1)
    values = []
    for number, (name, row) in enumerate(zip(_HEADS, rows[1:], strict=False), start=2):
        if len(row) != 2 or row[0] != name or not row[1].strip():
            raise refused("journal_file_head", name, line=number)
        values.append(row[1].strip())
    return values, list(enumerate(rows[expected:], start=expected + 1))


def _flow(text: str) -> OtherFlow:
    try:
        return OtherFlow(text)
    except ValueError as error:
        raise refused("journal_file_head", "flow", line=2, found=text) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise refused("journal_file_head", "booked_on", line=3, found=text) from error


def _line(number: int, row: list[str]) -> Line:
    if len(row) != len(COLUMNS):
        raise refused("journal_file_unreadable", line=number)
    fund, nature, branch, party, debit, credit = (cell.strip() for cell in row)
    if nature not in NATURES:
        raise refused("journal_file_nature", "nature", line=number, found=nature)
    if fund not in set(Fund) or branch not in {"", *Branch} or party not in {"", *Fund} or party == fund:
        raise refused("journal_file_account_unknown", line=number, found=f"{fund}/{branch}/{party}")
    return Line(fund, nature, branch, party, _amount(number, debit, credit))


def _amount(number: int, debit: str, credit: str) -> int:
    if bool(debit) == bool(credit):
        raise refused("journal_file_amount", line=number, found=f"{debit}|{credit}")
    try:
        amount = parse_amount(debit or credit)
    except Refused as error:
        raise refused("journal_file_amount", line=number, found=debit or credit) from error
    if amount <= 0:
        raise refused("journal_file_amount", line=number, found=debit or credit)
    return amount if debit else -amount


def _check_balance(lines: tuple[Line, ...]) -> None:
    sums: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        sums[line.fund] += line.amount
    for fund, off in sums.items():
        if off:
            raise refused("journal_file_unbalanced", "amount", fund=fund, off=off)
