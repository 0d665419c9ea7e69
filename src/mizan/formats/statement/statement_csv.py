"""A bank statement as a table of rows (docs/formats/statement.md), read and written."""

from datetime import date

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.statement.rules import MAX_LINES, answer, decimal_amount
from mizan.formats.statement.types import BankLine, BankStatement, StatementCheck
from mizan.formats.tables import Row, day_in, read_table, write_table
from mizan.kernel.money import Centimes, format_decimal

HEAD, LINE = "RELEVE", "LIGNE"
CELLS = {HEAD: 6, LINE: 9}
_HEAD_WORDS = {"RELEVÉ": HEAD}
_FLAGS = {"": False, "0": False, "1": True, "N": False, "O": True}


def read(data: bytes) -> StatementCheck:
    """Read a statement from a table, whatever its bytes; it is taken whole or refused with every anomaly."""
    table = read_table(data, most=MAX_LINES + 1)
    found = list(table.anomalies)
    heads: list[Row] = []
    lines: list[BankLine] = []
    places: dict[int, int] = {}
    for raw in table.rows:
        row = raw._replace(kind=_HEAD_WORDS.get(raw.kind, raw.kind))
        if row.kind not in CELLS:
            found.append(anomaly("table_kind", line=row.line, field="record", found=row.kind, expected=", ".join(CELLS)))
        elif len(row.cells) < CELLS[row.kind] - (3 if row.kind == LINE else 0) or any(row.cells[CELLS[row.kind] :]):
            count, most = str(len(row.cells) + 1), str(CELLS[row.kind] + 1)
            found.append(anomaly("table_cells", line=row.line, field="record", found=count, expected=most))
        elif row.kind == HEAD:
            heads.append(row)
        elif (line := _line(row, found)) is not None:
            places[len(lines)] = row.line
            lines.append(line)
    if len(heads) > 1:
        found.append(anomaly("statement_several", line=heads[1].line, field="record", found=str(len(heads))))
    if not heads:
        if not table.anomalies:
            found.append(anomaly("statement_head_missing", field="record", expected=HEAD))
        return answer(None, found)
    # A balance over lines that could not all be read would accuse the bank of our own blindness.
    sound = len(found) == 0
    statement = _head(heads[0], tuple(lines), found)
    return answer(statement if sound else None, found, places)


def _head(row: Row, lines: tuple[BankLine, ...], found: list[Anomaly]) -> BankStatement | None:
    opened_on, closed_on = _day(row, 2, "statement_days", found), _day(row, 3, "statement_days", found)
    opening, closing = _amount(row, 4, "opening", found), _amount(row, 5, "closing", found)
    if opened_on is None or closed_on is None or opening is None or closing is None:
        return None
    return BankStatement(row.cell(0).replace(" ", ""), row.cell(1), opening, closing, opened_on, closed_on, lines)


def _line(row: Row, found: list[Anomaly]) -> BankLine | None:
    booked_on = _day(row, 1, "booked_on", found)
    value_on = _day(row, 2, "value_on", found) if row.cell(2) else booked_on
    amount = _amount(row, 3, "bank_amount", found)
    flag = _FLAGS.get(row.cell(7).upper())
    if flag is None:
        found.append(anomaly("table_cell", line=row.line, field="is_return", found=row.cell(7)))
    if booked_on is None or value_on is None or amount is None or flag is None:
        return None
    return BankLine(
        ref=row.cell(0),
        booked_on=booked_on,
        value_on=value_on,
        amount=amount,
        payer_name=row.cell(4),
        payer_account=row.cell(5).replace(" ", ""),
        reference=row.cell(6),
        is_return=flag,
        returns_ref=row.cell(8) or None,
    )


def _day(row: Row, index: int, field: str, found: list[Anomaly]) -> date | None:
    day = day_in(row.cell(index))
    if day is None:
        found.append(anomaly("statement_day", line=row.line, field=field, found=row.cell(index)))
    return day


def _amount(row: Row, index: int, field: str, found: list[Anomaly]) -> Centimes | None:
    amount = decimal_amount(row.cell(index))
    if amount is None:
        found.append(anomaly("statement_amount", line=row.line, field=field, found=row.cell(index)))
    return amount


def write(statement: BankStatement) -> bytes:
    """The statement as a table that `read` reads back to the same statement."""
    days = (statement.opened_on.isoformat(), statement.closed_on.isoformat())
    balances = (format_decimal(statement.opening), format_decimal(statement.closing))
    rows: list[tuple[str, ...]] = [(HEAD, statement.account, statement.statement_id, *days, *balances)]
    rows += [
        (
            LINE, line.ref, line.booked_on.isoformat(), line.value_on.isoformat(), format_decimal(line.amount), line.payer_name,
            line.payer_account, line.reference, "1" if line.is_return else "0", line.returns_ref or "",
        )
        for line in statement.lines
    ]  # fmt: skip
    return write_table(rows)
