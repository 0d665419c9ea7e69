"""Lines as PostgreSQL's binary COPY wants them, built column by column, and their passage through staging."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from mizan.formats.das.sets import SetScan

_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8
_TRAILER = b"\xff\xff"
_INFINITY = 2**31 - 1
_EPOCH = np.datetime64("2000-01-01", "D")
_INT8_OID = 20
_LINES = 10

_SCALARS = [("filing_id", ">i8"), ("line_no", ">i4"), ("employer_id", ">i8"), ("year", ">i2")]
_TEXTS = [("nss", "S12"), ("surname", "S25"), ("given_name", "S25")]
_QUARTER = [("duration", ">i2"), ("unit", "S1"), ("amount", ">i8")]
_FIELDS = [
    *_SCALARS,
    *_TEXTS,
    ("birth_date", ">i4"),
    *((f"q{quarter}_{name}", kind) for quarter in (1, 2, 3, 4) for name, kind in _QUARTER),
    ("total", ">i8"),
    ("entered_on", ">i4"),
    ("left_on", ">i4"),
]
_ARRAY = [
    ("dims", ">i4"),
    ("flags", ">i4"),
    ("oid", ">i4"),
    ("size", ">i4"),
    ("lower", ">i4"),
    ("items", [("width", ">i4"), ("value", ">i8")], (_LINES,)),
]
ROW = np.dtype(
    [("fields", ">i2")]
    + [item for name, kind in _FIELDS for item in ((f"{name}_width", ">i4"), (name, kind))]
    + [("shares_width", ">i4"), ("shares", _ARRAY)]
)
"""One row: the number of fields, then each field after its width. Every field has a fixed width, so a set is one array of bytes."""

_COPY = "COPY contributions_stage_line FROM STDIN (FORMAT binary)"


def rows_of(scan: SetScan, shares: NDArray[np.int64]) -> NDArray[np.void]:
    """All lines of a scan as rows to copy, but for whose they are (`own` says it); `shares` are theirs, shape (n, 10)."""
    records = scan.records
    made = np.zeros(len(records), dtype=ROW)
    _frame(made)
    made["line_no"] = scan.line_no
    for name, _ in _TEXTS:
        made[name] = _padded(records[name])
    for index in range(4):
        made[f"q{index + 1}_duration"] = records["duration"][:, index]
        made[f"q{index + 1}_unit"] = records["unit"][:, index]
        made[f"q{index + 1}_amount"] = records["amount"][:, index]
    made["total"] = records["total"]
    for name, days in (("birth_date", scan.birth_date), ("entered_on", scan.entered_on), ("left_on", scan.left_on)):
        made[name] = _days(days)
    made["shares"]["items"]["value"] = shares
    return made


class Owners(NamedTuple):
    """What each pair of a scan becomes: its filing, employer and year, and whether it is taken in the set. One value per pair."""

    filing_id: NDArray[np.int64]
    employer_id: NDArray[np.int64]
    year: NDArray[np.int64]
    chosen: NDArray[np.bool_]


def own(made: NDArray[np.void], scan: SetScan, owners: Owners) -> NDArray[np.void]:
    """The rows of the taken lines of the chosen pairs, with whose they are."""
    kept = scan.taken & owners.chosen[scan.pair]
    pair = scan.pair
    if not kept.all():
        made, pair = made[kept], pair[kept]
    made["filing_id"], made["employer_id"], made["year"] = owners.filing_id[pair], owners.employer_id[pair], owners.year[pair]
    return made


def _frame(made: NDArray[np.void]) -> None:
    """Everything in a row that is the same for all: the number of fields, their widths, the array's own head."""
    made["fields"] = len(_FIELDS) + 1
    for name, kind in _FIELDS:
        made[f"{name}_width"] = np.dtype(kind).itemsize
    array = made["shares"]
    made["shares_width"] = np.dtype(_ARRAY).itemsize
    array["dims"], array["oid"], array["size"], array["lower"] = 1, _INT8_OID, _LINES, 1
    array["items"]["width"] = 8


def _padded(texts: NDArray[np.bytes_]) -> NDArray[np.bytes_]:
    """Texts with blanks up to their width (COPY allows no zero byte)."""
    raw = np.ascontiguousarray(texts).view(np.uint8).reshape(len(texts), texts.dtype.itemsize)
    filled: NDArray[np.bytes_] = np.where(raw == 0, np.uint8(32), raw).view(texts.dtype).ravel()
    return filled


def _days(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Days as PostgreSQL counts them; "infinity" for none."""
    none = np.isnat(days)
    counted: NDArray[np.int64] = np.where(none, _EPOCH, days).astype("datetime64[D]").astype(np.int64) - _EPOCH.astype(np.int64)
    counted[none] = _INFINITY
    return counted


def copy_lines(made: NDArray[np.void], *, piece: int = 1 << 19) -> None:
    """Send rows to staging."""
    sent = np.ascontiguousarray(made).view(np.uint8).reshape(-1).data
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.write(_SIGNATURE)
        for first in range(0, len(sent), piece):
            copy.write(sent[first : first + piece])
        copy.write(_TRAILER)


def empty_staging() -> None:
    """Nothing of a set stays behind. The statements that follow in the transaction may hold a portion in memory."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE contributions_stage_line; SET LOCAL work_mem = '96MB'")


def strangers() -> list[int]:
    """The staged filings in which somebody is not in the insured register, or not with that name and birth date."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT l.filing_id FROM contributions_stage_line l LEFT JOIN people_person p ON p.nss = l.nss
                WHERE p.id IS NULL OR p.surname_fr <> rtrim(l.surname) OR p.given_name_fr <> rtrim(l.given_name)
                   OR p.birth_date IS DISTINCT FROM NULLIF(l.birth_date, 'infinity')"""
        )
        return [row[0] for row in cursor.fetchall()]


def drop_staged(filing_ids: list[int]) -> None:
    """Take the lines of some filings out of staging."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM contributions_stage_line WHERE filing_id = ANY (%s::bigint[])", [filing_ids])
