"""What describes a kind of benefit, and what is held of a case when it is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from mizan.funds.benefits.types import Kind, Least
from mizan.funds.benefits.types.awards import NO_LEAST
from mizan.funds.people.types import Household
from mizan.kernel.funds import Fund


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be decided: whose rights, who asks, for which day, as known at which moment.

    `told` are the facts the claimant alone can tell; `established` those the funds' books said of the claim before its decision.
    `day` is the day whose law applies, for which it is claimed; `start` the first due. `household` is one that was read already.
    """

    fund: Fund
    kind: Kind
    person_id: int
    claimant_id: int
    day: date
    start: date
    known_at: datetime
    told: Mapping[str, str]
    established: Mapping[str, Fact] = field(default_factory=dict)
    household: Household | None = None


class Fact(NamedTuple):
    """A fact as the law's topic takes it, text or a list of texts, and where it comes from."""

    value: str | list[str]
    source: str


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a case by the names of the law's topic, what is missing, and why somebody has to judge ("" where nobody has).

    `payees` are the persons the facts are about, in the order of the topic's lists (the members of a household).
    `opening` are the facts of the topic that opens the right.
    """

    facts: Mapping[str, Fact]
    missing: tuple[str, ...] = ()
    to_judge: tuple[str, ...] = ()
    payees: tuple[int, ...] = ()
    opening: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """What the law gives a person: the fund that pays, the kind, its days, the four parts of the gross in centimes, and its minimum."""

    fund: Fund
    kind: Kind
    person_id: int
    starts_on: date
    pension: int
    fund_adds: int = 0
    state_adds: int = 0
    supplement: int = 0
    ends_on: date | None = None
    least: Least = NO_LEAST


Numbers = Mapping[str, int | tuple[int, ...]]
"""What the law gave, by the name of each rule, as whole numbers of its unit."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """A kind of benefit.

    `topic` is the question the law is asked, `main` the output whose steps are kept where something is given; `more` are rules computed
    beside the topic's outputs. `told` are the facts a claimant may tell; `judged` those of them an officer must judge. `opening` is a topic
    that says first whether a right is open (its output `entitled`). `no_right` is the ground where the law gives nothing and names none.
    `relives`: computed again from the day something changed, not from its first day.
    """

    kind: Kind
    funds: tuple[Fund, ...]
    topic: str
    main: str
    gather: Callable[[Case], Held]
    give: Callable[[Case, Held, Numbers], tuple[Given, ...]]
    starts: Callable[[date], date]
    told: frozenset[str]
    judged: frozenset[str] = frozenset()
    more: tuple[str, ...] = ()
    pays: str = "monthly"
    deducted: bool = False
    opening: str = ""
    no_right: str = "nothing_due"
    relives: bool = False
