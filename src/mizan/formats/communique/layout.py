"""The layout of a communiqué: its paragraphs and the items of its lists, whatever sign, number, letter or word announces them."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterator

from mizan.formats.communique import cues, marks
from mizan.formats.communique.fold import plain
from mizan.formats.communique.marks import Mark
from mizan.formats.communique.types import Span

_TOPIC = re.compile(
    r"(?:و?(?:في مجال|في ميدان|فيما يخص|فيما يتعلق|بخصوص|بالنسبه|علي صعيد|علي مستوي|من حيث|في شق|في جانب|محور)|"
    r"en matiere|concernant|dans le domaine|au titre|sur le plan|volet|s'agissant|pour ce qui|axe)(?![^\W_])[^:.]{0,60}:$"
)
"""A line that names what the next ones are about."""


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of a line that an announced item makes: its words are at `span`, after the mark."""

    span: Span
    indent: int
    mark: Mark | None


@dataclasses.dataclass(slots=True)
class Entry:
    """A paragraph (`mark` is None) or an item of a list; `level` 1 and more: an item that belongs to the one before it at level 0."""

    span: Span
    mark: Mark | None = None
    indent: int = 0
    level: int = 0
    lines: list[Span] = dataclasses.field(default_factory=list)


def entries(text: str, ends_item: re.Pattern[str]) -> list[Entry]:
    """The paragraphs and items of a text in order. `ends_item` finds, in a folded line, what can only begin another paragraph."""
    found: list[Entry] = []
    ranks: dict[str, int] = {}
    for block in _blocks(text):
        fresh = True
        for line in (_follows(line, ranks) for line in block):
            last = found[-1] if found else None
            if line.mark is not None:
                found.append(Entry(line.span, line.mark, line.indent, lines=[line.span]))
            elif last is None or fresh or _begins(text, line, last, block, ends_item):
                found.append(Entry(line.span, lines=[line.span]))
            else:
                last.span = Span(last.span.start, line.span.end)
                last.lines.append(line.span)
            fresh = False
    _levels(found, text)
    return found


def _follows(line: Line, ranks: dict[str, int]) -> Line:
    """A line whose number, letter or word follows the one before it in its list; another number is only the line's first word."""
    if line.mark is None or not line.mark.rank:
        return line
    if line.mark.kind == marks.LAST:
        # "Enfin" ends a list that words have numbered; elsewhere it is only a word.
        numbered = next((kind for kind in ranks if kind.startswith("word")), None)
        return (
            Line(line.span, line.indent, line.mark._replace(kind=numbered))
            if numbered
            else Line(Span(line.mark.start, line.span.end), line.indent, None)
        )
    if line.mark.rank in (1, ranks.get(line.mark.kind, 0) + 1):
        ranks[line.mark.kind] = line.mark.rank
        return line
    return Line(Span(line.mark.start, line.span.end), line.indent, None)


def _blocks(text: str) -> Iterator[list[Line]]:
    """The lines of the text in runs that empty lines separate, cut again where an item is announced in the middle of a line."""
    block: list[Span] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        if (words := _trimmed(text, Span(at, at + len(raw)))) is not None:
            block.append(Span(at, words.end))
        elif block:
            yield _lines(text, block)
            block = []
        at += len(raw)
    if block:
        yield _lines(text, block)


def _lines(text: str, block: list[Span]) -> list[Line]:
    cuts = marks.inside(text, block)
    lines: list[Line] = []
    for span in block:
        within = [mark for mark in cuts if span.start < mark.start < span.end]
        pieces: list[Mark | None] = [marks.at_start(text, span), *within]
        for rank, mark in enumerate(pieces):
            begin = mark.end if mark else span.start
            end = within[rank].start if rank < len(within) else span.end
            if (words := _trimmed(text, Span(begin, end))) is not None:
                lines.append(Line(words, marks.indent(text, span), mark))
    return lines


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without the spaces and signs of direction around it."""
    start, end = span
    while start < end and (text[start].isspace() or unicodedata.category(text[start]) in ("Cf", "Cc")):
        start += 1
    while end > start and (text[end - 1].isspace() or unicodedata.category(text[end - 1]) in ("Cf", "Cc")):
        end -= 1
    return Span(start, end) if end > start else None


def _begins(text: str, line: Line, last: Entry, block: list[Line], ends_item: re.Pattern[str]) -> bool:
    """Whether an unmarked line after others begins a paragraph of its own."""
    before = last.lines[-1].cut(text).rstrip()
    words = line.span.cut(text)
    if ends_item.match(plain(words)):
        return True
    folded = plain(words)
    if before.endswith((":", "：")) or _TOPIC.match(folded):
        return True
    if last.mark is not None and folded.endswith(":") and cues.list_kind(folded):
        # What announces a list is no part of the list before it.
        return True
    if not before.endswith((".", "؛", ";", "!", "؟", "?", "»", '"', "”")):
        return False
    if words[:1].islower():
        return False
    # A line that stops well before the others ends its paragraph; a full one is only wrapped there.
    longest = max(one.span.end - one.span.start for one in block)
    return len(before) * 4 < longest * 3 or (last.mark is None and len(before) * 10 < longest * 9)


def _levels(found: list[Entry], text: str) -> None:
    """Say which items belong to the item before them: deeper in, or of another sign than the list's own, which comes back after them."""
    at = 0
    while at < len(found):
        if found[at].mark is None:
            at += 1
            continue
        end = at
        while end < len(found) and found[end].mark is not None:
            end += 1
        _level_run(found[at:end], text)
        at = end


def _level_run(run: list[Entry], text: str) -> None:
    head = run[0]
    kind = head.mark.kind if head.mark else ""
    parent = head
    for rank, item in enumerate(run):
        own = item.mark.kind if item.mark else ""
        deeper = item.indent >= head.indent + 2
        if rank == 0 or (own == kind and not deeper):
            item.level, parent = 0, item
            continue
        again = any(one.mark is not None and one.mark.kind == kind and one.indent < head.indent + 2 for one in run[rank + 1 :])
        opened = parent.span.cut(text).rstrip().endswith(":")
        item.level = 1 if deeper or own == "numbers" or again or (opened and own != kind) else 0
        if item.level == 0:
            parent, kind, head = item, own, item
