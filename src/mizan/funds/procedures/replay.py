"""What a simpler procedure would have saved: answered cases played again with one thing changed, each wait kept or shortened, none added.

A change tells the seconds of each wait of a case; no wait may be longer than it was, and the clock of everything after it moves forward.
What nobody can know is not guessed: officers are supposed no faster, queues no shorter than they were.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from mizan.funds.procedures.spread import spread_of
from mizan.funds.procedures.types import Activity, Awaited, Case, Replay

A_DAY = 24 * 3600
Waits = tuple[int, ...]
Change = Callable[[Case], Waits]


def replays_of(cases: Sequence[Case]) -> tuple[Replay, ...]:
    """Every change played on the answered cases, the one that saves most first, then all of them together."""
    answered = [case for case in cases if case.answer is not None]
    changes: list[tuple[str, str, Change]] = [("ask_once", "", ask_once)]
    changes += [("not_asked", fact, not_asked(fact)) for fact in facts_asked(answered)]
    changes += [("agree_next_day", "", agree_next_day), ("take_next_day", "", take_next_day)]
    typical = machine_seconds(answered)
    if typical is not None:
        changes.append(("straight_through", "", straight_through(typical)))
    found = [_replay(name, about, answered, change) for name, about, change in changes]
    found.sort(key=lambda one: (-(one.saved.total if one.saved else 0), one.change, one.about))
    together = _replay("together", "", answered, all_of([change for _, _, change in changes]))
    return (*found, together)


def waits_of(case: Case) -> Waits:
    """The seconds of the waits up to the answer, as they were."""
    return tuple(gap.seconds for gap in case.before_answer)


def played(case: Case, change: Change) -> tuple[datetime, ...]:
    """The instants at which each event up to the answer would have come. Raises `ValueError` where a change makes somebody wait longer."""
    kept, changed = waits_of(case), change(case)
    if len(kept) != len(changed) or any(not 0 <= new <= old for old, new in zip(kept, changed, strict=True)):
        raise ValueError("a simpler procedure adds no wait")
    moments = [case.events[0].at]
    for seconds in changed:
        moments.append(moments[-1] + timedelta(seconds=seconds))
    return tuple(moments)


def ask_once(case: Case) -> Waits:
    """Everything is asked at once: of the rounds of questions the longest wait remains, and no time is spent between rounds."""
    rounds = _rounds(case)
    if len(rounds) < 2:
        return waits_of(case)
    kept = max(rounds, key=lambda one: (sum(case.before_answer[place].seconds for place in one), -one[0]))
    between = set(range(rounds[0][0], rounds[-1][-1] + 1)) - set(kept)
    return tuple(0 if place in between else seconds for place, seconds in enumerate(waits_of(case)))


def not_asked(fact: str) -> Change:
    """The fact comes from whoever holds it: a round of questions about it alone does not wait for the citizen."""

    def change(case: Case) -> Waits:
        gone = {place for one in _rounds(case) if set(case.events[one[0]].facts) == {fact} for place in one}
        return tuple(0 if place in gone else seconds for place, seconds in enumerate(waits_of(case)))

    return change


def agree_next_day(case: Case) -> Waits:
    """The second person answers within a day."""
    return tuple(min(gap.seconds, A_DAY) if gap.awaited is Awaited.SECOND else gap.seconds for gap in case.before_answer)


def take_next_day(case: Case) -> Waits:
    """A case is taken within a day of being received."""
    return tuple(min(gap.seconds, A_DAY) if gap.after is Activity.TAKEN else gap.seconds for gap in case.before_answer)


def straight_through(seconds: int) -> Change:
    """What was granted with nothing asked and nobody to agree is decided by the law alone, in the time it took the others."""

    def change(case: Case) -> Waits:
        path = set(case.to_answer)
        if path & {Activity.ASKED, Activity.PROPOSED} or case.state is not Activity.GRANTED or _by_machine(case):
            return waits_of(case)
        left, found = seconds, []
        for wait in waits_of(case):
            found.append(min(wait, left))
            left -= found[-1]
        return tuple(found)

    return change


def all_of(changes: Sequence[Change]) -> Change:
    """Several changes together: each wait as short as any of them makes it."""

    def change(case: Case) -> Waits:
        return tuple(min(waits) for waits in zip(waits_of(case), *(one(case) for one in changes), strict=True))

    return change


def machine_seconds(cases: Sequence[Case]) -> int | None:
    """What cases decided by the law alone took: the middle one; None where there are none to go by."""
    found = spread_of([case.elapsed for case in cases if _by_machine(case)])
    return found.median if found else None


def facts_asked(cases: Sequence[Case]) -> tuple[str, ...]:
    """The facts citizens were asked, by name."""
    return tuple(sorted({fact for case in cases for event in case.events for fact in event.facts}))


def _by_machine(case: Case) -> bool:
    return case.answer is not None and case.events[case.answer].actor == "system"


def _rounds(case: Case) -> list[list[int]]:
    """The places of the waits of each round of questions, from asking to the answer."""
    rounds: list[list[int]] = []
    for place, gap in enumerate(case.before_answer):
        if gap.before is Activity.ASKED:
            rounds.append([place])
        elif rounds and gap.awaited is Awaited.CITIZEN and rounds[-1][-1] == place - 1:
            rounds[-1].append(place)
    return rounds


def _replay(name: str, about: str, cases: Sequence[Case], change: Change) -> Replay:
    saved = []
    for case in cases:
        moments = played(case, change)
        won = case.elapsed - (moments[-1] - moments[0]) // timedelta(seconds=1)
        if won:
            saved.append(won)
    return Replay(name, about, len(cases), sum(case.elapsed for case in cases), spread_of(saved))
