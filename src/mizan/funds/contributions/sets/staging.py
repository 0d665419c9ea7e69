"""Lines as PostgreSQL's binary COPY wants them, built column by column, and their passage through staging."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from mizan.formats.das.sets import SetScan

_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8
_TRAILER = b"\xff\xff"
_EPOCH = np.datetime64("2000-01-01", "D")
_INT8_OID = 20
_LINES = 10
_NULL = -1

_QUARTER = [("duration", ">i2"), ("unit", "S1"), ("amount", ">i8")]
_FIELDS = [
    ("filing_id", ">i8"),
    ("employer_id", ">i8"),
    ("line_no", ">i4"),
    ("year", ">i2"),
    ("nss", "S12"),
    ("surname", "S25"),
    ("given_name", "S25"),
    ("birth_date", ">i4"),
    *((f"q{quarter}_{name}", kind) for quarter in (1, 2, 3, 4) for name, kind in _QUARTER),
    ("total", ">i8"),
    ("entered_on", ">i4"),
    ("left_on", ">i4"),
]
_ARRAY = [
    *((name, ">i4") for name in ("dims", "flags", "oid", "size", "lower")),
    ("items", [("width", ">i4"), ("value", ">i8")], (_LINES,)),
]
ROW = np.dtype(
    [("fields", ">i2")]
    + [item for name, kind in _FIELDS for item in ((f"{name}_width", ">i4"), (name, kind))]
    + [("shares_width", ">i4"), ("shares", _ARRAY)]
)
"""One row at its widest: the number of fields, then each field after its width. Names are shorter and days may be missing: the bytes
they do not need are left out when the rows are packed."""

STAGES = ("contributions_stage_line", "contributions_stage_line_b", "contributions_stage_line_c")
"""The staging tables: the first for what is staged and taken in one transaction, the others, by turns, for what is staged ahead."""

_COPY = "COPY {stage} FROM STDIN (FORMAT binary)"
_STRANGERS = """
SELECT DISTINCT l.filing_id
  FROM {stage} l
  LEFT JOIN LATERAL (SELECT p.surname_fr, p.given_name_fr, p.birth_date FROM people_person p WHERE p.nss = l.nss OFFSET 0) p ON true
 WHERE p.surname_fr IS NULL OR p.surname_fr <> l.surname OR p.given_name_fr <> l.given_name OR p.birth_date IS DISTINCT FROM l.birth_date
"""
"""Person by person (OFFSET 0 keeps it so): hashing the register of a whole country for each portion costs more than the portion."""

_NAMES, _DAYS = ("surname", "given_name"), ("birth_date", "entered_on", "left_on")


class Packed(NamedTuple):
    """Rows laid end to end: where each begins and how long it is."""

    data: NDArray[np.uint8]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


class Owners(NamedTuple):
    """What each pair of a scan becomes: its filing and employer, and whether it is taken in the set. One value per pair."""

    filing_id: NDArray[np.int64]
    employer_id: NDArray[np.int64]
    chosen: NDArray[np.bool_]


def pack(scan: SetScan, years: NDArray[np.int64], shares: NDArray[np.int64]) -> Packed:
    """All lines of a scan as rows to copy, but for whose they are (`own` says it); `shares` are theirs, shape (n, 10)."""
    records = scan.records
    made = np.zeros(len(records), dtype=ROW)
    _frame(made)
    made["line_no"], made["year"], made["nss"] = scan.line_no, years, records["nss"]
    for index in range(4):
        made[f"q{index + 1}_duration"] = records["duration"][:, index]
        made[f"q{index + 1}_unit"] = records["unit"][:, index]
        made[f"q{index + 1}_amount"] = records["amount"][:, index]
    made["total"] = records["total"]
    made["shares"]["items"]["value"] = shares
    needed = np.ones((len(made), ROW.itemsize), dtype=np.bool_)
    for name in _NAMES:
        _name(made, needed, name, records[name])
    for name, days in zip(_DAYS, (scan.birth_date, scan.entered_on, scan.left_on), strict=True):
        _day(made, needed, name, days)
    lengths = needed.sum(axis=1, dtype=np.int64)
    return Packed(made.view(np.uint8).reshape(len(made), ROW.itemsize)[needed], np.cumsum(lengths) - lengths, lengths)


def _frame(made: NDArray[np.void]) -> None:
    """Everything in a row that is the same for all: the number of fields, their widths, the array's own head."""
    made["fields"] = len(_FIELDS) + 1
    for name, kind in _FIELDS:
        made[f"{name}_width"] = np.dtype(kind).itemsize
    array = made["shares"]
    made["shares_width"] = np.dtype(_ARRAY).itemsize
    array["dims"], array["oid"], array["size"], array["lower"] = 1, _INT8_OID, _LINES, 1
    array["items"]["width"] = 8


