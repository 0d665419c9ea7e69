"""What changed in the law between two days, and what became known about it between two others: a changelog for auditors."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from mizan.law.engine.book import Book
from mizan.law.engine.describe import step_json, wording_json
from mizan.law.engine.rules import Rule, wording_of, wordings_known
from mizan.law.engine.values import DatedValue, Step

Piece = Rule | Step
Kind = Literal["began", "ended", "changed", "renewed", "restated"]


class Change(NamedTuple):
    """One change of a value or a rule.

    `began`, `ended`, `changed` on the day `day`; `renewed` where the same is said by another text or was read otherwise; `restated` where
    the law of the days from `day` to `until` (excluded) was known otherwise before. `before` and `after` are the steps or wordings, None
    for nothing in force. `reaches_back`: the change took effect before the days asked about, and its text was published within them.
    """

    name: str
    kind: Kind
    day: date
    until: date | None
    before: Piece | None
    after: Piece | None
    reaches_back: bool = False


def changes(book: Book, start: date, end: date, known: date | None = None) -> list[Change]:
    """What began, ended or changed after `start` and up to `end`, as the law was known on a day (None: now), by day and name.

    What took effect on `start` or before and was published between the two days is listed too (`reaches_back`). Adding up the changes
    of two spans that follow each other gives those of the whole: a day is in one span only.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    found = [change for name in _names(book) for change in _of(book, name, start, end, known)]
    return sorted(found, key=lambda change: (change.day, change.name))


def restated(book: Book, start: date, end: date, known_before: date | None, known_after: date | None) -> list[Change]:
    """For which of the days from `start` to `end` (both included) the law known on one day differs from that known on another.

    This is the effect of texts published late and of corrections of the book; days that follow each other are told together.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    found: list[Change] = []
    for name in _names(book):
        last: Change | None = None
        for first, after_last in _spans(book, name, start, end, (known_before, known_after)):
            before, after = _in_force(book, name, first, known_before), _in_force(book, name, first, known_after)
            if _same(before, after):
                last = None
            elif last is not None and _same(last.before, before) and _same(last.after, after):
                found[-1] = last = last._replace(until=after_last)
            else:
                last = Change(name, "restated", first, after_last, before, after)
                found.append(last)
    return sorted(found, key=lambda change: (change.day, change.name))


def _names(book: Book) -> list[str]:
    return sorted({*book.values, *book.rules})


def _pieces(book: Book, name: str, known: date | None) -> Sequence[Piece]:
    return wordings_known(book.rules[name], known) if name in book.rules else book.values[name].steps_known(known)


def _in_force(book: Book, name: str, day: date, known: date | None) -> Piece | None:
    """The step or wording of a day; None where there is none, or where the law has ended the thing."""
    if name in book.rules:
        return wording_of(book.rules[name], day, known)
    value: DatedValue = book.values[name]
    return value.step_on(day, known)


def _same(left: Piece | None, right: Piece | None) -> bool:
    """Whether two pieces say the same on the same ground; their last day is left out, being said by what follows."""
    return _says(left) == _says(right) and _ground(left) == _ground(right)


def _says(piece: Piece | None) -> object:
    """What a step or wording gives: a number, or what the wording says with what it calls."""
    if isinstance(piece, Rule):
        return (piece.canonical, tuple(helper.canonical for helper in piece.helpers), piece.rounding)
    return None if piece is None else piece.value


def _ground(piece: Piece | None) -> object:
    if isinstance(piece, Rule):
        return (piece.source, piece.standing)
    return None if piece is None else (piece.reference.key, piece.standing)


def _bounds(book: Book, name: str, known: date | None) -> set[date]:
    """The days on which another piece may come into force."""
    pieces = _pieces(book, name, known)
    return {piece.since for piece in pieces} | {piece.until for piece in pieces if piece.until}


def _of(book: Book, name: str, start: date, end: date, known: date | None) -> Iterator[Change]:
    for day in sorted(_bounds(book, name, known)):
        before, after = _in_force(book, name, day - timedelta(days=1), known), _in_force(book, name, day, known)
        published = after.published_on if after is not None else None
        reaches_back = day <= start and published is not None and published > day and start < published <= end
        if (start < day <= end or reaches_back) and not (_same(before, after) and _since(before) == _since(after)):
            yield Change(name, _kind(before, after), day, None, before, after, reaches_back)


def _since(piece: Piece | None) -> date | None:
    return piece.since if piece else None


def _kind(before: Piece | None, after: Piece | None) -> Kind:
    if before is None:
        return "began"
    if after is None:
        return "ended"
    return "renewed" if _says(before) == _says(after) else "changed"


def _spans(book: Book, name: str, start: date, end: date, knowledge: tuple[date | None, ...]) -> Iterator[tuple[date, date | None]]:
    """The days from `start` to `end` cut where either knowledge has another piece; the day after the last is `end` + 1."""
    cuts = {day for known in knowledge for day in _bounds(book, name, known) if start < day <= end}
    days = [start, *sorted(cuts), end + timedelta(days=1)]
    yield from pairwise(days)


def change_json(book: Book, change: Change) -> dict[str, Any]:
    """`{name, of, title, kind, day, until, reaches_back, before, after}`; `before` and `after` as in `mizan law values`, or None."""
    of = "rule" if change.name in book.rules else "value"
    return {
        "name": change.name,
        "of": of,
        "title": None if of == "rule" else dict(book.values[change.name].title),
        "kind": change.kind,
        "day": change.day.isoformat(),
        "until": change.until.isoformat() if change.until else None,
        "reaches_back": change.reaches_back,
        "before": _piece_json(book, change.name, change.before),
        "after": _piece_json(book, change.name, change.after),
    }


def _piece_json(book: Book, name: str, piece: Piece | None) -> dict[str, Any] | None:
    if piece is None:
        return None
    return wording_json(book, piece) if isinstance(piece, Rule) else step_json(book, name, piece)
