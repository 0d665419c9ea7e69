"""Read the feed, whatever its bytes: every line becomes a certificate or is told of, and no line holds the others back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from mizan.formats.anomalies import Anomaly, Severity, anomaly
from mizan.formats.certificates.types import Certificate, CertificateCheck, CertificateLine
from mizan.formats.feed import is_json, json_records
from mizan.formats.tables import day_in, read_table
from mizan.kernel.identifiers import check_nin, check_nss

MAX_LINES: Final = 200_000
COLUMNS: Final = ("id", "prescriber", "nin", "nss", "signed_on", "starts_on", "days", "annuls")
"""Nothing else is taken: a column that would say why somebody stops is refused with its file."""
MOST_DAYS: Final = 366
_ID: Final = re.compile(r"[A-Z0-9][A-Z0-9./_-]{0,63}", re.ASCII)
_PRESCRIBER: Final = re.compile(r"[0-9A-Z-]{3,16}", re.ASCII)

Cells = Mapping[str, str]


def read(data: bytes) -> CertificateCheck:
    """Read a feed: JSON lines when its first character is "{", else a table whose first row names the columns."""
    try:
        found, whole = _json(data) if is_json(data) else _table(data)
    except UnicodeDecodeError as error:
        return CertificateCheck((), (anomaly("file_encoding", line=data[: error.start].count(b"\n") + 1, field="file"),))
    seen: set[str] = set()
    return CertificateCheck(tuple(_once(line, seen) for line in found), tuple(whole))


def _json(data: bytes) -> tuple[list[CertificateLine], list[Anomaly]]:
    records, whole = json_records(data, columns=COLUMNS, most=MAX_LINES)
    lines = []
    for number, _, cells, unknown in records:
        if cells is None:
            lines.append(CertificateLine(number, None, (anomaly("certificate_line", line=number, field="record"),)))
            continue
        more = [anomaly("certificate_column", line=number, field="record", found=name[:60]) for name in unknown]
        lines.append(_line(number, cells, more))
    return lines, whole


def _table(data: bytes) -> tuple[list[CertificateLine], list[Anomaly]]:
    table = read_table(data, most=MAX_LINES + 1)
    if table.anomalies or not table.rows:
        return [], list(table.anomalies)
    head = table.rows[0]
    names = [head.kind.lower(), *(cell.lower() for cell in head.cells)]
    while names and not names[-1]:
        names.pop()
    unknown = [anomaly("certificate_column", line=head.line, field="record", found=name[:60]) for name in names if name not in COLUMNS]
    if unknown or names[:1] != ["id"] or len(set(names)) < len(names):
        return [], [*unknown, anomaly("certificate_head", line=head.line, field="record", expected=";".join(COLUMNS))]
    return [_line(row.line, dict(zip(names, (row.kind, *row.cells), strict=False)), []) for row in table.rows[1:]], []


def _line(number: int, cells: Cells, found: list[Anomaly]) -> CertificateLine:
    def cell(name: str) -> str:
        return cells.get(name, "").strip()

    ref, annuls = cell("id").upper(), cell("annuls").upper()
    wrong = [("certificate_id", "id", ref)] if not _ID.fullmatch(ref) else []
    if annuls:
        wrong += [("certificate_id", "annuls", annuls)] if not _ID.fullmatch(annuls) or annuls == ref else []
    else:
        wrong += _missing(cell)
    found += [anomaly(code, line=number, field=name, found=value[:80]) for code, name, value in wrong]
    if any(one.severity is Severity.ERROR for one in found):
        return CertificateLine(number, None, tuple(found))
    days = int(cell("days")) if not annuls else 0
    told = Certificate(
        ref, "" if annuls else cell("prescriber").upper(), cell("nin").replace(" ", ""), cell("nss").replace(" ", ""),
        day_in(cell("signed_on")), day_in(cell("starts_on")), days, annuls, _hash(cells),
    )  # fmt: skip
    return CertificateLine(number, told, tuple(found))


def _missing(said: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """What a line must say and this one does not: code, field, what was found."""
    prescriber, nin, nss = said("prescriber").upper(), said("nin").replace(" ", ""), said("nss").replace(" ", "")
    if not _PRESCRIBER.fullmatch(prescriber):
        yield "certificate_prescriber", "prescriber", prescriber
    if not (nin or nss):
        yield "certificate_person", "nin", ""
    for name, given, check in (("nin", nin, check_nin), ("nss", nss, check_nss)):
        if given and any(finding.severity == "error" for finding in check(given)):
            yield "certificate_number", name, given
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


def _hash(cells: Cells) -> str:
    digest = hashlib.sha256(b"mizan-certificates-1\0")
    for name in COLUMNS:
        digest.update(cells.get(name, "").strip().encode("utf-8", "replace") + b"\x1e")
    return digest.hexdigest()
