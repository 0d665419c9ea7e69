"""Read the feed, whatever its bytes: every line becomes a certificate or is told of, and no line holds the others back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from mizan.formats.anomalies import Severity, anomaly
from mizan.formats.certificates.types import Certificate, CertificateCheck, CertificateLine
from mizan.formats.feed import REF, Codes, Record, content_hash, feed_records, numbers_wrong, read_record
from mizan.formats.tables import day_in

MAX_LINES: Final = 200_000
CODES: Final = Codes("certificate_column", "certificate_head", "certificate_line", "certificate_person", "certificate_number")
COLUMNS: Final = ("id", "prescriber", "nin", "nss", "signed_on", "starts_on", "days", "annuls")
"""Nothing else is taken: a column that would say why somebody stops is refused with its file."""
MOST_DAYS: Final = 366
_PRESCRIBER: Final = re.compile(r"[0-9A-Z-]{3,16}", re.ASCII)


def read(data: bytes) -> CertificateCheck:
    """Read a feed: JSON lines when its first character is "{", else a table whose first row names the columns."""
    records, whole = feed_records(data, columns=COLUMNS, most=MAX_LINES, codes=CODES)
    seen: set[str] = set()
    return CertificateCheck(tuple(_once(_line(record), seen) for record in records), tuple(whole))


def _line(record: Record) -> CertificateLine:
    number = record.number
    cells, found = read_record(record, CODES)
    if cells is None:
        return CertificateLine(number, None, tuple(found))

    def cell(name: str) -> str:
        return cells.get(name, "").strip()

    ref, annuls = cell("id").upper(), cell("annuls").upper()
    wrong = [("certificate_id", "id", ref)] if not REF.fullmatch(ref) else []
    if annuls:
        wrong += [("certificate_id", "annuls", annuls)] if not REF.fullmatch(annuls) or annuls == ref else []
    else:
        wrong += _missing(cell)
    found += [anomaly(code, line=number, field=name, found=value[:80]) for code, name, value in wrong]
    if any(one.severity is Severity.ERROR for one in found):
        return CertificateLine(number, None, tuple(found))
    days = int(cell("days")) if not annuls else 0
    told = Certificate(
        ref, "" if annuls else cell("prescriber").upper(), cell("nin").replace(" ", ""), cell("nss").replace(" ", ""),
        day_in(cell("signed_on")), day_in(cell("starts_on")), days, annuls, content_hash(cells, COLUMNS, "mizan-certificates-1"),
    )  # fmt: skip
    return CertificateLine(number, told, tuple(found))


def _missing(said: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """What a line must say and this one does not: code, field, what was found."""
    prescriber, nin, nss = said("prescriber").upper(), said("nin").replace(" ", ""), said("nss").replace(" ", "")
    if not _PRESCRIBER.fullmatch(prescriber):
        yield "certificate_prescriber", "prescriber", prescriber
    yield from numbers_wrong(nin, nss, CODES)
    for name in ("signed_on", "starts_on"):
        if day_in(said(name)) is None:
            yield "certificate_day", name, said(name)
    days = said("days")
    if not (days.isascii() and days.isdigit() and len(days) <= 3 and 1 <= int(days) <= MOST_DAYS):
        yield "certificate_days", "days", days


def _once(line: CertificateLine, seen: set[str]) -> CertificateLine:
    """The first line of an id counts; a second one in the same file is told of."""
    told = line.certificate
    if told is None or told.id not in seen:
        if told is not None:
            seen.add(told.id)
        return line
    repeated = anomaly("certificate_id_repeated", line=line.line, field="id", found=told.id)
    return CertificateLine(line.line, None, (*line.anomalies, repeated))
