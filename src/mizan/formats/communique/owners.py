"""Who an instruction names to carry it out."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from mizan.formats.communique.fold import Folded, fold, shown
from mizan.formats.communique.types import Owner, Quote, Span
from mizan.formats.communique.vocabulary import compiled, term_pattern

SEVERAL = "communique_owner_several"


_AND = re.compile(r"\s*(?:و|et|,|-|/)?\s*(?:la |le |ال)?\s*")


class _Named(NamedTuple):
    start: int
    end: int
    fund: str | None
    acts: bool
    beside: bool


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("mizan.formats.communique").joinpath("owners.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _edge(group: str, name: str) -> re.Pattern[str]:
    words = "|".join(term_pattern(term, joined=False) for term in _table()[group][name])
    tail = r"(?:\s+(?:السيد|السيده|ال|le|la|les|l'|du|de|des|مصالح|services?|الي|ل))*[\s']*$" if name != "after" else r"(?![^\W_])"
    return re.compile(rf"(?<![^\W_])(?:{words}){tail}" if name != "after" else rf"[\s,]*(?:[^\W\d_]+\s+)?(?:{words}){tail}")


def owner(text: str, around: Span) -> Owner:
    """The owner named in a piece of the text: a fund's code, or the words that name a person or a direction.

    Who is told to act comes before who is only named; who is only worked with ("in coordination with") is nobody's owner. Two that
    weigh the same give none, and a note.
    """
    folded = fold(around.cut(text), around.start)
    named = [one for one in _named(folded.text) if not one.beside]
    best = [one for one in named if one.acts] or [one for one in named if one.fund]
    quotes = tuple(_quote(text, folded, one) for one in best)
    names = list(dict.fromkeys(one.fund or shown(quote.text) for one, quote in zip(best, quotes, strict=True)))
    if not names:
        return Owner(None, (), None)
    if len(names) > 1:
        return Owner(None, quotes, SEVERAL)
    return Owner(names[0], quotes, None)


def _named(folded: str) -> list[_Named]:
    found: list[_Named] = []
    for fund in _table()["fund"]:
        for term in fund["terms"]:
            found += [_at(folded, one, fund["code"]) for one in compiled(term).finditer(folded)]
    funds = list(found)
    for term in _table()["role"]["terms"]:
        for one in compiled(term).finditer(folded):
            # "The director general of CNR" is one name: its fund is the owner.
            if (
                of := next(
                    (
                        fund
                        for fund in funds
                        if 0 <= fund.start - one.end() <= 32 and not re.search(r"[.;:]", folded[one.end() : fund.start])
                    ),
                    None,
                )
            ) is not None:
                acts = _acts(folded, one.start(), of.end)
                found = [
                    other._replace(start=one.start(), acts=True if acts else other.acts, beside=_is_beside(folded, one.start()))
                    if other == of
                    else other
                    for other in found
                ]
            else:
                found.append(_at(folded, one, None))
    found.sort(key=lambda named: (-(named.end - named.start), named.start))
    kept: list[_Named] = []
    for named in found:
        if all(named.end <= other.start or named.start >= other.end for other in kept):
            kept.append(named)
    kept.sort()
    for rank in range(1, len(kept)):
        # "Between CNAS and CNR": the second is only worked with too.
        if kept[rank - 1].beside and _AND.fullmatch(folded, kept[rank - 1].end, kept[rank].start):
            kept[rank] = kept[rank]._replace(beside=True)
    return kept


_OF = re.compile(
    r"(?:\s+(?:ال|لل|وال|ول)[^\W\d_]{2,}|\s+ل[^\W\d_]{4,}"
    r"|\s*(?:\s(?:de la|des|du|de)\s+|\s(?:de l'|d'))(?!(?:lui|leur|nous)\s|[^\W\d_]+(?:er|ir|re)(?![^\W_]))[^\W\d_]{3,}|\s+(?:generale?s?|"
    r"regiona(?:le|ux|les)|centrale?s?)){1,4}"
)
"""What a direction directs, said after its name."""


def _at(folded: str, one: re.Match[str], fund: str | None) -> _Named:
    if fund is None:
        more = _OF.match(folded, one.end())
        end = more.end() if more else one.end()
        # A person or a direction counts only where it is told to act: it may as well be who is written to.
        first = not folded[: one.start()].strip(' -:"«') or folded[: one.start()].strip() in ("le", "la", "les", "l'", "علي")
        return _Named(one.start(), end, None, first or _acts(folded, one.start(), end), _is_beside(folded, one.start()))
    return _Named(one.start(), one.end(), fund, _acts(folded, one.start(), one.end()), _is_beside(folded, one.start()))


def _acts(folded: str, start: int, end: int) -> bool:
    return (
        _edge("acting", "before").search(folded[max(start - 48, 0) : start]) is not None
        or _edge("acting", "after").match(folded, end) is not None
    )


def _is_beside(folded: str, start: int) -> bool:
    return _edge("beside", "terms").search(folded[max(start - 48, 0) : start]) is not None


def _quote(text: str, folded: Folded, named: _Named) -> Quote:
    span = folded.span(named.start, named.end)
    return Quote(span.cut(text), span)
