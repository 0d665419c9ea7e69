"""What the registers' feeds share: JSON lines read as cells of text, each line by itself."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.tables import MAX_TABLE_BYTES, one_line


class Record(NamedTuple):
    """A line of a feed: its number, its text, its cells by known column (None: it is no JSON object of texts), and the columns unknown."""

    number: int
    text: str
    cells: Mapping[str, str] | None
    unknown: tuple[str, ...] = ()


def is_json(data: bytes) -> bool:
    """Whether a feed is of JSON lines: its first character is "{"."""
    return data[:4096].decode("utf-8", "ignore").lstrip("\ufeff \t\r\n").startswith("{")


def json_records(data: bytes, *, columns: Collection[str], most: int) -> tuple[list[Record], list[Anomaly]]:
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


def _record(number: int, text: str, columns: Collection[str]) -> Record:
    try:
        cells = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return Record(number, text, None)
    if not isinstance(cells, dict) or not all(isinstance(value, str | None) for value in cells.values()):
        return Record(number, text, None)
    known = {name: one_line(value or "") for name, value in cells.items() if name in columns}
    return Record(number, text, known, tuple(name for name in cells if name not in columns))
