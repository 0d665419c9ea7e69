"""One employer's failure does not stop a round: it is told, and the round goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be done in a round: the act, whom or what it concerned, and the fault as the machine says it."""

    act: str
    subject: str
    reason: str


Tell = Callable[[Failure], None]


@contextmanager
def spared(tell: Tell | None, act: str, subject: object) -> Iterator[None]:
    """Do a part of a round. What fails in it is told, nothing of its transaction stays; without `tell` the fault passes through."""
    try:
        yield
    except Exception as error:
        if tell is None:
            raise
        tell(Failure(act, str(subject), f"{type(error).__name__}: {error}"))
