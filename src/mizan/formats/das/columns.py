"""Many lines at once: their values as columns, and which of them are not plainly sound.

Nothing is judged here. A line that shows anything unusual is marked, and `read_line` reads it again with the rules; a line that is
not marked is one for which `read_line` would find nothing (a property test holds the two together).
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mizan.formats.das.layout import DETAIL_LENGTH, FIELD, FULL, LONGEST

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

RECORD_DTYPE = np.dtype(
    [
        ("amount", "<i8", (4,)),
        ("total", "<i8"),
        ("nss", "S12"),
        ("duration", "<u2", (4,)),
        ("unit", "S1", (4,)),
        ("birth_date", "S8"),
        ("entered_on", "S8"),
        ("left_on", "S8"),
        ("surname", "S25"),
        ("given_name", "S25"),
        ("blank", "S6"),
    ]
)
"""The canonical record of `types.RECORD`, as an array type: the same bytes."""

_NAMES = slice(88, 138)
"""Both names in the bytes of a record."""

CHUNK = 4_096
"""Lines read at a time: their bytes, both ways up, stay in the processor's cache."""

_SPACE, _ZERO, _HYPHEN, _QUOTE, _POINT = (ord(c) for c in " 0-'.")
_H, _J, _M = (ord(c) for c in "HJM")
_HOURS, _DAYS, _MONTHS = (np.int32(LONGEST[unit]) for unit in "HJM")
_MORE_DAYS = np.int32(LONGEST["J"] - FULL["J"])
"""Days beyond those of a full quarter; hours and months have none."""
_TENS = 10 ** np.arange(13, dtype=np.int64)
_LAST_DAY = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, *[0] * 243], dtype=np.uint8)
_NSS_WEIGHTS = np.array([2, 1] * 5, dtype=np.uint8)[:, None]
_NAMED = slice(FIELD["surname"].start, FIELD["given_name"].end)
_READ = FIELD["left_on"].end
"""Names are read as they lie; what stands before and after them, up to the observation, is turned into columns."""
_KEPT = {name: (FIELD[name].start, FIELD[name].length) for name in ("nss", "birth_date", "entered_on", "left_on")}


def _behind(first: str, last: str | None = None) -> slice:
    """The place of a field, or of a run of fields, among the characters that follow the names."""
    return slice(FIELD[first].start - _NAMED.stop, FIELD[last or first].end - _NAMED.stop)


_QUARTERS, _TOTAL = _behind("q1_duration", "q4_amount"), _behind("total")
_DATES = (_behind("birth_date"), _behind("entered_on"), _behind("left_on"))


class Expected(NamedTuple):
    """What the lines of a chunk should repeat: one value, or one for each line."""

    owner: Ints
    """Employer number and year as one number; -1 (no line is plainly sound) where the header does not give both."""
    year: NDArray[np.int32]
    minima: Ints
    """Shape (4, 1) or (4, n): the monthly minimum wage by quarter in centimes, 0 where it is not known."""


class Numbers(NamedTuple):
    """Integers of space-padded fields (32 or 64 bits by their width), and where the field is something else."""

    value: Any
    bad: Mask


def read_columns(lines: Bytes, expected: Expected, out: NDArray[np.void]) -> tuple[Mask, Ints, NDArray[np.int32]]:
    """Read the lines (n, 195) into the records `out`; returns which are not plainly sound, their NSS and their line numbers."""
    front = np.ascontiguousarray(lines[:, : _NAMED.start].T)
    back = np.ascontiguousarray(lines[:, _NAMED.stop : _READ].T)
    head = _digits(front[0:14])
    suspect: Mask = head.bad | (head.value != expected.owner)
    order = _padded(front[14:20])
    order.value[order.bad] = -1
    nss = _nss(front[20:32], back[6:8], suspect)
    _names(lines[:, _NAMED], out, suspect)
    _quarters(back[_QUARTERS], back[_TOTAL], expected, out, suspect)
    _dates(back, expected, suspect)
    for name, (start, length) in _KEPT.items():
        out[name] = np.ascontiguousarray(lines[:, start : start + length]).view(f"S{length}")[:, 0]
    mark = lines[:, DETAIL_LENGTH - 1]
    suspect |= (mark != _ZERO) & (mark != _SPACE)
    return suspect, nss, order.value


def _value(digits: Bytes) -> Any:
    """The numbers written by rows of digit values (…, w, n), the most significant first: 32 bits up to eight digits, 64 beyond."""
    odd = digits.shape[-2] % 2
    pairs = digits[..., odd::2, :] * np.uint8(10) + digits[..., odd + 1 :: 2, :]
    first = digits[..., 0, :] if odd else pairs[..., 0, :]
    value = first.astype(np.int32)
    for index in range(1 - odd, pairs.shape[-2]):
        if index == 4 - odd:
            value = value.astype(np.int64)
        value *= 100
        value += pairs[..., index, :]
    return value


def _digits(rows: Bytes) -> Numbers:
    """Fields that must be digits from end to end."""
    digits = rows - np.uint8(_ZERO)
    bad: Mask = np.any(digits > 9, axis=0)
    return Numbers(_value(digits * (digits < 10)), bad)


