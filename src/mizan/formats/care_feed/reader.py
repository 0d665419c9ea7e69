"""Read the feed, whatever its bytes: every line becomes an event or is told of, and no line holds the others back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from mizan.formats.anomalies import Severity, anomaly
from mizan.formats.care_feed.types import CareCheck, CareEvent, CareLine
from mizan.formats.feed import REF, Codes, Record, content_hash, feed_records, numbers_wrong, read_record
from mizan.formats.tables import day_in

MAX_LINES: Final = 200_000
CODES: Final = Codes("care_column", "care_head", "care_line", "care_person", "care_number")
COLUMNS: Final = ("id", "day", "nin", "nss", "system", "annuls")
"""Nothing else is taken: a column that would say what the care was is refused with its file."""
_SYSTEM: Final = re.compile(r"[A-Z][A-Z0-9]{1,15}", re.ASCII)


def read(data: bytes) -> CareCheck:
    """Read a feed: JSON lines when its first character is "{", else a table whose first row names the columns."""
    records, whole = feed_records(data, columns=COLUMNS, most=MAX_LINES, codes=CODES)
    seen: set[str] = set()
    return CareCheck(tuple(_once(_line(record), seen) for record in records), tuple(whole))


def _line(record: Record) -> CareLine:
    number = record.number
    cells, found = read_record(record, CODES)
    if cells is None:
        return CareLine(number, None, tuple(found))

    def cell(name: str) -> str:
        return cells.get(name, "").strip()

    def tell(code: str, field: str, value: str) -> None:
        found.append(anomaly(code, line=number, field=field, found=value[:80]))

    ref, annuls, system = cell("id").upper(), cell("annuls").upper(), cell("system").upper()
    nin, nss, day = cell("nin").replace(" ", ""), cell("nss").replace(" ", ""), day_in(cell("day"))
    if not REF.fullmatch(ref):
        tell("care_id", "id", ref)
    if annuls:
        if not REF.fullmatch(annuls) or annuls == ref:
            tell("care_id", "annuls", annuls)
    else:
        for code, name, value in _missing(day, nin, nss, system, cell("day")):
            tell(code, name, value)
    if any(one.severity is Severity.ERROR for one in found):
        return CareLine(number, None, tuple(found))
    return CareLine(number, CareEvent(ref, day, nin, nss, system, annuls, content_hash(cells, COLUMNS, "mizan-care-1")), tuple(found))


def _missing(day: date | None, nin: str, nss: str, system: str, day_text: str) -> Iterator[tuple[str, str, str]]:
    """What a line must say and this one does not: code, field, what was found."""
    if day is None:
        yield "care_day", "day", day_text
    yield from numbers_wrong(nin, nss, CODES)
    if not _SYSTEM.fullmatch(system):
        yield "care_system", "system", system


def _once(line: CareLine, seen: set[str]) -> CareLine:
    """The first line of an id counts; a second one in the same file is told of."""
    if line.event is None or line.event.id not in seen:
        if line.event is not None:
            seen.add(line.event.id)
        return line
    return CareLine(line.line, None, (*line.anomalies, anomaly("care_id_repeated", line=line.line, field="id", found=line.event.id)))
