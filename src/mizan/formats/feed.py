"""What the registers' feeds share: JSON lines or a table read as cells of text, each line by itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.tables import MAX_TABLE_BYTES, one_line, read_table
from mizan.kernel.identifiers import check_nin, check_nss

REF: Final = re.compile(r"[A-Z0-9][A-Z0-9./_-]{0,63}", re.ASCII)
"""A sender's own name of what it tells."""


class Codes(NamedTuple):
    """A feed's own words for what may be wrong: a column, the first row, a line, no number of a person, a number that can not be."""

    column: str
    head: str
    line: str
    person: str = ""
    number: str = ""


class Record(NamedTuple):
    """A line of a feed: its number, its text, its cells by known column (None: it is no JSON object of texts), and the columns unknown."""

    number: int
    text: str
    cells: Mapping[str, str] | None
    unknown: tuple[str, ...] = ()


def is_json(data: bytes) -> bool:
    """Whether a feed is of JSON lines: its first character is "{"."""
    return data[:4096].decode("utf-8", "ignore").lstrip("\ufeff \t\r\n").startswith("{")


def feed_records(
    data: bytes, *, columns: Sequence[str], most: int, codes: Codes, head: int | None = None
) -> tuple[list[Record], list[Anomaly]]:
    """The lines of a feed: JSON lines when its first character is "{", else a table whose first row names the columns.

    Or none, and what is wrong with the whole file, in the words of the feed (`head`: how many columns are told as expected).
    Whatever the bytes.
    """
    try:
        if is_json(data):
            return json_records(data, columns=columns, most=most)
        return _table(data, columns, most, codes, head)
    except UnicodeDecodeError as error:
        return [], [anomaly("file_encoding", line=data[: error.start].count(b"\n") + 1, field="file")]


def _table(data: bytes, columns: Sequence[str], most: int, codes: Codes, head: int | None) -> tuple[list[Record], list[Anomaly]]:
    table = read_table(data, most=most + 1)
    if table.anomalies or not table.rows:
        return [], list(table.anomalies)
    first = table.rows[0]
    names = [first.kind.lower(), *(cell.lower() for cell in first.cells)]
    while names and not names[-1]:
        names.pop()
    unknown = [anomaly(codes.column, line=first.line, field="record", found=name[:60]) for name in names if name not in columns]
    if unknown or names[:1] != ["id"] or len(set(names)) < len(names):
        return [], [*unknown, anomaly(codes.head, line=first.line, field="record", expected=";".join(columns[:head]))]
    return [
        Record(row.line, ";".join((row.kind, *row.cells)), dict(zip(names, (row.kind, *row.cells), strict=False))) for row in table.rows[1:]
    ], []


def read_record(record: Record, codes: Codes) -> tuple[Mapping[str, str] | None, list[Anomaly]]:
    """The cells of a line (None where it is no line of a feed) and what is wrong with its columns, in the words of the feed."""
    if record.cells is None:
        return None, [anomaly(codes.line, line=record.number, field="record")]
    return record.cells, [anomaly(codes.column, line=record.number, field="record", found=name[:60]) for name in record.unknown]


def numbers_wrong(nin: str, nss: str, codes: Codes) -> Iterator[tuple[str, str, str]]:
    """What is wrong with how a person is named: no number, or one that can not be; code, field, found."""
    if not (nin or nss):
        yield codes.person, "nin", ""
    for name, given, check in (("nin", nin, check_nin), ("nss", nss, check_nss)):
        if given and any(finding.severity == "error" for finding in check(given)):
            yield codes.number, name, given


def content_hash(cells: Mapping[str, str], columns: Sequence[str], form: str) -> str:
    """SHA-256 over everything a line says under the known columns, and the form it says it in."""
    digest = hashlib.sha256(form.encode() + b"\0")
    for name in columns:
        digest.update(cells.get(name, "").strip().encode("utf-8", "replace") + b"\x1e")
    return digest.hexdigest()


def json_records(data: bytes, *, columns: Sequence[str], most: int) -> tuple[list[Record], list[Anomaly]]:
    """The lines of a feed in UTF-8, empty ones left out; or none, and what is wrong with the whole file: too large, too many lines.

    Raises UnicodeDecodeError where the bytes are not UTF-8.
    """
    if len(data) > MAX_TABLE_BYTES:
        return [], [anomaly("file_too_large", field="file", found=str(len(data)), expected=str(MAX_TABLE_BYTES))]
    records: list[Record] = []
    for number, text in enumerate(data.decode("utf-8").lstrip("\ufeff").split("\n"), start=1):
        if not text.strip():
            continue
        if len(records) == most:
            return [], [anomaly("table_rows", line=number, field="file", expected=str(most))]
        records.append(_record(number, text.strip(), columns))
    return records, []


def _record(number: int, text: str, columns: Sequence[str]) -> Record:
    try:
        cells = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return Record(number, text, None)
    if not isinstance(cells, dict) or not all(isinstance(value, str | None) for value in cells.values()):
        return Record(number, text, None)
    known = {name: one_line(value or "") for name, value in cells.items() if name in columns}
    return Record(number, text, known, tuple(name for name in cells if name not in columns))
