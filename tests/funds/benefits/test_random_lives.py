"""Random lives of awards in the real database: late months, raises, corrections, an increase, deaths, in any order.

After each act the books are sound and every award is what its decisions give; at the end each award, as known at any moment of its
life, is what it was then, and computed again from careers it agrees.
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.flows.test_pay_month import faults
from tests.funds.benefits.benefit_world import FIRST, World, benefit_world
from tests.funds.conftest import people_of

from mizan.config.database import connect_as
from mizan.flows.decide_benefit import claim_benefit, decide_alone
from mizan.flows.reassess import take_news
from mizan.flows.recompute_awards import recompute_awards
from mizan.flows.revalue import approve_increase, prepare_increase
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits.queries import award_of, awards_of_claim
from mizan.funds.benefits.queries.increases import increases_approved
from mizan.funds.benefits.types import ClaimDraft, Kind, Parts
from mizan.funds.benefits.verification import verify_awards
from mizan.funds.people.actions import register_person
from mizan.funds.people.types import EventKind, PersonDraft
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import nss_key

JANUARY, CLAIMED = date(2026, 1, 1), date(2025, 6, 2)
NUMBERS, MOMENTS = itertools.count(1), itertools.count(1)
AMOUNTS = st.integers(24_000_00, 300_000_00)
ACT = st.one_of(
    st.tuples(st.just("late"), st.integers(1985, 1994), AMOUNTS),
    st.tuples(st.just("correct"), st.integers(2015, 2024), AMOUNTS),
    st.tuples(st.just("increase"), st.just(0), st.just(0)),
    st.tuples(st.just("death"), st.integers(1, 200), st.just(0)),
    st.tuples(st.just("nothing"), st.just(0), st.just(0)),
)
Held = list[tuple[date, date | None, Parts]]


def moment() -> datetime:
    """Acts follow one another, a day apart, from March 2026 on."""
    return datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=next(MOMENTS))


class Life:
    """One person with a career and a pension of CNR, and what happens to both."""

    def __init__(self, world: World, wage: int) -> None:
        self.world, self.dead = world, False
        serial = f"65{next(NUMBERS):08d}"
        draft = PersonDraft(
            f"{serial}{nss_key(serial):02d}", "VIE", f"P{serial}", date(1964, 5, 1), sex="M", fund="CNAS", agency_code="16000"
        )
        self.name = serial
        world.persons[serial] = register_person(draft, by=world.system, at=FIRST).id
        world.work(serial, 1995, 2024, wage)
        at = moment()
        person = world[serial]
        claim = ClaimDraft(Fund.CNR, Kind.RETIREMENT, person, person, CLAIMED, serial, {"claimed_on": CLAIMED.isoformat()})
        self.claim = claim_benefit(claim, by=world.system, at=at)
        assert decide_alone(self.claim, by=world.system, at=at)
        (self.award,) = (one.id for one in awards_of_claim(self.claim))
        self.seen = [(at, self.held())]

    def held(self) -> Held:
        """What is held true of the award now."""
        known = award_of(self.award)
        assert known is not None
        return [(one.starts_on, one.ends_on, one.parts) for one in known.live()]

    def as_known(self, at: datetime) -> Held:
        """What was held true of it at a moment."""
        known = award_of(self.award)
        assert known is not None
        then = [one for one in known.terms if one.known_from <= at and (one.known_until is None or one.known_until > at)]
        return sorted(((one.starts_on, one.ends_on, one.parts) for one in then), key=lambda one: one[0])

    def do(self, kind: str, number: int, amount: int, raisers: tuple[int, int]) -> None:
        at = moment()
        if kind in ("late", "correct"):
            self.world.work(self.name, number, number, amount, at=at)
        elif kind == "death" and not self.dead:
            self.dead = True
            self.world.tell(EventKind.DEATH, self.name, at.date() - timedelta(days=number), at)
        elif kind == "increase" and not increases_approved(Fund.CNR):
            one, other = raisers
            kept = prepare_increase(fund=Fund.CNR, on=JANUARY, by=one, at=at)
            approve_increase(kept.id, by=other, at=at)
        take_news(by=self.world.system, at=at)
        self.seen.append((at, self.held()))


def raisers_of(world: World) -> tuple[int, int]:
    """Two people who keep the books of CNR."""
    made = []
    for name in ("raises", "agrees"):
        account = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=world.system, at=FIRST)
        grant: dict[str, Any] = {"role": Role.FUND_ACCOUNTANT, "scope_kind": Scope.FUND, "scope_id": "CNR"}
        grant_role(account_id=account, valid_from=date(2024, 1, 1), by=world.system, at=FIRST, **grant)
        made.append(account)
    return made[0], made[1]


def test_every_award_is_at_any_time_what_its_decisions_and_its_career_give(db: Any) -> None:
    with connect_as("batch"):
        world = benefit_world(people_of())
        raisers = raisers_of(world)
    lives: list[Life] = []

    @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(wage=AMOUNTS, acts=st.lists(ACT, min_size=2, max_size=5))
    def lived(wage: int, acts: list[tuple[str, int, int]]) -> None:
        with connect_as("batch"):
            life = Life(world, wage)
            lives.append(life)
            for kind, number, amount in acts:
                life.do(kind, number, amount, raisers)
        with connect_as("audit"):
            found = verify_awards()
        assert found.differing == ()
        assert faults() == []

    lived()
    with connect_as("batch"):
        found = recompute_awards(Fund.CNR, by=world.system, at=moment())
        assert (found.agreeing, found.differing, found.uncomputed) == (len(lives), 0, 0)
        assert increases_approved(Fund.CNR)
        assert any(life.dead for life in lives)
        assert sum(life.seen[0][1] != life.seen[-1][1] for life in lives) > len(lives) // 2
        for life in lives:
            for at, held in life.seen:
                assert life.as_known(at) == held, (life.award, at)
