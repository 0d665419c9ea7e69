"""A text made easy to compare, each of its characters still knowing where it stood in the text as written."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from mizan.formats.communique.types import Span

_SAME = {
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ٱ": "ا",
    "ـ": "",
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "٫": ".",
    "٬": ".",
    "٪": "%",
    "。": ".",
}
_STRETCH = re.compile(r"(?<=\w)ـ+(?=\w)")
_DASHES = frozenset("‐‑‒–—―−﹘﹣－")


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """One character folded: none, one or several characters."""
    if char in _DASHES:
        return "-"
    if char.isspace():
        return " "
    out: list[str] = []
    for part in unicodedata.normalize("NFKD", char):
        if unicodedata.category(part) in ("Mn", "Me", "Cf", "Cc"):
            continue
        if part.isdecimal():
            out.append(str(unicodedata.decimal(part)))
            continue
        # A presentation form gives a plain letter here, and a plain letter may still be a variant.
        out.append("".join(_SAME.get(one, one) for one in _SAME.get(part, part).casefold()))
    return "".join(out)


class Folded(NamedTuple):
    """`text` to search in; `starts` and `ends` give, for each of its characters, where it stood in the text as written."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the text as written for a non-empty span of the folded one."""
        return Span(self.starts[start], self.ends[end - 1])


def fold(text: str, offset: int = 0) -> Folded:
    """Fold a text; `offset` is where it stands in a longer one.

    Gone: vowel signs, tatweel, marks of direction, accents, case. Made one: the forms of alef, ya, kaf and ha, ta marbuta and ha,
    presentation forms and their letters, digits of all scripts, dashes, apostrophes, runs of spaces.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, char in enumerate(text):
        folded = fold_char(char)
        if not folded and ends:
            # A sign laid on a letter goes with it, so that a span never parts them.
            if unicodedata.category(char) in ("Mn", "Me") and ends[-1] == offset + at:
                last = ends[-1]
                for back in range(len(ends) - 1, -1, -1):
                    if ends[back] != last:
                        break
                    ends[back] = offset + at + 1
            continue
        if folded == " " and out and out[-1] == " ":
            ends[-1] = offset + at + 1
            continue
        for one in folded:
            out.append(one)
            starts.append(offset + at)
            ends.append(offset + at + 1)
    return Folded("".join(out), tuple(starts), tuple(ends))


def plain(text: str) -> str:
    """A text folded, its places forgotten, its spaces single: how vocabularies are written down."""
    return " ".join(fold(text).text.split())


def shown(text: str) -> str:
    """A text as it is shown and kept: one space between words, no marks of direction, letters for presentation forms."""
    letters = "".join(_letter(char) for char in text)
    return " ".join(_STRETCH.sub("", letters).split())


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in ("Cf", "Cc") and char != "\u200c":
        return ""
    if "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufeff":
        return unicodedata.normalize("NFKC", char)
    return char
