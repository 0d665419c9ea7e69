"""The names of the two files: what they should be, and what a given name says."""

import re
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, anomaly

_NAME = re.compile(r"D(?P<year>[0-9]{2})(?P<role>[ES])(?P<number>[0-9]{10}|[0-9]{4})(?![0-9]).*\.TXT", re.ASCII | re.IGNORECASE)


class FileNames(NamedTuple):
    """The names of a pair's files."""

    header: str
    detail: str


def names_for(year: int, employer_number: str) -> FileNames:
    """The long names of the pair of an employer and a year, as the fund's portal expects them."""
    yy = f"{year % 100:02d}"
    return FileNames(f"D{yy}E{employer_number}.TXT", f"D{yy}S{employer_number}.TXT")


def check_names(header_name: str | None, detail_name: str | None, *, employer_number: str | None, year: int | None) -> tuple[Anomaly, ...]:
    """What is wrong with the names, against each other and against the header (short names of floppy days are accepted)."""
    if header_name is None and detail_name is None:
        return ()
    found: list[Anomaly] = []
    read: list[tuple[str, str]] = []
    for name, role in ((header_name, "E"), (detail_name, "S")):
        if name is None:
            continue
        match = _NAME.fullmatch(bare := re.split(r"[/\\]", name)[-1])
        expected = _expected(role, employer_number, year)
        if match is None:
            found.append(anomaly("file_name_form", field="file_name", found=bare, expected=expected))
            continue
        if match["role"].upper() != role:
            found.append(anomaly("file_name_role", field="file_name", found=bare, expected=expected))
        if employer_number is not None and match["number"] not in (employer_number, employer_number[:2] + employer_number[-2:]):
            found.append(anomaly("file_name_employer", field="file_name", found=bare, expected=expected, employer=employer_number))
        if year is not None and int(match["year"]) != year % 100:
            found.append(anomaly("file_name_year", field="file_name", found=bare, expected=expected, year=year))
        read.append((match["year"], match["number"]))
    if len(read) == 2 and read[0] != read[1] and not (len(read[0][1]) != len(read[1][1]) and _same(read[0], read[1])):
        names = f"{header_name} / {detail_name}"
        found.append(anomaly("file_names_differ", field="file_name", found=names))
    return tuple(found)


def _expected(role: str, employer_number: str | None, year: int | None) -> str:
    if employer_number is None or year is None:
        return f"Daa{role}nnnnnnnnnn.TXT"
    names = names_for(year, employer_number)
    return names.header if role == "E" else names.detail


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether a long and a short name agree."""
    short = {number if len(number) == 4 else number[:2] + number[-2:] for _, number in (one, other)}
    return one[0] == other[0] and len(short) == 1
