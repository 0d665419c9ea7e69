"""Many lines at once: their values as columns, and which of them are not plainly sound.

Nothing is judged here. A line that shows anything unusual is marked, and `read_line` reads it again with the rules; a line that is
not marked is one for which `read_line` would find nothing (a property test holds the two together).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mizan.formats.das.layout import DETAIL_LENGTH, FIELD, FULL, LONGEST

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

RECORD_DTYPE = np.dtype(
    [
        ("nss", "S12"),
        ("surname", "S25"),
        ("given_name", "S25"),
        ("birth_date", "S8"),
        ("duration", "<u2", (4,)),
        ("unit", "S1", (4,)),
        ("amount", "<i8", (4,)),
        ("total", "<i8"),
        ("entered_on", "S8"),
        ("left_on", "S8"),
    ]
)
"""The canonical record of `types.RECORD`, as an array type: the same bytes."""

CHUNK = 2_048
"""Lines read at a time: their bytes, both ways up, stay in the processor's cache."""

_SPACE, _ZERO, _HYPHEN, _QUOTE, _POINT = (ord(c) for c in " 0-'.")
_H, _J, _M = (ord(c) for c in "HJM")
_TENS = 10 ** np.arange(13, dtype=np.int64)
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, *[0] * 88], dtype=np.uint8)
_NSS_WEIGHTS = np.array([2, 1] * 5, dtype=np.uint8)[:, None]
_QUARTERS = slice(FIELD["q1_duration"].start, FIELD["q4_amount"].end)


class Expected(NamedTuple):
    """What the lines of a chunk should repeat: one value, or one for each line."""

    owner: Ints
    """Employer number and year as one number; -1 (no line is plainly sound) where the header does not give both."""
    year: Ints
    minima: Ints
    """Shape (4, 1) or (4, n): the monthly minimum wage by quarter in centimes, 0 where it is not known."""


class Numbers(NamedTuple):
    """Integers of space-padded fields, and where the field is something else."""

    value: Ints
    bad: Mask


def read_columns(lines: Bytes, expected: Expected, out: NDArray[np.void]) -> tuple[Mask, Ints, Ints]:
    """Read the lines (n, 195) into the records `out`; returns which are not plainly sound, their NSS and their line numbers."""
    up = np.ascontiguousarray(lines.T)
    raw = out.view(np.uint8).reshape(len(out), RECORD_DTYPE.itemsize)
    head = _digits(up[0:14])
    suspect: Mask = head.bad | (head.value != expected.owner)
    order = _padded(up[14:20])
    order.value[order.bad] = -1
    nss = _nss(up, suspect)
    raw[:, 0:12] = lines[:, 20:32]
    _names(up, raw, suspect)
    _quarters(up, expected, out, suspect)
    _dates(up, expected, suspect)
    for column, field in ((62, "birth_date"), (122, "entered_on"), (130, "left_on")):
        raw[:, column : column + 8] = lines[:, FIELD[field].start : FIELD[field].end]
    mark = up[DETAIL_LENGTH - 1]
    suspect |= (mark != _ZERO) & (mark != _SPACE)
    return suspect, nss, order.value


def _value(digits: Bytes) -> Ints:
    """The numbers written by rows of digit values (…, w, n), the most significant first: pairs in bytes, then four pairs in 32 bits."""
    width = digits.shape[-2]
    if width % 2:
        digits = np.concatenate((np.zeros_like(digits[..., :1, :]), digits), axis=-2)
    pairs = digits[..., 0::2, :] * np.uint8(10) + digits[..., 1::2, :]
    count = pairs.shape[-2]
    low = pairs[..., 0, :].astype(np.int32)
    for index in range(1, min(count, 4)):
        low = low * np.int32(100) + pairs[..., index, :]
    value = low.astype(np.int64)
    for index in range(4, count):
        value = value * 100 + pairs[..., index, :]
    return value


def _digits(rows: Bytes) -> Numbers:
    """Fields that must be digits from end to end."""
    digits = rows - np.uint8(_ZERO)
    bad: Mask = np.any(digits > 9, axis=0)
    return Numbers(_value(digits * (digits < 10)), bad)


def _padded(rows: Bytes) -> Numbers:
    """Space-padded fields (…, w, n), aligned left or right; an empty one is 0."""
    digits = rows - np.uint8(_ZERO)
    is_digit = digits < 10
    strange = ~(is_digit | (rows == _SPACE))
    bad: Mask = strange.any(axis=-2)
    # A number is one run of digits: a digit that follows a blank begins a run.
    runs = is_digit[..., 0, :].astype(np.uint8) + (is_digit[..., 1:, :] & ~is_digit[..., :-1, :]).sum(axis=-2, dtype=np.uint8)
    bad |= runs > 1
    value = _value(digits * is_digit)
    trailing = np.zeros(value.shape, dtype=np.int8)
    still = np.ones(value.shape, dtype=np.bool_)
    for index in range(rows.shape[-2] - 1, 0, -1):
        still = still & ~is_digit[..., index, :]
        if not still.any():
            break
        trailing += still
    moved = np.nonzero(trailing)
    if len(moved[0]):
        value[moved] //= _TENS[trailing[moved]]
    return Numbers(value, bad)


