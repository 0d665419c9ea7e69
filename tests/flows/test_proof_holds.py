"""A hold for want of a proof of life: proposed after all that comes before, on what the ground is about, ended by any sign of life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.flows.pay_world import ADDRESS, at
from tests.flows.proof_world import ProofWorld, day_of, proof_world_that_may_hold

from mizan.config.database import connect_as
from mizan.flows.hold_payment import agree_hold
from mizan.flows.hold_unproved import ProposedHold, awards_to_hold, propose_hold
from mizan.flows.take_care_feed import take_care_feed
from mizan.funds.access.context import acting_as
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.actions.hold_unproved import hold_unproved
from mizan.funds.benefits.queries import awards_of_person
from mizan.funds.benefits.queries.holds import holds_of
from mizan.funds.benefits.queries.instalments import instalments_of
from mizan.funds.benefits.queries.proofs import asks_of
from mizan.funds.people.actions import Correction, correct_identity, record_civil_event
from mizan.funds.people.types import EventDraft, EventKind
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused


@pytest.fixture
def world(db: Any) -> Iterator[ProofWorld]:
    with proof_world_that_may_hold() as made:
        yield made


def code(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.refusal.code


def held(world: ProofWorld, person: int, day: str, *, agree: bool = True) -> int:
    """A hold proposed for a person, and agreed."""
    with world.desk(person) as by:
        (award,) = awards_of_person(person)
        (hold,) = hold_unproved(asks_of(person)[-1].id, [world.draft(award.id, day)], by=by, at=at(day))
    if agree:
        with world.desk(person, "second") as by:
            agree_hold(hold, address=ADDRESS, by=by, at=at(day, 10))
    return hold


def overdue(world: ProofWorld) -> int:
    """A person asked in May whose grace has passed and whom a visit did not find."""
    person = world.pensioner("1950-05-09", since="2026-01-01")
    world.night("2026-05-01")
    world.send(person, "2026-05-03")
    world.tried(person, "2026-08-01")
    return person


def test_a_hold_is_proposed_only_after_all_that_comes_before(world: ProofWorld) -> None:
    person = world.pensioner("1950-05-09", since="2026-01-01")
    world.night("2026-05-01")
    for day, before, expected in (
        ("2026-08-10", lambda: None, "proof_grace_runs"),
        ("2026-08-10", lambda: world.send(person, "2026-07-01"), "proof_grace_runs"),
        ("2026-08-31", lambda: None, "proof_not_tried"),
        ("2026-08-31", lambda: world.tried(person, "2026-08-30"), ""),
    ):
        before()
        if expected:
            with pytest.raises(Refused) as caught:
                held(world, person, day, agree=False)
            assert code(caught) == expected
    held(world, person, "2026-08-31", agree=False)
    proof_switches.instruct({})
    with pytest.raises(Refused) as caught:
        held(world, person, "2026-08-31", agree=False)
    assert code(caught) == "proof_ground_unnamed"


def test_what_the_ground_is_not_about_goes_on_beside_what_waits(world: ProofWorld) -> None:
    person = overdue(world)
    other = world.pay.award(person=person, fund=Fund.CASNOS)
    with world.desk(person) as by:
        proposed = ProposedHold("x", day_of("2026-09-01"), day_of("2026-10-15"))
        made = propose_hold(asks_of(person)[-1].id, proposed, by=by, at=at("2026-08-20"))
    assert len(made) == 1
    with connect_as("batch"):
        assert holds_of(other) == ()
        assert {one.fund for one in awards_to_hold(person, day_of("2026-08-20"))} == {Fund.CNR}


def paid_in(world: ProofWorld, person: int, number: str) -> tuple[int, str]:
    world.pay.approve(world.pay.prepare(number).id, number)
    with connect_as("batch"):
        (award,) = awards_of_person(person)
        found = next(one for one in instalments_of(award.id) if f"{one.month:%Y-%m}" == number)
    return found.paid, found.waits


@pytest.mark.parametrize("way", ["officer", "care", "civil", "care_api"])
def test_any_proof_ends_the_hold_at_once_and_the_next_run_pays_what_waited(world: ProofWorld, way: str) -> None:
    person = overdue(world)
    hold = held(world, person, "2026-08-10")
    net, waits = paid_in(world, person, "2026-09")
    assert (net, waits) == (0, "held")
    if way == "officer":
        world.see(person, "2026-09-20")
    elif way == "civil":
        with connect_as("batch"):
            record_civil_event(
                EventDraft(person, EventKind.MARRIAGE, day_of("2026-09-18"), world.pensioner("1955-01-01")),
                by=world.system,
                at=at("2026-09-20"),
            )
    else:
        care = world.pay.accounts["care"]
        with connect_as("batch"):
            nin = "118950160000000011"
            correct_identity(person, Correction(nin=nin), on_day=day_of("2026-09-01"), by=world.system, at=at("2026-09-01"))
        line = f"id;day;nin;nss;system\nC-1;2026-09-18;{nin};;CHIFA\n".encode()
        with acting_as(care) if way == "care_api" else connect_as("batch"):
            receipt = take_care_feed(line, by=care if way == "care_api" else world.system, at=at("2026-09-20"))
        assert (receipt.taken, receipt.left) == (1, 0)
    if way == "care_api":
        # The care system sees no award: the hold binds no longer all the same, before any night has written it down.
        assert paid_in(world, person, "2026-10")[1] == ""
        assert world.night("2026-10-20").released == 1
    else:
        if way == "civil":
            assert world.night("2026-09-21").released == 1
        paid, waits = paid_in(world, person, "2026-10")
        assert waits == ""
        assert paid > 0
    with connect_as("batch"):
        (award,) = awards_of_person(person)
        (kept,) = holds_of(award.id)
        october = next(one for one in instalments_of(award.id) if one.month == date(2026, 10, 1))
    assert (kept.id, kept.state) == (hold, "released")
    assert october.released == october.net > 0
    assert october.paid == 2 * october.net


def test_nobody_agrees_to_a_hold_once_the_proof_is_known(world: ProofWorld) -> None:
    person = overdue(world)
    hold = held(world, person, "2026-08-10", agree=False)
    with connect_as("batch"):
        record_civil_event(
            EventDraft(person, EventKind.MARRIAGE, day_of("2026-08-11"), world.pensioner("1955-01-01")),
            by=world.system,
            at=at("2026-08-12"),
        )
    with world.desk(person, "second") as by, pytest.raises(Exception, match="shows the person alive"):
        agree_hold(hold, address=ADDRESS, by=by, at=at("2026-08-13"))


def test_silence_alone_stops_nothing(world: ProofWorld) -> None:
    person = world.pensioner("1950-05-09", since="2026-01-01")
    for number in range(5, 12):
        world.night(f"2026-{number:02d}-01")
        paid, waits = paid_in(world, person, f"2026-{number:02d}")
        assert paid > 0
        assert waits == ""
