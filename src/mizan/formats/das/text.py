"""Bytes to characters: the clean-up of a file, its records, and the text fields of a record."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from mizan.formats.das.layout import DETAIL_LENGTH, FIRST_YEAR, LAST_YEAR

PLAIN_NAME = re.compile(r"[A-Z.'\-](?:[A-Z.'\- ]*[A-Z.'\-])?", re.ASCII)
PLAIN_TEXT = re.compile(r"[!-`{-~](?:[ -`{-~]*[!-`{-~])?", re.ASCII)

_BOM = b"\xef\xbb\xbf"
_SUBSTITUTE = b"\x1a"
_FOLD = str.maketrans(
    {
        "Œ": "OE",
        "Æ": "AE",
        "Ø": "O",
        "Ł": "L",
        "Đ": "D",
        "ẞ": "SS",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


class Cleaned(NamedTuple):
    """A file's bytes ready to be cut in records, and the codes of what had to be changed. `fixed`: records follow without separator."""

    data: bytes
    notices: tuple[str, ...]
    fixed: bool


def clean(data: bytes) -> Cleaned:
    """Remove a byte-order mark and the end-of-file mark of floppy days, turn UTF-16 into bytes, know how records are separated."""
    notices: list[str] = []
    if encoding := _wide(data):
        data = data.decode(encoding, "replace").removeprefix("\ufeff").encode("utf-8", "replace")
        notices.append("file_utf16")
    elif data.startswith(_BOM):
        data = data[len(_BOM) :]
        notices.append("file_bom")
    if data[-256:].rstrip(b"\r\n \0").endswith(_SUBSTITUTE):
        data = data.rstrip(b"\r\n \0").rstrip(_SUBSTITUTE)
        notices.append("file_end_mark")
    if b"\n" in data:
        return Cleaned(data, tuple(notices), fixed=False)
    if b"\r" in data:
        return Cleaned(data.replace(b"\r", b"\n"), (*notices, "file_cr"), fixed=False)
    return Cleaned(data, tuple(notices), fixed=_fixed(data))


def _wide(data: bytes) -> str | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = data[:64]
    if len(start) >= 32 and start[1::2].count(0) > 24:
        return "utf-16-le"
    if len(start) >= 32 and start[0::2].count(0) > 24:
        return "utf-16-be"
    return None


def _fixed(data: bytes) -> bool:
    """Whether bytes without any separator are records laid end to end: the second one begins with an employer number and a year too."""
    owner = data[DETAIL_LENGTH : DETAIL_LENGTH + 14]
    return len(data) >= 2 * DETAIL_LENGTH and owner.isdigit() and FIRST_YEAR <= int(owner[10:]) <= LAST_YEAR


def records(cleaned: Cleaned) -> Iterator[tuple[int, bytes]]:
    """The records of a file with the number an editor gives their line; blank ones are left out."""
    if cleaned.fixed:
        data = cleaned.data
        parts: Iterator[bytes] = (data[at : at + DETAIL_LENGTH] for at in range(0, len(data), DETAIL_LENGTH))
    else:
        parts = iter(cleaned.data.split(b"\n"))
    for number, part in enumerate(parts, 1):
        record = part[:-1] if part.endswith(b"\r") else part
        if not blank(record):
            yield number, record


def blank(record: bytes) -> bool:
    """Whether a record holds nothing: spaces, tabs, NULs."""
    return not record.strip(b" \t\r\0")


class Characters(NamedTuple):
    """A record as characters. `certain`: its encoding is known (ASCII or UTF-8), not guessed."""

    text: str
    certain: bool


def characters(record: bytes, length: int) -> Characters:
    """The record as characters such that slices by position hold.

    A record of the right number of bytes is cut by bytes (its text fields are decoded one by one, see `read_text`); another one
    is taken as UTF-8 when that is what it is, so that accents do not shift its fields.
    """
    if record.isascii():
        return Characters(record.decode("ascii"), certain=True)
    if len(record) != length:
        try:
            return Characters(record.decode("utf-8"), certain=True)
        except UnicodeDecodeError:
            pass
    return Characters(record.decode("latin-1"), certain=False)


class Text(NamedTuple):
    """A text field as it is kept (Latin capitals, ASCII) and the code of what was changed or is wrong (None: nothing)."""

    value: str
    code: str | None


def read_text(raw: str, *, certain: bool, plain: re.Pattern[str], length: int) -> Text:
    """A name or another text field: trimmed, in capitals, without accents; `text_*` codes say what was changed or is wrong."""
    text = raw.strip(" ")
    if not text or plain.fullmatch(text):
        return Text(text, None)
    guessed = False
    if not certain and not text.isascii():
        text, guessed = _redecode(text)
    upper = text.upper()
    if plain.fullmatch(upper):
        return Text(upper[:length], "text_case")
    folded = _fold(upper).strip(" ")[:length].strip(" ")
    if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c == "\ufffd" for c in text):
        return Text(_ascii(folded), "text_unreadable")
    if not folded.isascii():
        return Text(_ascii(folded), "text_script")
    if guessed and sum(not c.isascii() for c in text) * 2 > len(text):
        # Arabic in a one-byte encoding looks like a run of accented letters: better no name than an invented one.
        return Text(_ascii(folded), "text_script")
    if not plain.fullmatch(folded):
        return Text(folded, "text_symbols")
    return Text(folded, "text_guessed" if guessed else "text_accents")


def _redecode(text: str) -> tuple[str, bool]:
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        return text, False
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), True


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLD))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).upper()


def _ascii(text: str) -> str:
    """The text with every character that has no place in the file as a question mark."""
    return "".join(c if " " <= c <= "~" else "?" for c in text)


def capitals(text: str, length: int) -> str:
    """A text as the file holds it: Latin capitals without accents, cut to its field."""
    return _ascii(_fold(text.upper()))[:length]