def _shapes(width: int) -> tuple[NDArray[np.uint16], NDArray[Any]]:
    """The weights that make one number of the places of the digits in a field, one bit each; and by that number the tens that follow.

    Where the digits are not in one run there is no number: -1.
    """
    weights = (1 << np.arange(width - 1, -1, -1)).astype(np.uint16)[:, None]
    tens = [1] + [0] * ((1 << width) - 1)
    for bits in range(1, 1 << width):
        one_run = "01" not in f"{bits:b}"
        tens[bits] = 10 ** ((bits & -bits).bit_length() - 1) if one_run else -1
    return weights, np.array(tens, dtype=np.int32 if width < 9 else np.int64)


_SHAPES = {width: _shapes(width) for width in (3, 6, 10, 12)}


def _padded(rows: Bytes) -> Numbers:
    """Space-padded fields (…, w, n), aligned left or right; an empty one is 0."""
    weights, shapes = _SHAPES[rows.shape[-2]]
    digits = rows - np.uint8(_ZERO)
    is_digit = digits < 10
    known = is_digit | (rows == _SPACE)
    tens = shapes[(is_digit * weights).sum(axis=-2, dtype=np.uint16)]
    bad: Mask = ~known.all(axis=-2) | (tens < 0)
    digits *= is_digit
    value = _value(digits)
    # A field aligned left reads as if zeros followed it.
    value //= tens
    return Numbers(value, bad)


def _nss(rows: Bytes, birth: Bytes, suspect: Mask) -> Ints:
    number = _digits(rows)
    digits = rows - np.uint8(_ZERO)
    weighted = (digits[:10] * _NSS_WEIGHTS).sum(axis=0, dtype=np.int32)
    key = digits[10].astype(np.int32) * 10 + digits[11]
    suspect |= number.bad | (weighted + key != 99)
    suspect |= (rows[0] != birth[0]) | (rows[1] != birth[1])
    number.value[number.bad] = -1
    value: Ints = number.value
    return value


def _names(names: Bytes, out: NDArray[np.void], suspect: Mask) -> None:
    """Names in capitals; the blanks that follow them become NULs, as in the canonical record."""
    kept = np.ascontiguousarray(names).reshape(-1)
    blank = kept == _SPACE
    plain = ((kept - np.uint8(65)) < 26) | blank
    plain |= (kept == _HYPHEN) | (kept == _QUOTE) | (kept == _POINT)
    suspect[np.flatnonzero(~plain) // 50] = True
    # A blank is taken for one that follows the name if another one follows it, or nothing: two in a row inside a name go to the rules.
    after = blank.copy()
    after[:-1] &= blank[1:]
    of_name, of_blank = after.reshape(-1, 25), blank.reshape(-1, 25)
    of_name[:, 24] = of_blank[:, 24]
    kept *= ~after
    after[:-1] &= ~after[1:]
    of_name[:, 24] = False
    suspect[np.flatnonzero(after) // 50] = True
    suspect |= of_blank[0::2, 0] | of_blank[1::2, 0]
    out.view(np.uint8).reshape(len(out), -1)[:, _NAMES] = kept.reshape(-1, 50)


def _quarters(rows: Bytes, totals: Bytes, expected: Expected, out: NDArray[np.void], suspect: Mask) -> None:
    cells = rows.reshape(4, 14, -1)
    duration = _padded(cells[:, 0:3])
    unit = cells[:, 3]
    amount = _padded(cells[:, 4:14])
    total = _padded(totals)
    is_h, is_j, is_m = unit == _H, unit == _J, unit == _M
    longest = is_h * _HOURS + is_j * _DAYS + is_m * _MONTHS
    worked = duration.value > 0
    strange = duration.bad | amount.bad | (duration.value > longest)
    strange |= worked != (amount.value > 0)
    # Without a known unit only an empty quarter passes, and its unit is blank.
    strange |= ~(is_h | is_j | is_m) & (worked | (unit != _SPACE))
    if expected.minima.any():
        full = longest - is_j * _MORE_DAYS
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
    """The dates of rows (k, 8, n) as ddmmyyyy."""
    digits = rows - np.uint8(_ZERO)
    bad: Mask = np.any(digits > 9, axis=1)
    pairs = digits[:, 0::2] * np.uint8(10) + digits[:, 1::2]
    day, month = pairs[:, 0], pairs[:, 1]
    year = pairs[:, 2].astype(np.int32)
    year *= 100
    year += pairs[:, 3]
    bad |= (day == 0) | (day > _LAST_DAY[month]) | (year == 0)
    # Only a 29 February asks for its year.
    leaps = np.nonzero((day == 29) & (month == 2))
    years = year[leaps]
    bad[leaps] |= (years % 4 != 0) | ((years % 100 == 0) & (years % 400 != 0))
    return _Days((year * 100 + month) * 100 + day, year, bad)


def _dates(back: Bytes, expected: Expected, suspect: Mask) -> None:
    leaves = back[_DATES[2]]
    birth, entry, leave = zip(*_days(np.stack([back[place] for place in _DATES])), strict=True)
    stays = (leaves == _SPACE).all(axis=0)
    suspect |= birth[2] | entry[2] | (entry[0] <= birth[0])
    suspect |= ~stays & (leave[2] | (leave[0] < entry[0]) | (leave[1] != expected.year))
    suspect |= (birth[1] > expected.year) | (entry[1] > expected.year)
