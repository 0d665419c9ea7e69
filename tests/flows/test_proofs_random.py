"""Random lives: in whatever order, nobody is held without what must come before, evidence prevents the ask, once a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.flows.pay_world import ADDRESS, at
from tests.flows.proof_world import ProofWorld, proof_world_that_may_hold

from mizan.config.database import connect_as
from mizan.flows.hold_payment import agree_hold
from mizan.flows.take_care_feed import take_care_feed
from mizan.funds.benefits.actions.hold_unproved import hold_unproved
from mizan.funds.benefits.queries import awards_of_person
from mizan.funds.benefits.queries.proofs import asks_of, life_of, signs_of
from mizan.funds.benefits.types.proofs import EvidenceKind, ProofStepKind, Standing
from mizan.funds.people.actions import Correction, correct_identity, record_civil_event
from mizan.funds.people.types import EventDraft, EventKind
from mizan.kernel.periods import add_days, add_months
from mizan.kernel.refusals import Refused

BORN = ("1950-05-09", "1950-05-28", "1951-12-01")
OPS = ("night", "night", "night", "send", "send", "visit", "try", "try", "hold", "hold", "agree", "see", "care", "marry", "wait")
CLAIMED = date(2025, 1, 3)
"""The day after the claims: what came later is what the test did."""
HISTORY = st.lists(st.tuples(st.sampled_from(OPS), st.integers(0, len(BORN) - 1), st.integers(0, 45)), min_size=12, max_size=30)


@pytest.fixture
def world(db: Any) -> Iterator[ProofWorld]:
    with proof_world_that_may_hold() as made:
        yield made


@dataclass
class Life:
    """One person and what the test itself remembers of them: days of evidence, asks, letters, tries; holds by id with the day proposed."""

    person: int
    award: int
    born_month: int
    nin: str
    evidence: list[date] = field(default_factory=list)
    asks: list[date] = field(default_factory=list)
    sent: dict[date, date] = field(default_factory=dict)
    tried: dict[date, list[date]] = field(default_factory=dict)
    holds: dict[int, date] = field(default_factory=dict)
    agreed: set[int] = field(default_factory=set)

    def counted(self, day: date) -> bool:
        """Whether something less than a year old shows the person alive."""
        return any(one <= day < add_months(one, 12) for one in self.evidence)

    def must_be_asked(self, day: date) -> bool:
        asked = any(one.replace(day=1) > add_months(day.replace(day=1), -12) for one in self.asks)
        return day.month == self.born_month and not self.counted(day) and not asked

    def answered(self, ask: date, day: date) -> bool:
        return any(add_months(one, 12) > ask and one <= day for one in self.evidence)

    def may_be_held(self, day: date) -> bool:
        """Everything that must come before a hold, as the brief of this service says it, in the test's own words."""
        if not self.asks or self.answered(self.asks[-1], day):
            return False
        ask, sent = self.asks[-1], self.sent.get(self.asks[-1])
        if sent is None or not any(one >= sent for one in self.tried.get(ask, [])):
            return False
        month_end = add_days(add_months(ask.replace(day=1), 1), -1)
        return day > add_days(max(month_end, sent), 60)


COUNTER = iter(range(1, 10**6))


def born(world: ProofWorld, day: str) -> Life:
    person, number = world.pensioner(day, since="2026-01-01"), next(COUNTER)
    nin = f"1195016{number:011d}"
    with connect_as("batch"):
        correct_identity(person, Correction(nin=nin), on_day=date(2025, 2, 1), by=world.system, at=at("2025-02-01"))
        (award,) = awards_of_person(person)
    return Life(person, award.id, int(day[5:7]), nin)


