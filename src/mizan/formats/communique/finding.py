"""Where the instructions of a communiqué stand, whatever its layout."""

import re
from typing import NamedTuple

from mizan.formats.communique import cues, prose
from mizan.formats.communique.fold import Folded, fold
from mizan.formats.communique.layout import Entry, entries
from mizan.formats.communique.types import Found, Span

_HEADING_WORDS = 14
_LEAST_WORDS = 2
_CALLED = re.compile(
    r"\W*(?:les\s+)?(?:(?:ال)?(?:تعليم|توجيه|توصي|قرار|تقرير|تدخل)|instruction|recommandation|decision|orientation|presentation)"
)
"""What a list may be called though the word has the form of an action."""


class _List(NamedTuple):
    items: list[list[Entry]]
    kind: str | None
    heading: Span


def instructions(text: str) -> list[Found]:
    """The instructions of a communiqué in their order.

    Items of a list that is announced as one of instructions; sentences in which somebody is told or asked to do something; where the
    text is only a list, its items. What was presented, who was there, the introduction and the conclusion give none.
    """
    parts = _headings(text, entries(text, cues.new_paragraph()))
    lists, paragraphs = _grouped(text, parts)
    directive = [one for one in lists if one.kind == "directive"]
    if not directive:
        directive = [one for one in lists if one.kind is None and _acts(text, one)]
    found = [item for one in directive for item in _items(text, one)]
    found += prose.instructions(text, paragraphs, after=min((one.span.start for one in found), default=None))
    if not found:
        found = _bare_lines(text, parts)
    return sorted(found)


def _headings(text: str, parts: list[Entry]) -> list[Entry]:
    """The same parts; an item that only announces others ("2. Instructions:") is a heading, and those that belonged to it are items."""
    for at, item in enumerate(parts):
        if item.mark is None or item.level:
            continue
        end = at + 1
        while end < len(parts) and parts[end].level:
            end += 1
        words = item.span.cut(text)
        if len(words.split()) > _HEADING_WORDS or (end == at + 1 and not _alone(text, parts, at)):
            continue
        if cues.list_kind(fold(words).text) and not _acting(fold(words).text):
            item.mark = None
            for child in parts[at + 1 : end]:
                child.level = 0
    return parts


def _alone(text: str, parts: list[Entry], at: int) -> bool:
    """Whether an item of a few words stands before a paragraph or a list of another sign: it is what they are called."""
    item = parts[at]
    if at + 1 == len(parts) or len(item.span.cut(text).split()) > _HEADING_WORDS // 2:
        return False
    following = parts[at + 1].mark
    return following is None or (item.mark is not None and following.kind != item.mark.kind)


def _acting(folded: str) -> bool:
    """Whether a heading is an action of its own, not a word for what follows ("instructions", "recommendations")."""
    return cues.is_action(folded) and not _CALLED.match(folded)


def _grouped(text: str, parts: list[Entry]) -> tuple[list[_List], list[prose.Paragraph]]:
    """The lists with what they are of, and the paragraphs; a short heading between two lists keeps what was said before it."""
    lists: list[_List] = []
    paragraphs: list[prose.Paragraph] = []
    kind: str | None = None
    heading = Span(0, 0)
    at = 0
    while at < len(parts):
        if parts[at].mark is None:
            end = at + 1
            folded = fold(parts[at].span.cut(text), parts[at].span.start)
            leads = end < len(parts) and parts[end].mark is not None
            kind, heading = _announced(folded, parts[at], kind, heading, leads=leads)
            loose = _loose(text, parts, at, kind, folded) if not leads else []
            if loose:
                lists.append(_List(loose, "directive", Span(0, 0)))
                end = at + 1 + sum(1 for one in loose if one[0] in parts)
            paragraphs.append(prose.Paragraph(parts[at].span, leads=leads or bool(loose), lines=tuple(parts[at].lines)))
        else:
            end, items = _run(parts, at)
            lists.append(_List(items, kind, heading))
        at = end
    return lists, paragraphs


def _run(parts: list[Entry], at: int) -> tuple[int, list[list[Entry]]]:
    """The items from a place on, each with those that belong to it, and where they end."""
    items: list[list[Entry]] = []
    while at < len(parts) and parts[at].mark is not None:
        if parts[at].level and items:
            items[-1].append(parts[at])
        else:
            items.append([parts[at]])
        at += 1
    return at, items


