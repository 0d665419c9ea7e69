"""The drill: an act is killed, done again under the same key, and what it left is compared with the same act never killed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.kills.conftest import Act, Counts, FileAct, Ground, RoundAct, SetAct

Subject = Callable[[], Act | SetAct | FileAct | RoundAct]
"""Prepares the ground for one more act of a kind, always of the same shape, and returns the act."""

VERIFY_EVERY = 25


@dataclass
class Tally:
    """What a family of drills came to."""

    kills: int = 0
    lost: int = 0
    twice: int = 0
    halves: int = 0
    """Kills after which part of one transaction was there, and part was not."""
    named: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The printed result."""
        return f"kills {self.kills}, lost {self.lost}, twice {self.twice} (named moments {len(self.named)})"


@dataclass
class Kind:
    """One kind of act: how to prepare one, what one leaves when nothing happens to it, and the moments it passes.

    A set, a feed and a round are several transactions: what a kill leaves of them may be a part, whole pairs or persons each.
    """

    name: str
    subject: Subject
    whole: Counts
    moments: list[str]
    seconds: float


def learn(ground: Ground, name: str, subject: Subject) -> Kind:
    """Do two acts of the kind that nothing happens to: they leave the same, and pass the same moments."""
    seen: list[tuple[Counts, list[str], float]] = []
    for _ in range(2):
        act = subject()
        before = ground.counts()
        answer = ground.live(act, record=True)
        assert answer["status"] < 300, answer
        turns: Counter[str] = Counter()
        moments = []
        for moment in answer["passed"]:
            turns[moment] += 1
            moments.append(f"{moment}#{turns[moment]}")
        seen.append((_change(before, ground.counts()), moments, answer["seconds"]))
    assert seen[0][:2] == seen[1][:2], f"two acts of the kind {name} differ: {seen}"
    return Kind(name, subject, seen[0][0], seen[0][1], min(seconds for _, _, seconds in seen))


def drill(ground: Ground, kinds: list[Kind], *, at_random: int, seed: int) -> Tally:
    """Kill an act of each kind at each of its moments, then so many others at random instants; after each, do it again and count.

    An act that was over before its instant came is counted like the others, and another is killed in its place, sooner: how many
    are killed does not depend on how fast the machine is at that moment.
    """
    tally = Tally()
    chance = random.Random(seed)
    orders: list[tuple[Kind, str | float]] = [(kind, moment) for kind in kinds for moment in kind.moments]
    orders += [(kind, chance.uniform(0, kind.seconds * 1.2)) for kind, _ in zip(_around(kinds), range(at_random), strict=False)]
    for kind, when in orders:
        while not _one(ground, kind, when, tally):
            assert isinstance(when, float)
            when *= 0.6
        if tally.kills % VERIFY_EVERY == 0:
            ground.seal_and_verify()
    ground.seal_and_verify()
    return tally


def _around(kinds: list[Kind]) -> Iterator[Kind]:
    while True:
        yield from kinds


def _one(ground: Ground, kind: Kind, when: str | float, tally: Tally) -> bool:
    """Whether the act was killed."""
    act = kind.subject()
    before = ground.counts()
    how = {"crash_at": when} if isinstance(when, str) else {"kill_after": when}
    first = ground.live(act, **how)
    if isinstance(when, str):
        assert first["killed"], f"{kind.name} never passed {when}"
        tally.named.add(when)
    tally.kills += first["killed"]
    between = _change(before, ground.counts())
    if between and between != kind.whole and isinstance(act, Act):
        tally.halves += 1
    again = ground.live(act)
    assert again["status"] < 300, (kind.name, when, again)
    got = _change(before, ground.counts())
    for name in kind.whole.keys() | got.keys():
        missing = kind.whole.get(name, 0) - got.get(name, 0)
        tally.lost += max(0, missing)
        tally.twice += max(0, -missing)
        if missing:
            tally.wrong.append(f"{kind.name} killed at {when}: {name} {got.get(name, 0)} instead of {kind.whole.get(name, 0)}")
    faults = ground.books()
    assert not faults, (kind.name, when, faults)
    return bool(first["killed"])


def _change(before: Counts, after: Counts) -> Counts:
    return {name: count - before.get(name, 0) for name, count in after.items() if count != before.get(name, 0)}
