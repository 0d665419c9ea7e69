"""Whatever is recorded, corrected and annulled, what was known at a moment is answered for ever as it was answered then."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.config.database import connect_as
from mizan.funds.people import actions, queries
from mizan.funds.people.actions import Correction
from mizan.funds.people.types import EventDraft, EventKind, PersonDraft, Relation
from mizan.kernel.refusals import Refused

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)
ORIGIN = date(1985, 1, 1)
DAYS = [ORIGIN + timedelta(days=400 * n) for n in range(0, 35, 3)]
PERSONS = 5
runs = itertools.count()

who = st.integers(0, PERSONS - 1)
when = st.integers(0, 30).map(lambda n: ORIGIN + timedelta(days=400 * n))
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["marriage", "divorce", "widowhood"]), who, who, when),
        st.tuples(st.just("death"), who, who, when),
        st.tuples(st.sampled_from(["correct", "annul"]), st.integers(0, 20), who, when),
        st.tuples(st.sampled_from(["link", "end"]), who, who, when),
        st.tuples(st.just("rename"), who, who, when),
    ),
    min_size=1,
    max_size=14,
)


@dataclass
class Story:
    """What was done, and what was answered right after each act."""

    ids: list[int]
    by: int
    moment: datetime = FIRST
    events: list[int] = field(default_factory=list)
    ties: list[int] = field(default_factory=list)
    answered: dict[datetime, Any] = field(default_factory=dict)

    def act(self, step: tuple[Any, ...]) -> None:
        verb, first, second, day = step
        with transaction.atomic():
            if verb in ("correct", "annul") and self.events:
                event = self.events[first % len(self.events)]
                if verb == "correct":
                    self.events.append(actions.correct_civil_event(event, on_day=day, by=self.by, at=self.moment))
                else:
                    actions.annul_civil_event(event, note="x", by=self.by, at=self.moment)
            elif verb == "link":
                link = {"person_id": self.ids[first % PERSONS], "member_id": self.ids[second], "starts_on": day}
                self.ties.append(actions.link_dependant(relation=Relation.CHILD, by=self.by, at=self.moment, **link))
            elif verb == "end" and self.ties:
                actions.end_dependant(self.ties[first % len(self.ties)], ends_on=day, ground="x", by=self.by, at=self.moment)
            elif verb == "rename":
                actions.correct_identity(
                    self.ids[first % PERSONS], Correction(surname_fr=f"N{day:%Y}"), on_day=day, by=self.by, at=self.moment
                )
            elif verb in ("marriage", "divorce", "widowhood", "death"):
                spouse = None if verb == "death" else self.ids[second]
                draft = EventDraft(self.ids[first], EventKind(verb), day, spouse)
                self.events.append(actions.record_civil_event(draft, by=self.by, at=self.moment))

    def answer(self, at: datetime) -> Any:
        homes = [[queries.household_as_known(one, on=day, at=at).members for day in DAYS] for one in self.ids]
        told = [[(e.id, e.kind, e.on_day) for e in queries.events_as_known(one, at=at)] for one in self.ids]
        names = [getattr(queries.identity_as_known(one, at=at), "surname_fr", None) for one in self.ids]
        return homes, told, names

    def check(self) -> None:
        """Invariants of households, from both sides, as they stand."""
        homes = {(one, day): queries.household_as_known(one, on=day, at=self.moment) for one in self.ids for day in DAYS}
        dead = {
            e.person_id: e.on_day for one in self.ids for e in queries.events_as_known(one, at=self.moment) if e.kind is EventKind.DEATH
        }
        for (one, day), home in homes.items():
            ranks = [member.rank for member in home.members]
            assert len(ranks) == len(set(ranks))
            assert len(home.of(Relation.SPOUSE)) <= 4
            assert one not in {member.member_id for member in home.members}
            for member in home.members:
                assert all(day <= dead[body] for body in (one, member.member_id) if body in dead)
            for spouse in home.of(Relation.SPOUSE):
                other = homes[spouse.member_id, day]
                assert one in {member.member_id for member in other.of(Relation.SPOUSE)}


def test_the_past_is_answered_as_it_was(people: Any) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps)
    def runs_of(told: list[tuple[Any, ...]]) -> None:
        run = next(runs)
        born = [date(1950 + 4 * n, 3, 1) for n in range(PERSONS)]
        drafts = [PersonDraft("", f"P{run}", f"N{n}", born[n], sex="FM"[n % 2]) for n in range(PERSONS)]
        story = Story([actions.register_person(draft, by=people.system, at=FIRST).id for draft in drafts], people.system)
        for step in told:
            story.moment += timedelta(hours=1)
            try:
                story.act(step)
            except Refused:
                continue
            story.answered[story.moment] = story.answer(story.moment)
            story.check()
        for moment, answer in story.answered.items():
            assert story.answer(moment) == answer

    with connect_as("batch"):
        runs_of()
