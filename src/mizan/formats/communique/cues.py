"""The cues of `cues.toml`: what instructs, what presents, what concludes."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from mizan.formats.communique.fold import plain
from mizan.formats.communique.vocabulary import compiled, term_pattern

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_INFINITIVES = ("er", "ir", "dre", "ttre", "ire", "vre", "aitre")
_NOUNS = ("tion", "sion", "ment", "age", "ance", "ence")
_DETERMINERS = re.compile(r"^(?:(?:a|de|d|la|le|l|les|du|des|une|un|aux|au)[\s']+)+")
_CONNECTORS = re.compile(r"^(?:(?:و|ثم|كما|كذا|وكذا|et|ainsi que)\s+)+")


class Cue(NamedTuple):
    """A cue met in a folded text. `kind`: need, ask, order, told (`cues.toml` says what each is)."""

    start: int
    end: int
    kind: str
    strip: bool


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("mizan.formats.communique").joinpath("cues.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _directives() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    return tuple(
        (compiled(term, joined=False), group["kind"], group["strip"]) for group in _table()["directive"] for term in group["terms"]
    )


def directives(folded: str) -> list[Cue]:
    """Every verb that instructs, in order; of those that begin together the longest, of those that overlap the first."""
    found = [
        Cue(one.start(), one.end(), kind, strip)
        for pattern, kind, strip in _directives()
        for one in pattern.finditer(folded)
        if not _past(folded, one.start())
    ]
    # What asks through a necessity says more than the bare verb: it wins though both begin together.
    found.sort(key=lambda cue: (cue.start, cue.kind != "need", -cue.end))
    kept: list[Cue] = []
    for cue in found:
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return kept


@lru_cache(maxsize=1)
def _past_pattern() -> re.Pattern[str]:
    words = "|".join(term_pattern(term, joined=False) for term in _table()["speaker"]["past"])
    return re.compile(rf"(?<![^\W_])(?:{words})[\s']+$")


def _past(folded: str, at: int) -> bool:
    return _past_pattern().search(folded[max(at - 24, 0) : at]) is not None


@lru_cache(maxsize=16)
def _any_of(group: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(term_pattern(term) for term in _table()[group][name])})(?![^\W_])")


@lru_cache(maxsize=1)
def closing() -> re.Pattern[str]:
    """What begins a conclusion, at the start of a folded text."""
    return _starts("closing")


@lru_cache(maxsize=1)
def new_paragraph() -> re.Pattern[str]:
    """What can only begin a paragraph: a conclusion, or a sentence that goes on telling."""
    return re.compile(f"(?:{_starts('closing').pattern}|{_starts('opening').pattern})")


def _starts(group: str) -> re.Pattern[str]:
    words = "|".join(sorted((term_pattern(term, joined=False) for term in _table()[group]["terms"]), key=len, reverse=True))
    return re.compile(rf"[^\w]*(?:{words})(?![^\W_])")


def list_kind(folded: str) -> str | None:
    """What a list is of, by the words before it: "directive", "presented", or None when they do not say.

    The last word that says it counts: who was heard comes first, what was instructed after it.
    """
    last: tuple[int, int, str] | None = None
    for name in ("presented", "directive"):
        for term in _table()["list"][name]:
            for one in compiled(term).finditer(folded):
                here = (one.end(), -one.start(), name)
                if last is None or here > last:
                    last = here
    return last[2] if last else None


_DEMANDS = re.compile(
    r"و?(?:طالب|طلب|اوصي|قرر|اقترح)ت?\s+(?:ممثلو|ممثل|المشاركون|المتدخلون|الحاضرون|الخبراء|النقابه|"
    r"المدراء العامون|المديرون العامون)(?![^\W_])"
)


def other_speaker(folded: str, cue: Cue) -> bool:
    """Whether somebody else than the one who presides says it: "the director general insisted on…"."""
    inside = folded[cue.start : cue.end]
    if cue.kind in ("order", "told"):
        # "The workers' representatives demanded": whoever is in the nominative there speaks, and is not spoken to.
        return _DEMANDS.match(inside) is not None
    before = folded[max(cue.start - 60, 0) : cue.start]
    pattern = _any_of("speaker", "terms")
    if _ARABIC.search(inside):
        first = pattern.search(inside)
        return (
            first is not None and len(inside[: first.start()].split()) <= 2 and inside.split()[0].strip("و")[:2] not in ("دع", "حث", "كل")
        )
    found = list(pattern.finditer(before))
    return bool(found) and not _any_of("speaker", "authority").search(before[found[-1].end() :])


def has_authority(folded: str) -> bool:
    """Whether a minister or a wali presides over what is told."""
    return _any_of("speaker", "authority").search(folded) is not None


_FUTURE = re.compile(r"(?<![^\W_])[a-z]{3,}(?:er|ir|tr|dr|fer|aur|ser)(?:a|ont)(?![^\W_])")


def gives_duty(folded: str) -> bool:
    """Whether the first words of an item give a duty to somebody: "the direction shall send…"."""
    start = folded[:120]
    return _FUTURE.search(start) is not None or _any_of("item", "terms").search(start) is not None or bool(directives(start))


def is_formula(folded: str) -> bool:
    """Whether a sentence is only a formula of the end of a letter."""
    return _any_of("empty", "terms").search(folded) is not None


@lru_cache(maxsize=1)
def _actions() -> frozenset[str]:
    table = _table()["action"]
    return frozenset(plain(word) for word in (*table["ar"], *table["fr"]))


_LABEL = re.compile(r"\W*[^\W\d_]+(?:[\s'][^\W\d_]+){0,3}\s*:\s*(?=\w)")


def is_action(folded: str) -> bool:
    """Whether a folded text begins with the noun of an action or with an infinitive."""
    if label := _LABEL.match(folded):
        # "Finances: reduce…": what comes after its label is the action.
        folded = folded[label.end() :]
    text = _CONNECTORS.sub("", folded.lstrip(" \"'«»“”():-"))
    bare = _DETERMINERS.sub("", text)
    first = re.match(r"[^\W\d_]+", bare)
    if first is None:
        return False
    word = first.group()
    if _ARABIC.search(word):
        return any(_arabic_action(one) for one in _bare(word))
    # A noun may follow an article, an infinitive never does: "le dernier" is no verb.
    endings = _NOUNS if bare != text and not re.match(r"(?:a|de|d)[\s']", text) else _NOUNS + _INFINITIVES
    return word in _actions() or (len(word) > 3 and word.endswith(endings))


def _bare(word: str) -> list[str]:
    forms = [word]
    for lead in ("و", "ب", "ل", "ال", "بال", "وال", "لل", "وب", "ول"):
        if word.startswith(lead) and len(word) - len(lead) >= 3:
            forms.append(word[len(lead) :])
    return forms


def _arabic_action(word: str) -> bool:
    """Whether a word has the form of a verb's noun (تفعيل، تفعل، تفاعل، تفعلة، إفعال، استفعال، مفاعلة) or is one of the list."""
    if word in _actions() or "ال" + word in _actions():
        return True
    if word[0] == "ت":
        return len(word) in (4, 5) or (len(word) > 5 and word[-2] in "يا")
    if len(word) > 4 and word[0] == "ا" and word[1] != "ل":
        return word[-2] == "ا" or (word[-1] == "ه" and word[-3] == "ا")
    return len(word) == 6 and word[0] == "م" and word[2] == "ا" and word[-1] == "ه"
