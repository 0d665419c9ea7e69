"""Instructions as others see them: where they come from, what they ask, what was done, where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mizan.formats.indicators import Axis
from mizan.funds.steering.types.statuses import Status, Why
from mizan.kernel.funds import Fund


@dataclass(frozen=True, slots=True)
class CommuniqueKept:
    """A communiqué, whole: `text` is what the places of quotes count in; `drafts` how many it gave, `waiting` those nobody decided on."""

    id: int
    name: str
    sha256: str
    text: str
    language: str
    dated: date | None
    by: int
    at: datetime
    drafts: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """An indicator a text suggests, with the place of its words in the communiqué (none: a person added it)."""

    indicator: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class DraftKept:
    """An instruction as read, and what a person made of it: `number` of the instruction, or `refused` with the reason, or neither yet."""

    id: int
    communique_id: int
    rank: int
    text: str
    start: int
    end: int
    axis: Axis
    owner: str
    deadline: date | None
    indicators: tuple[Suggested, ...]
    notes: tuple[str, ...]
    language: str
    number: int | None
    refused: str | None

    @property
    def decided(self) -> bool:
        """Whether a person has confirmed or refused it."""
        return self.number is not None or self.refused is not None


@dataclass(frozen=True, slots=True)
class TermsGiven:
    """What a person confirms of a draft. The text stays as it was read; `translation` is the same in the other language, if given.

    `fund`: whose figures it must move (None: the funds together). No figure is among them: the baseline is read from the live figures, and
    targets come from adopted documents.
    """

    axis: Axis
    fund: Fund | None
    owner: str
    deadline: date | None
    indicators: tuple[str, ...]
    translation: str = ""


@dataclass(frozen=True, slots=True)
class AimKept:
    """An indicator the instruction must move; `baseline` in the catalogue's unit, as the snapshot of `baseline_month` said it."""

    indicator: str
    start: int | None
    end: int | None
    baseline_state: str
    baseline_month: date | None
    baseline: int | None
    baseline_hash: str


@dataclass(frozen=True, slots=True)
class InstructionKept:
    """An instruction's terms in a version. `number` is what people call it by; `id` that of this version."""

    id: int
    number: int
    version: int
    draft_id: int
    communique_id: int
    text_ar: str
    text_fr: str
    axis: Axis
    fund: Fund | None
    owner: str
    deadline: date | None
    reason: str
    by: int
    at: datetime
    aims: tuple[AimKept, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of its indicators."""
        return tuple(aim.indicator for aim in self.aims)

    def text(self, lang: str) -> str:
        """The text in a language; in the other where it is not given."""
        return (self.text_ar or self.text_fr) if lang == "ar" else (self.text_fr or self.text_ar)

    def text_lang(self, lang: str) -> str:
        """The language `text` answers in."""
        return lang if (self.text_ar if lang == "ar" else self.text_fr) else ("fr" if lang == "ar" else "ar")


@dataclass(frozen=True, slots=True)
class EvidenceKept:
    """What shows that a measure was carried out: a document's name and hash, or an act of the log."""

    id: int
    measure_id: int
    name: str
    sha256: str
    act_id: int | None
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MeasureKept:
    """What the owner does for an instruction, by which day, and the evidence of it."""

    id: int
    number: int
    text: str
    due_on: date
    by: int
    at: datetime
    evidence: tuple[EvidenceKept, ...]


@dataclass(frozen=True, slots=True)
class DayKept:
    """Where an instruction stood at the end of a day; `used` is what it was computed from, as known at `known_at`."""

    number: int
    day: date
    terms_id: int
    status: Status
    why: Why
    about: tuple[str, ...]
    used: Mapping[str, object]
    rule: int
    known_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """An instruction with its last day, if a night has passed, and the day since when its status is that one."""

    instruction: InstructionKept
    last: DayKept | None
    since: date | None
