"""What is told of procedures: events, cases, the waits between them, the map of the real path, replays, and groups of people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from mizan.kernel.funds import Fund


class Activity(StrEnum):
    """What is done on a case, in the order in which it usually comes."""

    ARRIVED = "arrived"
    """By post, on a day before it was written down."""
    RECEIVED = "received"
    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    ASKED = "asked"
    ANSWERED = "answered"
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    GRANTED = "granted"
    REFUSED = "refused"
    SAMPLED = "sampled"
    EXAMINED = "examined"
    TO_JUDGE = "to_judge"
    """The night could not decide alone on what had changed."""
    REPROPOSED = "reproposed"
    UPHELD = "upheld"
    LETTER = "letter"
    PAID = "paid"
    """The first payment of what was granted was approved."""
    CHANGED = "changed"
    ENDED = "ended"


ANSWERS = frozenset({Activity.GRANTED, Activity.REFUSED, Activity.WITHDRAWN})
"""What ends the wait for an answer."""


class Awaited(StrEnum):
    """Whom a case waits for. Waiting for another fund has no feed: no exchange between funds is logged, it is part of the officer's."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    SECOND = "second"
    """The second person, who agrees."""
    MACHINE = "machine"
    PAYER = "payer"


class Event(NamedTuple):
    """Something done on a case: by whom in kind ("citizen", "officer", "second", "payer", "system"), at which desk (0: none).

    Desks are numbered for one answer only. `facts` are those asked for. `rank` and `source_id` order what has the same instant.
    """

    at: datetime
    rank: int
    source_id: int
    activity: Activity
    actor: str
    desk: int
    facts: tuple[str, ...] = ()


class Gap(NamedTuple):
    """The time between an event and the next one, in whole seconds (cut off), and whom it was spent waiting for."""

    before: Activity
    after: Activity | None
    """None: nothing came since, up to the moment of the log."""
    seconds: int
    awaited: Awaited


@dataclass(frozen=True, slots=True)
class Case:
    """A claim as the log tells it: its events in order and the gaps between them; no name and no number.

    `answer` is the place of its answer among the events; None while it waits for one, and then the last gap goes up to the log's moment.
    """

    id: int
    fund: Fund
    kind: str
    agency_code: str
    received_on: date
    promised_on: date
    events: tuple[Event, ...]
    gaps: tuple[Gap, ...]
    answer: int | None

    @property
    def path(self) -> tuple[Activity, ...]:
        """The activities in order."""
        return tuple(one.activity for one in self.events)

    @property
    def before_answer(self) -> tuple[Gap, ...]:
        """The gaps until the answer; up to now where there is none."""
        return self.gaps if self.answer is None else self.gaps[: self.answer]

    @property
    def to_answer(self) -> tuple[Activity, ...]:
        """The activities up to the answer."""
        return self.path if self.answer is None else self.path[: self.answer + 1]

    @property
    def elapsed(self) -> int:
        """Seconds from the first event to the answer, or to the log's moment: the sum of the gaps, exactly."""
        return sum(gap.seconds for gap in self.before_answer)

    @property
    def answered_at(self) -> datetime | None:
        """When it was answered."""
        return None if self.answer is None else self.events[self.answer].at

    @property
    def state(self) -> Activity:
        """The last thing done before the answer, or the answer."""
        return self.to_answer[-1]

    @property
    def waits_for(self) -> Awaited | None:
        """Whom a case without answer waits for."""
        return self.gaps[-1].awaited if self.answer is None and self.gaps else None


@dataclass(frozen=True, slots=True)
class Log:
    """The cases received since a day, as they stood at a moment, in the order of their ids; drawn of `of` claims where they are fewer."""

    fund: Fund | None
    since: date
    until: datetime
    cases: tuple[Case, ...]
    of: int

    @property
    def drawn(self) -> bool:
        """Whether these are some of more."""
        return len(self.cases) < self.of


class Spread(NamedTuple):
    """How whole numbers are spread: how many, the middle one, the one nine in ten do not exceed (both observed), and their sum."""

    many: int
    median: int
    p90: int
    total: int


