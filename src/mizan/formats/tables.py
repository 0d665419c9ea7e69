"""Reading of the comma or semicolon separated files of this package: rows of trimmed cells, whatever the bytes."""

import csv
import io
import re
import unicodedata
from datetime import date
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, anomaly

MAX_TABLE_BYTES = 64_000_000
MAX_CELLS = 64
MAX_ROWS = 1_000_000

_DAY = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})|(?P<dd>[0-9]{2})/(?P<mm>[0-9]{2})/(?P<yy>[0-9]{4})", re.ASCII)


class Row(NamedTuple):
    """A row: the line of the file it ends on, its kind (first cell, in capitals) and its other cells."""

    line: int
    kind: str
    cells: tuple[str, ...]

    def cell(self, index: int) -> str:
        """A cell, empty where the row is shorter."""
        return self.cells[index] if index < len(self.cells) else ""


class Table(NamedTuple):
    """The rows that are not blank, and what kept the file, or a part of it, from being read."""

    rows: tuple[Row, ...]
    anomalies: tuple[Anomaly, ...]


def read_table(data: bytes, *, most: int = MAX_ROWS) -> Table:
    """The rows of a UTF-8 (or marked UTF-16) table; the separator is the one the first line holds most: `;`, `,` or a tab.

    A table of more rows than `most` is not read at all.
    """
    if len(data) > MAX_TABLE_BYTES:
        return Table((), (anomaly("file_too_large", field="file", found=str(len(data)), expected=str(MAX_TABLE_BYTES)),))
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = data.decode("utf-16" if wide else "utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Table((), (anomaly("file_encoding", line=line, field="file"),))
    if not text.strip("\0\r\n\t ;,"):
        return Table((), (anomaly("file_empty", field="file"),))
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";,\t", key=first.count)
    rows: list[Row] = []
    # Without newline="" a cell could not hold a line break of its own, and with it CR alone ends a row too.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            kept = tuple(map(one_line, cells[: MAX_CELLS + 1]))
            if any(kept):
                if len(rows) == most:
                    return Table((), (anomaly("table_rows", line=reader.line_num, field="file", expected=str(most)),))
                rows.append(Row(reader.line_num, kept[0].upper(), kept[1:]))
    except csv.Error:
        return Table(tuple(rows), (anomaly("table_unreadable", line=reader.line_num, field="record"),))
    return Table(tuple(rows), ())


def one_line(text: str) -> str:
    """The text without controls and with plain blanks only; marks of direction and joining, which Arabic needs, stay."""
    if text.isprintable():
        return text.strip()
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Cf" else " " for c in text).strip()


def day_in(text: str) -> date | None:
    """The date of "2026-10-31" or "31/10/2026"; None where it is not one."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(match[one] or match[two]) for one, two in (("y", "yy"), ("m", "mm"), ("d", "dd")))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def write_table(rows: list[tuple[str, ...]]) -> bytes:
    """The rows as UTF-8 with `;` between cells and CR LF between rows (read by spreadsheets and by `read_table`)."""
    sink = io.StringIO(newline="")
    csv.writer(sink, delimiter=";", lineterminator="\r\n").writerows(rows)
    return sink.getvalue().encode("utf-8")
