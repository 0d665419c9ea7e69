"""What of the law was known on a day: a text published later had not yet begun, nor had it ended anything."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, TypeVar


class Published(Protocol):
    """A wording of a rule or a step of a value: its days of effect, and the day its text was published (None: not known, or before)."""

    @property
    def since(self) -> date:
        """The first day of effect."""
        ...

    @property
    def until(self) -> date | None:
        """The first day after."""
        ...

    @property
    def published_on(self) -> date | None:
        """The day of the text."""
        ...


P = TypeVar("P", bound=Published)


def heard(pieces: Iterable[P], known: date) -> tuple[P, ...]:
    """The pieces, in the order of their days, whose text was published by a day; what stood before an unpublished one goes on."""
    kept: list[Any] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        if piece.published_on is not None and known < piece.published_on:
            if before is not None and before.until == piece.since:
                kept[-1] = replace(before, until=None)
            continue
        if before is not None and before.until is None:
            kept[-1] = replace(before, until=piece.since)
        kept.append(piece)
    return tuple(kept)
