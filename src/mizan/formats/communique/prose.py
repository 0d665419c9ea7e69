"""Instructions told in sentences: "the minister insisted on the need to…", "directors must…"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mizan.formats.communique import cues
from mizan.formats.communique.cues import Cue
from mizan.formats.communique.fold import Folded, fold
from mizan.formats.communique.types import Found, Span

_SENTENCE = re.compile(r"(?:[^.!?]|\.(?=\d)|(?<=\d)\.(?=\S)|(?<=\bm)\.|(?<=\bmm)\.|(?<=\bdr)\.|(?<=\bn)\.|(?<=\bart)\.)+[.!?]?")
_JOINT = re.compile(
    r"(?:[\s,;:\-\"'»«“”]|(?<![^\W_])(?:و|كما|كذا|وكذا|et|puis|ainsi|par ailleurs|en outre|egalement|il|le ministre|"
    r"la ministre|m)(?![^\W_]))+$"
)
_STATEMENT = re.compile(r"[\s\"«]*(?:ان|انه|انها|بان|بانه|كون|que|qu|le fait que)(?![^\W_])")
_LEAST_WORDS = 3
_LEADING = " :,'\"«“"
_PLACE = re.compile(r"\s*[^\W\d_]{3,20}\s*(?:\([^)]{2,12}\)\s*)?-\s+")
"""Where a news agency writes from: "ALGER - "."""


_NEED = re.compile(r"\s*(?:ضروره|وجوب|حتميه|الزاميه|la necessite d[e']|l'obligation d[e']|l'imperatif d[e'])(?![^\W_])\s*(?!ان\b)")
_TO_DO = re.compile(r"(?<![^\W_])(?:de |d'|a )\s*([^\W\d_]+(?:er|ir|re)\b)")


class Paragraph(NamedTuple):
    """A paragraph; `leads`: a list follows it, which its last sentence announces."""

    span: Span
    leads: bool
    lines: tuple[Span, ...]


def instructions(text: str, paragraphs: Sequence[Paragraph], after: int | None) -> list[Found]:
    """The instructions told in sentences. `after`: where the first listed instruction begins; None when there is none.

    Beside a list, what comes before it only introduces it, unless it orders by itself.
    """
    presides = any(cues.has_authority(fold(one.span.cut(text)).text) for one in paragraphs)
    found: list[Found] = []
    closed = False
    for rank, paragraph in enumerate(paragraphs):
        folded = fold(paragraph.span.cut(text), paragraph.span.start)
        closed = closed or cues.closing().match(folded.text) is not None
        if _title(folded, rank, paragraphs):
            continue
        sentences = list(_SENTENCE.finditer(folded.text))
        if paragraph.leads and sentences:
            sentences.pop()
        for sentence in sentences:
            introduces = after is not None and paragraph.span.start < after
            kinds = {"order"} if closed or introduces else {"order", "told", "need", "ask"}
            found += _told(folded, sentence.start(), sentence.end(), kinds, presides=presides)
    return found


def _title(folded: Folded, rank: int, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a paragraph is the title: short, first or second, without a full stop, and others follow."""
    return (
        rank < 2
        and len(paragraphs) > rank + 1
        and len(folded.text.split()) < 26
        and not folded.text.rstrip().endswith((".", "!", "»", '"'))
    )


def _told(folded: Folded, start: int, end: int, kinds: set[str], *, presides: bool) -> list[Found]:
    body = folded.text[start:end]
    met = [cue for cue in cues.directives(body) if not (presides and cues.other_speaker(body, cue))]
    heads = _heads(body, met)
    found = []
    for rank, cue in enumerate(heads):
        stop = heads[rank + 1].start if rank + 1 < len(heads) else len(body)
        if rank + 1 < len(heads) and (joint := _JOINT.search(body[:stop])):
            stop = joint.start()
        begin = cue.end if cue.strip else _from(body, cue, rank)
        asks = cue
        while cue.strip and (more := _NEED.match(body, begin)):
            begin, asks = more.end(), cue._replace(kind="need")
        content = body[begin:stop]
        if cue.kind not in kinds or len(content.split()) < 2 or not _says(content, asks) or cues.is_formula(body):
            continue
        while begin < stop and (body[begin] in _LEADING or body.startswith("et ", begin)):
            begin += 3 if body.startswith("et ", begin) else 1
        span = _span(folded, start + begin, start + stop)
        around = folded.span(start + min(begin, cue.start), start + stop)
        action = start + (begin if cue.strip else _action(body, cue, stop))
        found.append(Found(span, around, Span(0, 0), folded.starts[min(action, len(folded.starts) - 1)]))
    return found


def _action(body: str, cue: Cue, stop: int) -> int:
    """Where the action begins in what keeps its verb: after whom it is said to."""
    if not body[cue.start].isascii():
        return max(body.rfind(" ", cue.start, cue.end) + 1, cue.start)
    verb = _TO_DO.search(body, cue.end, stop)
    return verb.start(1) if verb else cue.end


def _heads(body: str, met: list[Cue]) -> list[Cue]:
    """The verbs that begin an instruction of their own: the first, and each later one that is not inside what another asks."""
    heads: list[Cue] = []
    for cue in met:
        if heads and cue.kind == "told":
            continue
        if heads and len(body[heads[-1].end : cue.start].split()) < _LEAST_WORDS and heads[-1].kind != "told":
            if heads[-1].kind == "order" and cue.kind in ("need", "ask"):
                # "He gave instructions in which he called for…": the second says what.
                heads[-1] = cue
            continue
        heads.append(cue)
    return heads


def _from(body: str, cue: Cue, rank: int) -> int:
    """Where the text of an instruction begins that keeps its verb: its sentence when it is the first, for who must act stands there."""
    if rank == 0 and (cue.kind == "told" or body[cue.start].isascii()):
        place = _PLACE.match(body)
        return place.end() if place else len(body) - len(body.lstrip())
    return cue.start


def _says(content: str, cue: Cue) -> bool:
    if _STATEMENT.match(content):
        return cue.kind == "need" and re.match(r"\s*(?:ان|que|qu)\b", content) is not None
    return cue.kind != "ask" or cues.is_action(content)


def _span(folded: Folded, start: int, end: int) -> Span:
    while end > start and folded.text[end - 1] in ' ,;"»':
        end -= 1
    return folded.span(start, end)
