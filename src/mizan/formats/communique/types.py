"""What is read in a communiqué: drafts of instructions, for a person to confirm."""

import dataclasses
from datetime import date
from typing import NamedTuple

from mizan.formats.indicators import Axis


class Span(NamedTuple):
    """A piece of the document's text, from `start` to before `end`, counted in characters from 0."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The words of the document at this place."""
        return text[self.start : self.end]


class Quote(NamedTuple):
    """Words of the document and their place: `text` is exactly what stands there."""

    text: str
    span: Span

    def to_json(self) -> dict[str, object]:
        """The words with the place of their first character and of the one after their last."""
        return {"text": self.text, "start": self.span.start, "end": self.span.end}


class Found(NamedTuple):
    """An instruction's words, the sentence or item they were read in, the heading above (empty: none), and where the action begins."""

    span: Span
    around: Span
    heading: Span
    action: int


@dataclasses.dataclass(frozen=True, slots=True)
class AxisChoice:
    """The axis proposed, the words that decided it, and the one that came next.

    `doubtful`: the two weigh nearly the same, or no word decided (`words` is then empty): a person must choose.
    """

    axis: Axis
    weight: int
    words: tuple[Quote, ...]
    runner_up: Axis | None
    runner_up_weight: int
    doubtful: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which an instruction is to be done; `day` is None when the words do not give one, and `note` then says why."""

    day: date | None
    words: Quote | None
    note: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Owner:
    """Who is named to carry the instruction out: a fund's code or the words of the text; None: a person gives it."""

    name: str | None
    words: tuple[Quote, ...]
    note: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestion:
    """An indicator of the catalogue and the words that suggest it. `live`: Mizan has figures for it."""

    indicator: str
    live: bool
    words: Quote


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A proposed instruction. `text` is what stands at `span` with its spaces made single; nothing is added to it."""

    text: str
    span: Span
    axis: AxisChoice
    owner: Owner
    deadline: Deadline
    indicators: tuple[Suggestion, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The codes of what a person must look at; their sentences are in `messages.toml`."""
        found = []
        if self.axis.doubtful:
            found.append("communique_axis_doubtful" if self.axis.words else "communique_axis_unknown")
        found += [note for note in (self.owner.note, self.deadline.note) if note]
        if not self.indicators:
            found.append("communique_no_indicator")
        elif not any(one.live for one in self.indicators):
            found.append("communique_no_live_indicator")
        return tuple(found)

    def to_json(self) -> dict[str, object]:
        """The draft as `mizan instructions propose --json` gives it."""
        return {
            "text": self.text,
            "axis": self.axis.axis.value,
            "owner": self.owner.name,
            "deadline": None if self.deadline.day is None else self.deadline.day.isoformat(),
            "indicators": [{"id": one.indicator, "live": one.live, "span": one.words.to_json()} for one in self.indicators],
            "span": {"start": self.span.start, "end": self.span.end},
            "axis_words": [one.to_json() for one in self.axis.words],
            "axis_weight": self.axis.weight,
            "axis_runner_up": None if self.axis.runner_up is None else self.axis.runner_up.value,
            "axis_runner_up_weight": self.axis.runner_up_weight,
            "axis_doubtful": self.axis.doubtful,
            "owner_words": [one.to_json() for one in self.owner.words],
            "deadline_words": None if self.deadline.words is None else self.deadline.words.to_json(),
            "notes": list(self.notes),
        }


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """Everything read in one communiqué: its text (the places of every quote count in it), its own date, its drafts in their order."""

    text: str
    language: str
    dated: date | None
    drafts: tuple[Draft, ...]