class Interval(NamedTuple):
    """Between which values the true one lies, at 95 %."""

    low: int
    high: int


class Edge(NamedTuple):
    """From one activity to the next: how often, in how many cases, and the seconds between. `back`: it leads to what was done before."""

    before: Activity
    after: Activity
    times: int
    cases: int
    wait: Spread
    back: bool


class Variant(NamedTuple):
    """A way to the answer that cases have taken, how many, and the seconds it took."""

    path: tuple[Activity, ...]
    cases: int
    elapsed: Spread


class Rework(NamedTuple):
    """An activity done again: in how many cases, and how many times more than once."""

    activity: Activity
    cases: int
    again: int


@dataclass(frozen=True, slots=True)
class Paths:
    """The real path of cases. `places` are the activities met, in the order they come, with how often; `loops` those one comes back to.

    `hand_overs` counts, by number of times a case changed desk before its answer, the cases.
    """

    cases: int
    places: tuple[tuple[Activity, int], ...]
    edges: tuple[Edge, ...]
    variants: tuple[Variant, ...]
    loops: tuple[tuple[Activity, ...], ...]
    rework: tuple[Rework, ...]
    hand_overs: tuple[tuple[int, int], ...]


class Cost(NamedTuple):
    """What a wait between two activities cost the people who waited: how often, whom for, in seconds."""

    before: Activity
    after: Activity | None
    awaited: Awaited
    times: int
    wait: Spread


@dataclass(frozen=True, slots=True)
class Replay:
    """What a simpler procedure would have saved on the same cases.

    `about` is what the change names (a fact). `saved`: seconds of the cases it touches; None where it touches none. `elapsed` is what all
    answered cases took, `of` their number.
    """

    change: str
    about: str
    of: int
    elapsed: int
    saved: Spread | None


class Bucket(StrEnum):
    """Where an unanswered case stands against the day promised."""

    EARLY = "early"
    SOON = "soon"
    LATE = "late"
    VERY_LATE = "very_late"


class Age(NamedTuple):
    """Unanswered cases that share something (`key`), by bucket; `oldest` in days since they were received."""

    key: str
    fund: Fund | None
    buckets: dict[Bucket, int]
    oldest: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.buckets.values())


@dataclass(frozen=True, slots=True)
class Measured:
    """A month of a fund's files, for the indicators. None where no case can tell it: never a zero.

    `delay` in days (received to answered) and `steps` (acts up to the answer) are over the cases answered in the month; the rest are as at
    its end (`cut_off`, its last day).
    """

    fund: Fund | None
    cut_off: date
    open: int
    past_promise: int
    answered: int
    in_time: int
    delay: Spread | None
    steps: Spread | None


@dataclass(frozen=True, slots=True)
class Group:
    """People who share a wilaya, a sex or a scheme. `hidden`: fewer than ten, or hidden so that those can not be found by subtraction.

    `delay` is the median in days; shares in parts per million; each with its interval at 95 %. None where there is nothing to tell.
    """

    dimension: str
    value: str
    hidden: bool = False
    persons: int = 0
    decided: int = 0
    given: int | None = None
    """How many were granted."""
    delay: int | None = None
    delay_between: Interval | None = None
    granted: int | None = None
    granted_between: Interval | None = None
    compared: int = 0
    errors: int | None = None
    errors_between: Interval | None = None


@dataclass(frozen=True, slots=True)
class Equity:
    """The groups of a fund (None: all) over the twelve months that end with one; `gap` is the widest between shares granted, in ppm."""

    fund: Fund | None
    since: date
    until: date
    groups: tuple[Group, ...] = field(default=())

    def of(self, dimension: str) -> tuple[Group, ...]:
        """The groups of a dimension: "all", "wilaya", "sex" or "scheme"."""
        return tuple(one for one in self.groups if one.dimension == dimension)

    def gap(self, dimension: str) -> int | None:
        """The widest difference between shares granted of the groups shown, in ppm; None with fewer than two."""
        shares = [one.granted for one in self.of(dimension) if one.granted is not None]
        return max(shares) - min(shares) if len(shares) > 1 else None
