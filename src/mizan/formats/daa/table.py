"""Many yearly base declarations as a table of rows (docs/formats/daa.md), read and written."""

import re
from collections.abc import Iterable

from mizan.formats.anomalies import Anomaly, Outcome, Severity, anomaly
from mizan.formats.daa.rules import check
from mizan.formats.daa.types import DaaCheck, DaaReturn
from mizan.formats.tables import Row, read_table, write_table
from mizan.kernel.money import format_decimal, parse_amount
from mizan.kernel.refusals import Refused

KIND = "DAA"
MAX_ROWS = 50_000
"""The declarations of one deposit."""
KIND_WORDS = {"": "normal", "NORMAL": "normal", "NORMALE": "normal", "RECTIFYING": "rectifying", "RECTIFICATIVE": "rectifying"}
_CELLS = (3, 4)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


def read_csv(data: bytes) -> DaaCheck:
    """Read declarations from a table, whatever its bytes, and find every anomaly.

    A row with an error is left out, the others are declarations; a person and year said twice is an error of the later row.
    """
    table = read_table(data, most=MAX_ROWS)
    found = list(table.anomalies)
    declarations: list[tuple[int, DaaReturn]] = []
    seen: dict[tuple[str, int], int] = {}
    for row in table.rows:
        wrong: list[Anomaly] = []
        declaration = _declaration(row, wrong)
        if declaration is not None:
            # A cell that could not be read is said once.
            unread = {one.field for one in wrong}
            wrong += [one for one in check(declaration, line=row.line) if one.field not in unread]
        if declaration is not None and not wrong:
            first = seen.setdefault((declaration.nss, declaration.year), row.line)
            if first != row.line:
                wrong.append(anomaly("daa_twice", line=row.line, field="nss", found=declaration.nss, first=first, year=declaration.year))
        found += wrong
        if declaration is not None and not any(one.severity is Severity.ERROR for one in wrong):
            declarations.append((row.line, declaration))
    return DaaCheck(_outcome(table.anomalies, len(table.rows), len(declarations)), len(table.rows), tuple(declarations), tuple(found))


def _outcome(unread: tuple[Anomaly, ...], rows: int, taken: int) -> Outcome:
    if unread or not taken:
        return Outcome.REFUSED
    return Outcome.ACCEPTED if taken == rows else Outcome.PARTLY_TAKEN


def _declaration(row: Row, found: list[Anomaly]) -> DaaReturn | None:
    if row.kind != KIND:
        found.append(anomaly("table_kind", line=row.line, field="record", found=row.kind, expected=KIND))
        return None
    least, most = _CELLS
    count = len(row.cells)
    while count > most and not row.cells[count - 1]:
        count -= 1
    if not least <= count <= most:
        found.append(anomaly("table_cells", line=row.line, field="record", found=str(count + 1), expected=str(most + 1)))
        return None
    nss, year, amount, kind = (row.cell(index) for index in range(4))
    if _YEAR.fullmatch(year) is None:
        found.append(anomaly("table_cell", line=row.line, field="daa_year", found=year))
    income = 0
    try:
        income = parse_amount(amount)
    except Refused:
        found.append(anomaly("table_cell", line=row.line, field="daa_income", found=amount))
    said = KIND_WORDS.get(kind.upper(), kind)
    return DaaReturn(nss.replace(" ", ""), int(year) if _YEAR.fullmatch(year) else 0, income, said)


def write_csv(declarations: Iterable[DaaReturn]) -> bytes:
    """The declarations as a table that `read_csv` reads back."""
    return write_table([(KIND, one.nss, str(one.year), format_decimal(one.income), one.kind) for one in declarations])
