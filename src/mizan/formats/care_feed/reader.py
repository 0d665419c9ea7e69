"""Read the feed, whatever its bytes: every line becomes an event or is told of, and no line holds the others back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from mizan.formats.anomalies import Anomaly, Severity, anomaly
from mizan.formats.care_feed.types import CareCheck, CareEvent, CareLine
from mizan.formats.feed import is_json, json_records
from mizan.formats.tables import day_in, read_table
from mizan.kernel.identifiers import check_nin, check_nss

MAX_LINES: Final = 200_000
COLUMNS: Final = ("id", "day", "nin", "nss", "system", "annuls")
"""Nothing else is taken: a column that would say what the care was is refused with its file."""
_ID: Final = re.compile(r"[A-Z0-9][A-Z0-9./_-]{0,63}", re.ASCII)
_SYSTEM: Final = re.compile(r"[A-Z][A-Z0-9]{1,15}", re.ASCII)

Cells = Mapping[str, str]


def read(data: bytes) -> CareCheck:
    """Read a feed: JSON lines when its first character is "{", else a table whose first row names the columns."""
    try:
        found, whole = _json(data) if is_json(data) else _table(data)
    except UnicodeDecodeError as error:
        return CareCheck((), (anomaly("file_encoding", line=data[: error.start].count(b"\n") + 1, field="file"),))
    seen: set[str] = set()
    return CareCheck(tuple(_once(line, seen) for line in found), tuple(whole))


def _json(data: bytes) -> tuple[list[CareLine], list[Anomaly]]:
    records, whole = json_records(data, columns=COLUMNS, most=MAX_LINES)
    lines = []
    for number, _, cells, unknown in records:
        if cells is None:
            lines.append(CareLine(number, None, (anomaly("care_line", line=number, field="record"),)))
            continue
        more = [anomaly("care_column", line=number, field="record", found=name[:60]) for name in unknown]
        lines.append(_line(number, cells, more))
    return lines, whole


def _table(data: bytes) -> tuple[list[CareLine], list[Anomaly]]:
    table = read_table(data, most=MAX_LINES + 1)
    if table.anomalies or not table.rows:
        return [], list(table.anomalies)
    head = table.rows[0]
    names = [head.kind.lower(), *(cell.lower() for cell in head.cells)]
    while names and not names[-1]:
        names.pop()
    unknown = [anomaly("care_column", line=head.line, field="record", found=name[:60]) for name in names if name not in COLUMNS]
    if unknown or names[:1] != ["id"] or len(set(names)) < len(names):
        return [], [*unknown, anomaly("care_head", line=head.line, field="record", expected=";".join(COLUMNS))]
    return [_line(row.line, dict(zip(names, (row.kind, *row.cells), strict=False)), []) for row in table.rows[1:]], []


def _line(number: int, cells: Cells, found: list[Anomaly]) -> CareLine:
    def cell(name: str) -> str:
        return cells.get(name, "").strip()

    def tell(code: str, field: str, value: str) -> None:
        found.append(anomaly(code, line=number, field=field, found=value[:80]))

    ref, annuls, system = cell("id").upper(), cell("annuls").upper(), cell("system").upper()
    nin, nss, day = cell("nin").replace(" ", ""), cell("nss").replace(" ", ""), day_in(cell("day"))
    if not _ID.fullmatch(ref):
        tell("care_id", "id", ref)
    if annuls:
        if not _ID.fullmatch(annuls) or annuls == ref:
            tell("care_id", "annuls", annuls)
    else:
        for code, name, value in _missing(day, nin, nss, system, cell("day")):
            tell(code, name, value)
    if any(one.severity is Severity.ERROR for one in found):
        return CareLine(number, None, tuple(found))
    return CareLine(number, CareEvent(ref, day, nin, nss, system, annuls, _hash(cells)), tuple(found))


def _missing(day: date | None, nin: str, nss: str, system: str, day_text: str) -> Iterator[tuple[str, str, str]]:
    """What a line must say and this one does not: code, field, what was found."""
    if day is None:
        yield "care_day", "day", day_text
    if not (nin or nss):
        yield "care_person", "nin", ""
    if not _SYSTEM.fullmatch(system):
        yield "care_system", "system", system
    for name, given, check in (("nin", nin, check_nin), ("nss", nss, check_nss)):
        if given and any(finding.severity == "error" for finding in check(given)):
            yield "care_number", name, given


def _once(line: CareLine, seen: set[str]) -> CareLine:
    """The first line of an id counts; a second one in the same file is told of."""
    if line.event is None or line.event.id not in seen:
        if line.event is not None:
            seen.add(line.event.id)
        return line
    return CareLine(line.line, None, (*line.anomalies, anomaly("care_id_repeated", line=line.line, field="id", found=line.event.id)))


def _hash(cells: Cells) -> str:
    digest = hashlib.sha256(b"mizan-care-1\0")
    for name in COLUMNS:
        digest.update(cells.get(name, "").strip().encode("utf-8", "replace") + b"\x1e")
    return digest.hexdigest()
