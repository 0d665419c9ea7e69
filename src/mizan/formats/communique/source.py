"""The bytes of a file to the text of a communiqué: its encoding, its form, and what is refused."""

import re
import unicodedata

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.communique import page

LARGEST = 2_000_000
"""The bytes of the largest file read: a communiqué is a few pages, and pages of the web carry much around it."""

LONGEST = 30_000
"""The characters of the longest text read, some twelve pages."""

_FORMS = (
    (b"%PDF", "communique_pdf"),
    (b"PK\x03\x04", "communique_word"),
    (b"PK\x05\x06", "communique_word"),
    (b"\xd0\xcf\x11\xe0", "communique_word"),
    (b"{\\rtf", "communique_word"),
    (b"\x89PNG", "communique_image"),
    (b"\xff\xd8\xff", "communique_image"),
    (b"GIF8", "communique_image"),
    (b"II*\x00", "communique_image"),
    (b"MM\x00*", "communique_image"),
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{3,20})""", re.IGNORECASE)
_KNOWN = {"windows-1256": "cp1256", "cp1256": "cp1256", "iso-8859-6": "iso8859_6", "windows-1252": "cp1252", "iso-8859-1": "cp1252"}


def read_text(data: bytes, name: str = "") -> str | Anomaly:
    """The text of a communiqué, or why it can not be read.

    Text in UTF-8, UTF-16 or a one-byte Arabic or French encoding, and pages of the web. PDF, Word and images are refused with what
    to do instead: they are never opened. `name` is the file's name; only its ending is looked at.
    """
    if len(data) > LARGEST:
        return anomaly("file_too_large", field="file", found=str(len(data)), expected=str(LARGEST))
    for start, code in _FORMS:
        if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            return anomaly(code, field="file")
    text = decode(data)
    if text is None:
        return anomaly("communique_binary", field="file")
    if page.is_page(text, name):
        text = page.text_of(text)
    if not any(char.isalpha() for char in text):
        return anomaly("file_empty", field="file", found=None)
    if len(text) > LONGEST:
        return anomaly("communique_long", field="file", found=str(len(text)), expected=str(LONGEST))
    return text


def decode(data: bytes) -> str | None:
    """Bytes as characters; None when they are no text. A byte-order mark is no part of the text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _checked(data.decode("utf-16", "replace"))
    if wide := _wide(data):
        return _checked(data.decode(wide, "replace"))
    try:
        return _checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _one_byte(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: Arabic letters all have 06 for high byte, Latin ones 00."""
    start = data[: min(len(data) & ~1, 512)]
    if len(start) < 16:
        return None
    for encoding, high in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if sum(byte in (0x00, 0x06) for byte in high) * 10 > len(high) * 9:
            return encoding
    return None


def _one_byte(data: bytes) -> str | None:
    said = _CHARSET.search(data[:4096])
    if said and (known := _KNOWN.get(said[1].decode("ascii").lower())):
        return _checked(data.decode(known, "replace"))
    high = sum(byte >= 0x80 for byte in data)
    letters = high + sum(chr(byte).isalpha() for byte in data if byte < 0x80)
    if high * 4 < letters:
        return _checked(data.decode("cp1252", "replace"))
    # Of the two Arabic encodings, the one in which the article stands most often is the one it was written in.
    return max((_checked(data.decode(one, "replace")) or "" for one in ("cp1256", "iso8859_6")), key=lambda text: text.count("ال")) or None


def _checked(text: str) -> str | None:
    """A text, unless what it holds are not characters of one."""
    text = text.removeprefix("\ufeff")
    strange = sum((unicodedata.category(char) in ("Cc", "Cn", "Cs") and char not in "\t\n\r\f\v\x85") or char == "\ufffd" for char in text)
    return None if strange * 50 > len(text) or "\0" in text else text
