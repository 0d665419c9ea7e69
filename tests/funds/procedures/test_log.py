"""Cases out of events: order, waits, loops, hand-overs; replays that only shorten. Properties on random walks."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.funds.procedures.log import Told, log_of
from mizan.funds.procedures.paths import attributed, costs_of, hand_overs_of, paths_of
from mizan.funds.procedures.replay import (
    agree_next_day,
    all_of,
    ask_once,
    facts_asked,
    not_asked,
    played,
    replays_of,
    straight_through,
    take_next_day,
    waits_of,
)
from mizan.funds.procedures.service import KEYS, ages_of, bucket_of, late_of
from mizan.funds.procedures.types import ANSWERS, Activity, Awaited, Bucket, Case, Event, Log
from mizan.kernel.funds import Fund

T0 = datetime(2026, 1, 5, 9, tzinfo=UTC)
UNTIL = T0 + timedelta(days=900)
DAY = 24 * 3600
ACTOR = {
    Activity.RECEIVED: "citizen", Activity.ANSWERED: "citizen", Activity.WITHDRAWN: "citizen", Activity.SAMPLED: "system",
}  # fmt: skip
MIDDLE = (Activity.TAKEN, Activity.HANDED_OVER, Activity.ASKED, Activity.ANSWERED, Activity.PROPOSED)
FACTS = ("wage", "contributions_unpaid")


@st.composite
def walks(draw: st.DrawFn, case_id: int = 1) -> list[Told]:
    """A case that goes anywhere, for any time (microseconds too), and may end or not; more may come after its end."""
    steps = draw(st.lists(st.sampled_from(MIDDLE), max_size=9))
    path = [Activity.RECEIVED, *steps]
    if draw(st.booleans()):
        path.append(draw(st.sampled_from(sorted(ANSWERS))))
        path += draw(st.lists(st.sampled_from([Activity.LETTER, Activity.PAID, Activity.CHANGED]), max_size=3))
    moment, told = T0, []
    for place, activity in enumerate(path):
        if place:
            moment += timedelta(microseconds=draw(st.integers(0, 50 * DAY * 1_000_000)))
        facts = tuple(sorted(draw(st.sets(st.sampled_from(FACTS), min_size=1)))) if activity is Activity.ASKED else ()
        machine = activity in (Activity.GRANTED, Activity.REFUSED) and draw(st.booleans())
        actor = "system" if machine else ACTOR.get(activity, "officer")
        event = Event(moment, 2 if place else 1, place, activity, actor, 0 if machine else draw(st.integers(1, 3)), facts)
        told.append(Told(case_id, Fund.CNR, "retirement", "16000", T0.date(), T0.date() + timedelta(days=60), event))
    return told


def log(told: list[Told]) -> Log:
    return log_of(told, fund=None, since=date(2026, 1, 1), until=UNTIL)


many = st.lists(walks(), min_size=1, max_size=4).map(
    lambda found: [one._replace(case_id=number) for number, walk in enumerate(found, 1) for one in walk]
)


@given(many, st.randoms(use_true_random=False))
def test_events_read_in_any_order_give_the_same_log(told: list[Told], rng: random.Random) -> None:
    shuffled = list(told)
    rng.shuffle(shuffled)
    assert log(shuffled) == log(told)


@given(many)
def test_waits_sum_to_the_time_elapsed_exactly(told: list[Told]) -> None:
    for case in log(told).cases:
        end = case.answered_at or UNTIL
        assert case.elapsed == (end - case.events[0].at) // timedelta(seconds=1)
        assert all(gap.seconds >= 0 for gap in case.gaps)
        assert (case.answer is None) == (not set(case.path) & ANSWERS)
    cases = log(told).cases
    whole = sum(case.elapsed for case in cases)
    assert sum(attributed(cases).values()) == whole
    assert sum(cost.wait.total for cost in costs_of(cases)) == whole


@given(many)
def test_the_map_counts_every_passage_once_and_every_loop(told: list[Told]) -> None:
    cases = log(told).cases
    found = paths_of(cases)
    passages = Counter(pair for case in cases for pair in zip(case.to_answer, case.to_answer[1:], strict=False))
    assert {(edge.before, edge.after): edge.times for edge in found.edges} == passages
    assert dict(found.places) == Counter(one for case in cases for one in case.to_answer)
    again = {one: 0 for case in cases for one in case.to_answer}
    for case in cases:
        for activity, times in Counter(case.to_answer).items():
            again[activity] += times - 1
    assert {one.activity: one.again for one in found.rework} == {one: times for one, times in again.items() if times}
    assert sum(count for _, count in found.hand_overs) == len(cases)
    assert sum(one.cases for one in found.variants) == sum(1 for case in cases if case.answer is not None)
    # Where something was done again, there is a way round; where nothing goes back on the map, there is none.
    assert bool(found.loops) or not any(edge.back for edge in found.edges)


@given(many, st.integers(0, 90 * DAY))
def test_a_replay_never_lengthens_and_together_is_never_longer_than_alone(told: list[Told], typical: int) -> None:
    cases = log(told).cases
    changes = [ask_once, agree_next_day, take_next_day, straight_through(typical), *(not_asked(fact) for fact in facts_asked(cases))]
    for case in cases:
        kept = waits_of(case)
        alone = [change(case) for change in changes]
        together = all_of(changes)(case)
        for waits in (*alone, together):
            assert len(waits) == len(kept)
            assert all(0 <= new <= old for new, old in zip(waits, kept, strict=True))
        assert all(sum(together) <= sum(waits) for waits in alone)
        moments = played(case, all_of(changes))
        assert moments[0] == case.events[0].at
        assert list(moments) == sorted(moments)
    assert replays_of(cases) == replays_of(cases)


def _case(*steps: tuple[Activity, int], facts: dict[int, tuple[str, ...]] | None = None, machine: bool = False) -> Case:
    told = []
    for place, (activity, days) in enumerate(steps):
        last = place == len(steps) - 1 and activity in ANSWERS
        second = last and any(one is Activity.PROPOSED for one, _ in steps)
        actor = "system" if last and machine else "second" if second else ACTOR.get(activity, "officer")
        desk = 0 if actor == "system" else 2 if second else 1
        event = Event(T0 + timedelta(days=days), 2, place, activity, actor, desk, (facts or {}).get(place, ()))
        told.append(Told(7, Fund.CNR, "retirement", "", T0.date(), T0.date() + timedelta(days=60), event))
    return log(told).cases[0]


LONG = (
    (Activity.RECEIVED, 0), (Activity.TAKEN, 2), (Activity.ASKED, 3), (Activity.ANSWERED, 13), (Activity.ASKED, 15),
    (Activity.ANSWERED, 19), (Activity.PROPOSED, 20), (Activity.REFUSED, 30),
)  # fmt: skip
ASKS = {2: ("contributions_unpaid",), 4: ("wage",)}


def test_each_wait_is_of_somebody() -> None:
    case = _case(*LONG, facts=ASKS)
    assert {who: seconds // DAY for who, seconds in attributed([case]).items()} == {
        Awaited.CITIZEN: 14, Awaited.OFFICER: 6, Awaited.SECOND: 10, Awaited.MACHINE: 0, Awaited.PAYER: 0,
    }  # fmt: skip
    assert hand_overs_of(case) == 1
    assert paths_of([case]).loops == ((Activity.ASKED, Activity.ANSWERED),)


def test_replays_save_what_can_be_reckoned_by_hand() -> None:
    saved = {(one.change, one.about): one.saved.total // DAY if one.saved else 0 for one in replays_of([_case(*LONG, facts=ASKS)])}
    assert saved == {
        ("ask_once", ""): 6,  # the second round of four days, and two between rounds
        ("not_asked", "contributions_unpaid"): 10,
        ("not_asked", "wage"): 4,
        ("agree_next_day", ""): 9,
        ("take_next_day", ""): 1,
        ("together", ""): 10 + 4 + 2 + 9 + 1,
    }


def test_straight_through_is_reckoned_only_from_cases_that_went_so() -> None:
    slow = _case((Activity.RECEIVED, 0), (Activity.TAKEN, 1), (Activity.GRANTED, 11))
    fast = _case((Activity.RECEIVED, 0), (Activity.GRANTED, 1), machine=True)
    assert "straight_through" not in {one.change for one in replays_of([slow])}
    found = next(one for one in replays_of([slow, fast]) if one.change == "straight_through")
    assert found.saved is not None
    assert (found.saved.many, found.saved.total // DAY, found.of) == (1, 10, 2)
    refused = _case((Activity.RECEIVED, 0), (Activity.TAKEN, 1), (Activity.REFUSED, 11))
    assert waits_of(refused) == straight_through(0)(refused)


def test_a_change_that_adds_a_wait_is_refused() -> None:
    case = _case(*LONG, facts=ASKS)
    with pytest.raises(ValueError, match="adds no wait"):
        played(case, lambda one: tuple(wait + 1 for wait in waits_of(one)))


def test_ages_count_each_waiting_case_once_whatever_they_are_told_by() -> None:
    waiting = _case((Activity.RECEIVED, 0), (Activity.ASKED, 3))
    done = _case(*LONG, facts=ASKS)
    promised = T0.date() + timedelta(days=60)
    for days, bucket in (
        (0, Bucket.EARLY),
        (45, Bucket.SOON),
        (60, Bucket.SOON),
        (61, Bucket.LATE),
        (90, Bucket.LATE),
        (91, Bucket.VERY_LATE),
    ):
        today = T0.date() + timedelta(days=days)
        assert bucket_of(waiting, today) is bucket
        assert (bucket in (Bucket.LATE, Bucket.VERY_LATE)) == (promised < today)
        for by in KEYS:
            (age,) = ages_of([waiting, done], by, today)
            assert (age.total, age.buckets[bucket], age.oldest) == (1, 1, days)
            assert late_of(age) == (promised < today)
    assert waiting.waits_for is Awaited.CITIZEN