def _place(name: str) -> slice:
    """Where the bytes of a field are in a row."""
    kind, start = ROW.fields[name][:2] if ROW.fields else (np.dtype("S1"), 0)
    return slice(start, start + kind.itemsize)


def _name(made: NDArray[np.void], needed: NDArray[np.bool_], name: str, texts: NDArray[np.bytes_]) -> None:
    """A text without the zeros after it."""
    made[name] = texts
    used = np.ascontiguousarray(texts).view(np.uint8).reshape(len(texts), texts.dtype.itemsize) != 0
    needed[:, _place(name)] = used
    made[f"{name}_width"] = used.sum(axis=1)


def _day(made: NDArray[np.void], needed: NDArray[np.bool_], name: str, days: NDArray[np.datetime64]) -> None:
    """A day as PostgreSQL counts it; none takes no bytes."""
    none = np.isnat(days)
    made[name] = np.where(none, _EPOCH, days).astype("datetime64[D]").astype(np.int64) - _EPOCH.astype(np.int64)
    made[f"{name}_width"][none] = _NULL
    needed[none, _place(name)] = False


def own(packed: Packed, scan: SetScan, owners: Owners) -> NDArray[np.uint8]:
    """The rows of the taken lines of the chosen pairs, with whose they are."""
    kept = scan.taken & owners.chosen[scan.pair]
    data, starts, pair = packed.data, packed.starts, scan.pair
    if not kept.all():
        lengths = packed.lengths[kept]
        data, starts, pair = data[np.repeat(kept, packed.lengths)], np.cumsum(lengths) - lengths, pair[kept]
    for name, values in (("filing_id", owners.filing_id), ("employer_id", owners.employer_id)):
        place = _place(name)
        places = starts[:, None] + np.arange(place.start, place.stop)
        data[places] = values[pair].astype(">i8").view(np.uint8).reshape(-1, 8)
    return data


def copy_lines(rows: NDArray[np.uint8], *, stage: str = STAGES[0], piece: int = 1 << 19) -> None:
    """Send rows to staging."""
    sent = rows.data
    with connection.cursor() as cursor, cursor.copy(_COPY.format(stage=stage)) as copy:
        copy.write(_SIGNATURE)
        for first in range(0, len(sent), piece):
            copy.write(sent[first : first + piece])
        copy.write(_TRAILER)


def empty_staging(*stages: str) -> None:
    """Nothing of a set stays behind."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(stages or STAGES[:1])}")


def plan_for_a_portion() -> None:
    """What follows in the transaction may hold a portion in memory, and works alone: the other processor reads the next portion."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '96MB'; SET LOCAL max_parallel_workers_per_gather = 0")


def strangers(stage: str = STAGES[0]) -> list[int]:
    """The staged filings in which somebody is not in the insured register, or not with that name and birth date."""
    with connection.cursor() as cursor:
        cursor.execute(_STRANGERS.format(stage=stage))
        return [row[0] for row in cursor.fetchall()]


def drop_staged(filing_ids: list[int], *, stage: str = STAGES[0]) -> None:
    """Take the lines of some filings out of staging."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {stage} WHERE filing_id = ANY (%s::bigint[])", [filing_ids])  # noqa: S608 - a constant