def _announced(folded: Folded, part: Entry, kind: str | None, heading: Span, *, leads: bool) -> tuple[str | None, Span]:
    words = folded.text.split()
    short = len(words) <= _HEADING_WORDS and not folded.text.rstrip().endswith(".")
    said = cues.list_kind(_last_sentence(folded.text))
    if said is None and leads and not short:
        said = cues.list_kind(folded.text)
    if said is not None:
        return said, part.span if short else Span(0, 0)
    if short:
        return kind, part.span
    return None, Span(0, 0)


def _last_sentence(folded: str) -> str:
    body = folded.rstrip(" .:")
    return body[max(body.rfind(". "), body.rfind("! "), body.rfind("? ")) + 1 :]


def _loose(text: str, parts: list[Entry], at: int, kind: str | None, folded: Folded) -> list[list[Entry]]:
    """Instructions without any sign, announced by a colon: pieces that semicolons part, or the lines or paragraphs that follow."""
    body = folded.text.rstrip()
    colon = folded.text.find(":")
    if kind == "directive" and 0 < colon < len(body) - 1:
        # The announcement must itself end at the colon: "on the need to: …".
        if cues.list_kind(_last_sentence(folded.text[: colon + 1])) == "directive":
            return _pieces(folded, colon + 1)
        return []
    if kind != "directive" or not body.endswith(":"):
        return []
    items: list[list[Entry]] = []
    for part in parts[at + 1 :]:
        if part.mark is not None or cues.closing().match(fold(part.span.cut(text)).text):
            break
        lines = [Entry(line, lines=[line]) for line in part.lines]
        heads = [cues.is_action(fold(line.span.cut(text)).text) for line in lines]
        ended = all(line.span.cut(text).rstrip().endswith((".", ";", "؛")) for line in lines)
        if len(lines) > 1 and heads[0] and (ended or sum(heads) * 3 >= len(heads) * 2):
            items += [[line] for line in lines]
            parts[at + 1 :] = [one for one in parts[at + 1 :] if one is not part]
        elif heads[0]:
            items.append([part])
        else:
            break
    return items


def _pieces(folded: Folded, start: int) -> list[list[Entry]]:
    spans = []
    for one in re.finditer(r"[^;]+", folded.text[start:]):
        begin, end = start + one.start(), start + one.end()
        while begin < end and folded.text[begin] in " .,-":
            begin += 1
        while end > begin and folded.text[end - 1] in " ,":
            end -= 1
        if len(folded.text[begin:end].split()) > _LEAST_WORDS:
            spans.append(folded.span(begin, end))
    return [[Entry(span, lines=[span])] for span in spans] if len(spans) > 1 else []


def _acts(text: str, one: _List) -> bool:
    """Whether half of a list's items begin with an action."""
    firsts = [fold(item[0].span.cut(text)).text for item in one.items]
    heads = [cues.is_action(first) or cues.gives_duty(first) for first in firsts]
    return sum(heads) * 2 >= len(heads) and any(heads)


def _items(text: str, one: _List) -> list[Found]:
    found = []
    for item in one.items:
        if cues.is_formula(fold(item[0].span.cut(text)).text):
            continue
        span = tidy(text, Span(item[0].span.start, item[-1].span.end))
        if span is not None and len(span.cut(text).split()) >= _LEAST_WORDS:
            found.append(Found(span, span, one.heading, span.start))
    return found


def tidy(text: str, span: Span) -> Span | None:
    """A span without what only parts it from the next one: spaces, commas, semicolons, a last "and"."""
    folded = fold(span.cut(text), span.start)
    end = len(folded.text)
    while end and (folded.text[end - 1] in " ,;" or (folded.text[:end].endswith((" و", " et")) and folded.text[end - 1].isalpha())):
        end -= 3 if folded.text[:end].endswith(" et") else 1
    start = 0
    while start < end and folded.text[start] in " ,;:-":
        start += 1
    return folded.span(start, end) if end > start else None


def _bare_lines(text: str, parts: list[Entry]) -> list[Found]:
    """The lines of a text that is nothing else than a list without signs."""
    lines = [line for part in parts if part.mark is None for line in part.lines]
    found = []
    for line in lines:
        folded = fold(line.cut(text)).text
        if len(folded.split()) > 3 and cues.is_action(folded) and not folded.endswith(":") and not cues.closing().match(folded):
            span = tidy(text, line)
            if span is not None:
                found.append(Found(span, span, Span(0, 0), span.start))
    return found if len(found) > 1 and len(found) * 3 >= len(lines) * 2 else []
