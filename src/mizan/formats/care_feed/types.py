"""What a line of the feed says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.formats.anomalies import Anomaly


@dataclass(frozen=True, slots=True)
class CareEvent:
    """A day on which the care system saw a person; or, with `annuls`, that an event told before is untrue.

    `id` is the system's own, `system` the word of the system that tells. There is no place for what the care was.
    """

    id: str
    day: date | None
    nin: str
    nss: str
    system: str
    annuls: str
    content_hash: str
    """SHA-256 over everything the line says: the same id with another content is another telling."""


@dataclass(frozen=True, slots=True)
class CareLine:
    """One line: its place in the file, the event if it can be read, and what was found in it."""

    line: int
    event: CareEvent | None
    anomalies: tuple[Anomaly, ...]


@dataclass(frozen=True, slots=True)
class CareCheck:
    """A file read: its lines in order, and what concerns the whole file (nothing can be taken then)."""

    lines: tuple[CareLine, ...]
    anomalies: tuple[Anomaly, ...]
