"""A DAS pair written as the fund's loader reads it."""

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Literal

from mizan.formats.das.layout import DETAIL, DETAIL_LENGTH, END_MARK, FIELD, HEADER, HEADER_FIELD, HEADER_LENGTH, NO_DATE, NO_EXIT
from mizan.formats.das.text import capitals
from mizan.formats.das.types import DasHeader, DasRow
from mizan.kernel.refusals import refused

Eol = Literal["crlf", "lf", "none"]

_ENDS: dict[str, bytes] = {"crlf": b"\r\n", "lf": b"\n", "none": b""}


def write_pair(header: DasHeader, rows: Iterable[DasRow], *, eol: Eol = "crlf") -> tuple[bytes, bytes]:
    """The header file and the detail file.

    Totals and the number of workers are computed from the rows, whatever the header holds. Lines are numbered from 1 in the order
    given; as in the genuine pair, the header ends with its line end and the last line does not. Raises `Refused` with
    `value_does_not_fit` (with the `line`, 0 for the header) for a value that has no room in its field.
    """
    end = _ENDS[eol]
    sums, lines = [0, 0, 0, 0], []
    for number, row in enumerate(rows, 1):
        lines.append(_detail(header, row, number))
        for index, quarter in enumerate(row.quarters):
            sums[index] += quarter.amount
    totals = (sums[0], sums[1], sums[2], sums[3])
    summed = dataclasses.replace(header, totals=totals, total_year=sum(sums), workers=len(lines))
    return _header(summed) + end, end.join(lines)


def _header(header: DasHeader) -> bytes:
    values = {
        "employer_number": header.employer_number,
        "kind": header.kind,
        "year": f"{header.year:04d}",
        "centre": header.centre,
        "legal_form": capitals(header.legal_form, HEADER_FIELD["legal_form"].length),
        "employer_name": capitals(header.employer_name, HEADER_FIELD["employer_name"].length),
        "activity": capitals(header.activity, HEADER_FIELD["activity"].length),
        "address": capitals(header.address, HEADER_FIELD["address"].length),
        "city": capitals(header.city, HEADER_FIELD["city"].length),
        **{f"total_q{quarter}": str(total) for quarter, total in enumerate(header.totals, 1)},
        "total_year": str(header.total_year),
        "workers": str(header.workers),
        "filler": "",
    }
    return _record(values, HEADER, HEADER_LENGTH, 0)


def _detail(header: DasHeader, row: DasRow, number: int) -> bytes:
    values = {
        "employer_number": header.employer_number,
        "year": f"{header.year:04d}",
        "line_number": str(number),
        "nss": row.nss,
        "surname": capitals(row.surname, FIELD["surname"].length),
        "given_name": capitals(row.given_name, FIELD["given_name"].length),
        "birth_date": _day(row.birth_date, NO_DATE),
        "total": str(row.total),
        "entered_on": _day(row.entered_on, NO_EXIT),
        "left_on": _day(row.left_on, NO_EXIT),
        "observation": "",
        "end_mark": END_MARK,
    }
    for quarter, pay in enumerate(row.quarters, 1):
        values[f"q{quarter}_duration"] = str(pay.duration)
        values[f"q{quarter}_unit"] = pay.unit
        values[f"q{quarter}_amount"] = str(pay.amount)
    return _record(values, DETAIL, DETAIL_LENGTH, number)


def _day(day: date | None, none: str) -> str:
    return none if day is None else f"{day:%d%m}{day.year:04d}"


def _record(values: dict[str, str], layout: Iterable[tuple[str, int, int]], length: int, line: int) -> bytes:
    parts = []
    for name, _, room in layout:
        value = values[name]
        if len(value) > room or not (value.isascii() and value.isprintable()) or value.startswith("-"):
            raise refused("value_does_not_fit", name, value=value, room=room, line=line)
        parts.append(value.ljust(room))
    record = "".join(parts).encode("ascii")
    if len(record) != length:
        raise AssertionError("the layout does not fill its record")
    return record
