"""What is published: lines, the document they make, and the edition a document was kept as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a document is about: a month's figures, a year's table for the ILO's inquiry, a year's table for SDG indicator 1.3.1."""

    FIGURES = "figures"
    SSI = "ssi"
    SDG = "sdg"


class Standing(StrEnum):
    """How a line stands: an indicator's states, and `hidden` for what tells of too few people or would let them be found."""

    MEASURED = "measured"
    NOTHING_COUNTED = "nothing_counted"
    LATE = "late"
    FAILED = "failed"
    NOT_COVERED = "not_covered"
    HIDDEN = "hidden"


class Line(NamedTuple):
    """One number as it is published.

    `item`: an indicator, a function, a component; `fund`: its code, `ALL` for the funds together; `place`: a group ("wilaya:16", "sex:F")
    or nothing; `value` in `unit`, None when there is none or it is hidden; `was` and `reason` of a restated one; `data_hash` of what it was
    computed from; `source`: where it comes from, with its standing, when that is not the funds' own snapshots.
    """

    section: str
    item: str
    fund: str
    place: str
    period: str
    unit: str
    state: Standing
    value: int | None
    cut_off: str = ""
    data_hash: str = ""
    was: int | None = None
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document before it is kept: its kind and period, what its items are (name and definition by language), its lines."""

    kind: Kind
    period: str
    items: Mapping[str, Mapping[str, str]]
    lines: tuple[Line, ...]

    def of(self, section: str, *, item: str = "", fund: str = "", place: str | None = None) -> tuple[Line, ...]:
        """The lines of a section, narrowed to an item, a fund, a place."""
        return tuple(
            one
            for one in self.lines
            if one.section == section
            and (not item or one.item == item)
            and (not fund or one.fund == fund)
            and (place is None or one.place == place)
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """A document as it was kept: number, when, the file itself and the hashes of the file and of the same lines as CSV."""

    id: int
    kind: Kind
    period: str
    content: str
    sha256: str
    csv_sha256: str
    published_at: datetime
    follows: int | None