def _nss(up: Bytes, suspect: Mask) -> Ints:
    rows = up[20:32]
    number = _digits(rows)
    digits = rows - np.uint8(_ZERO)
    weighted = (digits[:10] * _NSS_WEIGHTS).sum(axis=0, dtype=np.int32)
    key = digits[10].astype(np.int32) * 10 + digits[11]
    suspect |= number.bad | (weighted + key != 99)
    birth = up[FIELD["birth_date"].start + 6 : FIELD["birth_date"].start + 8]
    suspect |= (rows[0] != birth[0]) | (rows[1] != birth[1])
    number.value[number.bad] = -1
    return number.value


def _names(up: Bytes, raw: Bytes, suspect: Mask) -> None:
    """Names in capitals; the blanks that follow them become NULs, as in the canonical record."""
    names = up[FIELD["surname"].start : FIELD["given_name"].end].copy()
    plain = (names - np.uint8(65)) < 26
    plain |= names == _SPACE
    if not plain.all():
        plain |= (names == _HYPHEN) | (names == _QUOTE) | (names == _POINT)
        suspect |= ~plain.all(axis=0)
    suspect |= (names[0] == _SPACE) | (names[25] == _SPACE)
    both = names.reshape(2, 25, -1)
    still = np.ones((2, names.shape[1]), dtype=np.bool_)
    for index in range(24, -1, -1):
        still &= both[:, index] == _SPACE
        if not still.any():
            break
        both[:, index] *= ~still
    raw[:, 12:62] = names.T


def _quarters(up: Bytes, expected: Expected, out: NDArray[np.void], suspect: Mask) -> None:
    cells = up[_QUARTERS].reshape(4, 14, -1)
    duration = _padded(cells[:, 0:3])
    unit = cells[:, 3]
    amount = _padded(cells[:, 4:14])
    total = _padded(up[FIELD["total"].start : FIELD["total"].end])
    is_h, is_j, is_m = unit == _H, unit == _J, unit == _M
    nil = (duration.value == 0) & (amount.value == 0)
    longest = is_h * np.int64(LONGEST["H"]) + is_j * np.int64(LONGEST["J"]) + is_m * np.int64(LONGEST["M"])
    strange = duration.bad | amount.bad | (duration.value > longest)
    strange |= (longest == 0) & ~(nil & (unit == _SPACE))
    strange |= (duration.value == 0) != (amount.value == 0)
    if expected.minima.any():
        full = is_h * np.int64(FULL["H"]) + is_j * np.int64(FULL["J"]) + is_m * np.int64(FULL["M"])
        strange |= amount.value * full < 3 * expected.minima * np.minimum(duration.value, full)
    suspect |= strange.any(axis=0) | total.bad | (total.value != amount.value.sum(axis=0))
    # Durations have three digits: what does not fit is marked above and read again.
    out["duration"] = duration.value.T
    out["unit"].view(np.uint8).reshape(-1, 4)[:] = unit.T
    out["amount"] = amount.value.T
    out["total"] = total.value


class _Days(NamedTuple):
    """Dates as whole numbers yyyymmdd (they compare as dates do), their years, and where there is none."""

    day: NDArray[np.int32]
    year: NDArray[np.int32]
    bad: Mask


def _days(rows: Bytes) -> _Days:
    digits = rows - np.uint8(_ZERO)
    bad = (digits > 9).any(axis=0)
    pairs = digits[0::2] * np.uint8(10) + digits[1::2]
    day, month = pairs[0], pairs[1]
    year = pairs[2].astype(np.int32) * 100 + pairs[3]
    last = _DAYS[np.minimum(month, 100)]
    leap = (month == 2) & (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    bad |= (day == 0) | (day > last + leap) | (year == 0)
    return _Days((year * 100 + month) * 100 + day, year, bad)


def _dates(up: Bytes, expected: Expected, suspect: Mask) -> None:
    birth, entry, leave = (_days(up[FIELD[name].start : FIELD[name].end]) for name in ("birth_date", "entered_on", "left_on"))
    stays = (up[FIELD["left_on"].start : FIELD["left_on"].end] == _SPACE).all(axis=0)
    suspect |= birth.bad | entry.bad | (entry.day <= birth.day)
    suspect |= ~stays & (leave.bad | (leave.day < entry.day))
    suspect |= (birth.year > expected.year) | (entry.year > expected.year)
    suspect |= ~stays & (leave.year != expected.year)