def play(world: ProofWorld, life: Life, op: str, day: date) -> None:
    """Do one thing; refused or not, the memory of the test follows what was done."""
    text, ask = day.isoformat(), life.asks[-1] if life.asks else None
    known = ask is not None and life.sent.get(ask) is None
    if op == "see":
        world.see(life.person, text, EvidenceKind.HOME_VISIT)
        life.evidence.append(day)
    elif op == "care":
        line = f"id;day;nin;system\nC{next(COUNTER)};{text};{life.nin};CHIFA\n"
        with connect_as("batch"):
            assert take_care_feed(line.encode(), by=world.system, at=at(text)).taken == 1
        life.evidence.append(day)
    elif op == "marry":
        with connect_as("batch"):
            record_civil_event(
                EventDraft(life.person, EventKind.MARRIAGE, day, world.pensioner("1960-02-02", until="2025-03-01")),
                by=world.system,
                at=at(text),
            )
        life.evidence.append(day)
    elif ask is not None and op == "send" and known:
        world.send(life.person, text)
        life.sent[ask] = day
    elif ask is not None and op == "visit":
        world.visit_asked(life.person, text)
    elif ask is not None and op == "try":
        world.tried(life.person, text, ProofStepKind.CALLED)
        life.tried.setdefault(ask, []).append(day)
    elif ask is not None and op == "hold":
        _hold(world, life, day)
    elif op == "agree" and life.holds:
        _agree(world, life, max(life.holds), day)


def _hold(world: ProofWorld, life: Life, day: date) -> None:
    try:
        with world.desk(life.person) as by:
            draft = world.draft(life.award, day.isoformat())
            (hold,) = hold_unproved(asks_of(life.person)[-1].id, [draft], by=by, at=at(day.isoformat()))
        life.holds[hold] = day
        done = True
    except Refused:
        done = False
    assert not done or life.may_be_held(day)


def _agree(world: ProofWorld, life: Life, hold: int, day: date) -> None:
    try:
        with world.desk(life.person, "second") as by:
            agree_hold(hold, address=ADDRESS, by=by, at=at(day.isoformat(), 12))
    except Exception:
        return
    life.agreed.add(hold)


def held_on(day: date) -> dict[int, int]:
    """The awards that wait on a day, by the pay run's own question, asked as its owner."""
    at_ = connection.settings_dict
    with psycopg.connect(f"host={at_['HOST']} port={at_['PORT']} user=mizan_owner dbname={at_['NAME']}") as session:
        return dict(session.execute("SELECT award_id, hold_id FROM benefits_holds_on(%s)", [day]).fetchall())


def agrees(world: ProofWorld, lives: list[Life], day: date) -> None:
    """What must hold on every day."""
    held = held_on(day)
    with connect_as("batch"):
        states = {life.person: life_of(life.person, day=day) for life in lives}
        again = {life.person: life_of(life.person, day=day) for life in lives}
        kept = {life.person: (asks_of(life.person), signs_of(life.person, since=CLAIMED, until=day)) for life in lives}
    assert states == again
    for life in lives:
        asks, signs = kept[life.person]
        assert [one.asked_on for one in asks] == life.asks
        assert [one.on_day for one in signs] == sorted(life.evidence)
        months = [one.due_month for one in asks]
        assert all(add_months(former, 12) <= later for former, later in pairwise(months))
        assert (states[life.person].standing is Standing.PROVED) == life.counted(day)
        if life.award in held:
            hold = held[life.award]
            assert hold in life.agreed
            assert life.holds[hold] <= day
            ask = max(one for one in life.asks if one <= life.holds[hold])
            assert life.sent[ask] <= life.holds[hold]
            assert life.tried[ask]
            # A hold lasts as long as nobody was heard of, and not a day more.
            assert not life.answered(ask, day)


@given(history=HISTORY)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_happens_in_whatever_order(world: ProofWorld, history: list[tuple[str, int, int]]) -> None:
    lives, day = [born(world, one) for one in BORN], date(2026, 4, 20)
    for op, who, gap in history:
        day += timedelta(days=gap)
        if op == "night":
            expected = [life for life in lives if life.must_be_asked(day)]
            world.night(day.isoformat())
            for life in expected:
                life.asks.append(day)
        else:
            play(world, lives[who], op, day)
        agrees(world, lives, day)
    # Each life is over before the next: its persons are asked no more.
    with connect_as("batch"):
        for life in lives:
            record_civil_event(
                EventDraft(life.person, EventKind.DEATH, day + timedelta(days=1)),
                by=world.system,
                at=at((day + timedelta(days=2)).isoformat()),
            )
