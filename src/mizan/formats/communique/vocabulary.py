"""Terms of both languages, as data writes them down, found in a folded text.

A term is words separated by spaces. `word*` is any word that begins so; `~` stands for up to three words in between, `~8` for up to eight,
never past the end of a sentence. An Arabic word is met with the letters that join it (و ف ب ل ك ال) and with a possessive ending, a French
one in the plural.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from mizan.formats.communique.fold import plain

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LETTER = r"[^\W\d_]"
_JOINED = r"(?:[وف])?(?:لل|[بلك]?ال|[بلك])?"
_ENDING = r"(?:ها|هم|هما|هن|نا|كم|ه|ا)?"
_BETWEEN = r"[^\w.;?!:]{1,4}"


def term_pattern(term: str, *, joined: bool = True) -> str:
    """The regular expression of a term, without its edges. `joined=False`: an Arabic first word stands as written."""
    parts: list[str] = []
    gap = ""
    for rank, word in enumerate(plain(term).split(" ")):
        if word.startswith("~"):
            gap = rf"(?:[^\W_]+{_BETWEEN}){{0,{word[1:] or 3}}}?"
            continue
        body = _word(word, joined=joined or rank > 0)
        parts.append((_BETWEEN + gap if parts else "") + body)
        gap = ""
    return "".join(parts)


def _word(word: str, *, joined: bool) -> str:
    stem, star = (word[:-1], True) if word.endswith("*") else (word, False)
    if not _ARABIC.search(stem):
        # An elided article stands before its word as a word of its own: "l'annee".
        return rf"(?:{_LETTER}{{1,2}}')?{re.escape(stem)}" + (rf"{_LETTER}*" if star else "(?:s|x|es)?")
    lead = ""
    if joined and len(stem) > 4 and stem.startswith("ال"):
        # The article of a term may be missing in a text, and what looks like one may be letters of the word.
        stem, lead = stem[2:], "(?:ال)?"
    body = re.escape(stem)
    if star:
        body += rf"{_LETTER}*"
    elif stem.endswith("ه"):
        body = re.escape(stem[:-1]) + r"(?:ه|ت(?:ها|هم|هما|هن|نا|كم|ه)?|ات(?:ها|هم|ه)?)"
    else:
        body += _ENDING
    return _JOINED + lead + body if joined else "[وف]?" + body.replace(_ENDING, "(?:ت|وا)?" + _ENDING)


@lru_cache(maxsize=4096)
def compiled(term: str, *, joined: bool = True) -> re.Pattern[str]:
    """A term ready to be searched in a folded text."""
    return re.compile(rf"(?<![^\W_]){term_pattern(term, joined=joined)}(?![^\W_])")


class Met(NamedTuple):
    """A term met in a folded text."""

    start: int
    end: int
    key: str
    weight: int


def meet(text: str, terms: Iterable[tuple[str, str, int]]) -> list[Met]:
    """Every term (written, key, weight) met in a folded text, in order; of two that overlap for one key the longer is kept."""
    found = [Met(one.start(), one.end(), key, weight) for term, key, weight in terms for one in compiled(term).finditer(text)]
    found.sort(key=lambda met: (-(met.end - met.start), met.start, met.key))
    kept: list[Met] = []
    for met in found:
        if all(met.key != other.key or met.end <= other.start or met.start >= other.end for other in kept):
            kept.append(met)
    return sorted(kept)


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of a folded text."""
    return re.finditer(r"[^\W_]+", text)
