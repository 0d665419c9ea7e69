"""What announces an item: a sign, a number, a letter, a word; at the start of a line or in the middle of one."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mizan.formats.communique.fold import fold
from mizan.formats.communique.types import Span


class Mark(NamedTuple):
    """A mark from `start` to before `end`. `kind` tells lists apart; `rank` is the place a number, a letter or a word gives (0: a sign)."""

    start: int
    end: int
    kind: str
    rank: int


_SIGNS = "-–—―−‐‑•·∙●○◦◯▪▫■□◾◽▸▹►▶▷➢➤➔→⇒‣⁃*※✓✔✅☑✦✧❖◆◇♦»ـ\uf0b7\uf0a7\uf0fc\uf0d8\uf076"
_DASH = frozenset("-–—―−‐‑ـ")
_SURE = frozenset(_SIGNS) - _DASH - frozenset("·*→⇒»")
_LEAD = r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
_D = r"[0-9٠-٩۰-۹]"
_AFTER = r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069]"

_SIGN = re.compile(rf"(?:[{re.escape(_SIGNS)}]{{1,2}}|o(?={_AFTER}))\ufe0f?(?={_AFTER}*\S)")
_NUMBER = re.compile(rf"[(\[]?({_D}{{1,2}})(?:{_AFTER}?[)\].\-–/:°]{{1,2}}[\-–.:]?|\ufe0f?\u20e3|\t)(?=\D)")
_NUMBERS = re.compile(rf"{_D}{{1,2}}(?:[.\-]{_D}{{1,2}})+[.)\-–:]?(?={_AFTER})")
_ROMAN = re.compile(r"[(]?(VIII|VII|VI|IV|IX|III|II|I|V|X|viii|vii|vi|iv|ix|iii|ii|i|v|x)[).\-–/]+(?=\s)")
_LATIN = re.compile(r"[(]?(?:([a-h])[).]|([A-H])[)\-–/])[\-–]?(?=\s*\S)")
_ARABIC = re.compile(rf"[(]?(أ|ا|ب|ج|د|ه|هـ|و|ز|ح|ط|ي){_AFTER}?[).\-–/:]{{1,2}}(?={_AFTER}*\S)")
_ABJAD = "ابجدهوزحطي"
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}

_ORDINALS = (
    ("اولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا"),
    ("الاولي|الاول", "الثانيه|الثاني", "الثالثه|الثالث", "الرابعه|الرابع", "الخامسه|الخامس", "السادسه|السادس", "السابعه|السابع"),
    ("premierement", "deuxiemement|secondement", "troisiemement", "quatriemement", "cinquiemement", "sixiemement", "septiemement"),
    ("primo", "secundo", "tertio", "quarto", "quinto", "sexto", "septimo"),
    ("en premier lieu", "en (?:deuxieme|second) lieu", "en troisieme lieu", "en quatrieme lieu", "en cinquieme lieu", "en sixieme lieu"),
    ("firstly", "secondly", "thirdly", "fourthly", "fifthly", "sixthly", "seventhly"),
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh"),
)
_NAMED = r"(?:(?:التعليمه|النقطه|البند|المحور|التوصيه|instruction|point|axe|recommandation)\s+)"
_NAMED_NUMBER = re.compile(
    r"(?:التعليمه|النقطه|البند|المحور|التوصيه|instruction|point|axe|recommandation)\s+(?:رقم\s+|n[°o]\s*)?(\d{1,2})\s*[:.\-)/]+"
)


def _ordinal_patterns() -> list[tuple[str, int, re.Pattern[str]]]:
    found = []
    for family, ranks in enumerate(_ORDINALS):
        for rank, word in enumerate(ranks, 1):
            if family == 1:
                body = rf"{_NAMED}?(?:{word})\s*[:\-.)/]+"
            elif family == 6:
                body = rf"(?:{word})\s*[:,]+"
            else:
                body = rf"و?(?:{word})(?![^\W_])\s*[:,\-.)/]*"
            found.append((f"word{family}", rank, re.compile(body)))
    return found


_WORDS = _ordinal_patterns()


LAST = "last"
"""The kind of "finally", which only counts after words that number."""

_FINALLY = re.compile(r"(?:et enfin|enfin|و?اخيرا)(?![^\W_])\s*[:,\-]*")


def indent(text: str, span: Span) -> int:
    """How far in a line begins, a tab counting for four."""
    deep = 0
    for char in span.cut(text):
        if char == "\t":
            deep += 4
        elif char.isspace():
            deep += 1
        elif unicodedata.category(char) != "Cf":
            break
    return deep


def at_start(text: str, span: Span) -> Mark | None:
    """The mark a line begins with."""
    lead = re.compile(_LEAD).match(text, span.start, span.end)
    start = lead.end() if lead else span.start
    return _at(text, start, span.end)


def _at(text: str, start: int, end: int) -> Mark | None:
    if start >= end:
        return None
    if (one := _NUMBERS.match(text, start, end)) and not _date_like(one.group()):
        return Mark(start, one.end(), "numbers", 0)
    if one := _NUMBER.match(text, start, end):
        return Mark(start, one.end(), "number", _value(one[1]))
    if mark := _sign_at(text, start, end):
        return mark
    for pattern, kind, rank in _LETTERS:
        if one := pattern.match(text, start, end):
            return Mark(start, one.end(), kind, rank(one))
    return _word_at(text, start, end)


def _sign_at(text: str, start: int, end: int) -> Mark | None:
    if one := _SIGN.match(text, start, end):
        char = text[start]
        # Two dashes of different length are one sign: a text that was typed mixes them.
        return Mark(start, one.end(), "-" if char in _DASH else char, 0)
    if unicodedata.category(text[start]) == "So":
        after = start + 1
        while after < end and (text[after] in "\ufe0f\u200d" or unicodedata.category(text[after]) in ("So", "Sk", "Mn")):
            after += 1
        return Mark(start, after, "symbol", 0)
    return None


_FIRSTS = (
    "أول",
    "اول",
    "ثان",
    "ثالث",
    "راب",
    "خام",
    "ساد",
    "ساب",
    "ثام",
    "تاس",
    "عاش",
    "وأ",
    "وا",
    "وث",
    "ور",
    "وخ",
    "وس",
    "وت",
    "وع",
    "الأول",
    "الاول",
    "الثان",
    "الثالث",
    "الراب",
    "الخام",
    "الساد",
    "الساب",
    "التعليم",
    "النقط",
    "البند",
    "المحور",
    "التوصي",
    "أخي",
    "اخي",
    "prem",
    "deux",
    "second",
    "troi",
    "quat",
    "cinq",
    "six",
    "sept",
    "primo",
    "secu",
    "tert",
    "quar",
    "quin",
    "sext",
    "en",
    "first",
    "third",
    "four",
    "fift",
    "instr",
    "point",
    "axe",
    "recom",
    "enfin",
    "et",
)
"""How words that number begin: most words are told from them at once."""


def _word_at(text: str, start: int, end: int) -> Mark | None:
    if not text[start : start + 9].lower().startswith(_FIRSTS) and unicodedata.category(text[start + 1 : start + 2] or "x") != "Mn":
        return None
    folded = fold(text[start : min(end, start + 60)], start)
    if one := _NAMED_NUMBER.match(folded.text):
        return Mark(start, folded.ends[one.end() - 1], "named", int(one[1]))
    for kind, rank, pattern in _WORDS:
        if one := pattern.match(folded.text):
            return Mark(start, folded.ends[one.end() - 1], kind, rank)
    if one := _FINALLY.match(folded.text):
        return Mark(start, folded.ends[one.end() - 1], LAST, 99)
    return None


def _value(digits: str) -> int:
    return int("".join(str(unicodedata.decimal(one)) for one in digits))


def _date_like(found: str) -> bool:
    return len(re.findall(_D + "+", found)) > 2


def _roman_rank(one: re.Match[str]) -> int:
    return _ROMANS[one[1].lower()]


def _latin_rank(one: re.Match[str]) -> int:
    return ord((one[1] or one[2]).lower()) - ord("a") + 1


def _arabic_rank(one: re.Match[str]) -> int:
    return _ABJAD.index(one[1][0].replace("أ", "ا")) + 1


_LETTERS: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], int]], ...] = (
    (_ROMAN, "roman", _roman_rank),
    (_LATIN, "latin", _latin_rank),
    (_ARABIC, "arabic", _arabic_rank),
)


def inside(text: str, block: Sequence[Span]) -> list[Mark]:
    """The marks in the middle of the lines of a paragraph.

    A sign counts where nothing else can be meant by it: one that is only ever a bullet, or a dash after a colon, a semicolon or a full
    stop. Numbers, letters and words count when they follow one another from the first on.
    """
    start, end = block[0].start, block[-1].end
    starts = {mark.start for span in block if (mark := at_start(text, span))}
    ordered: dict[str, list[Mark]] = {}
    signs: list[Mark] = []
    for one in re.finditer(r"(?<=[\s:;؛,،.(«])\S", text[start:end]):
        at = start + one.start()
        char = text[at]
        before = text[start:at].rstrip()
        if char in _SURE or (unicodedata.category(char) == "So" and char not in "©®™°№"):
            if mark := _sign_at(text, at, end):
                signs.append(mark)
            continue
        if char in _DASH or char == "*":
            if before.endswith((":", ";", "؛", ".", "،", ",")) and text[at + 1 : at + 2].isspace() and (mark := _sign_at(text, at, end)):
                signs.append(mark)
            continue
        mark = _at(text, at, end)
        if mark is not None and mark.rank:
            ordered.setdefault(mark.kind, []).append(mark)
    kept = [mark for mark in signs if mark.kind != "-" or _several(text, start, signs)]
    finally_ = ordered.pop(LAST, [])
    for kind, run in ordered.items():
        followed = _following(run)
        kept += followed
        if kind.startswith("word") and followed:
            kept += [mark for mark in finally_ if mark.start > followed[-1].start][:1]
    return sorted({mark for mark in kept if mark.start not in starts})


def _several(text: str, start: int, signs: Sequence[Mark]) -> bool:
    dashes = [mark for mark in signs if mark.kind == "-"]
    return len(dashes) > 1 or text[start : dashes[0].start].rstrip().endswith(":")


def _following(run: Sequence[Mark]) -> list[Mark]:
    """Of marks that give a rank, those that count 1, 2, 3… from a first one on, if they are two at least."""
    kept: list[Mark] = []
    for mark in run:
        if mark.rank == len(kept) + 1:
            kept.append(mark)
    return kept if len(kept) > 1 else []
