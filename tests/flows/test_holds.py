"""Holds: on a ground of the law, by two people, with the notice, until a last day; what waited is paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.flows.pay_world import ADDRESS, HOLD, PayWorld, at, hold, make_world
from tests.flows.test_pay_month import balance, faults, refusal
from tests.flows.test_pay_returns import NET

from mizan.config.database import connect_as
from mizan.flows.hold_payment import agree_hold
from mizan.flows.nightly import run_night
from mizan.funds.benefits.actions.hold_payment import hold_payment, release_payment
from mizan.funds.benefits.queries.holds import holds_of
from mizan.funds.benefits.queries.instalments import instalments_of
from mizan.kernel.refusals import Refused


@pytest.fixture
def world(db: object) -> PayWorld:
    return make_world()


def test_a_hold_binds_by_two_people_and_what_waited_is_paid_when_it_is_released(world: PayWorld) -> None:
    award = world.award()
    world.award()
    hold_id = hold(world, award)
    world.paid("2026-09")
    with world.acting("prepares") as by:
        (held,) = instalments_of(award)
        assert (held.waits, held.paid, held.net, held.hold_id) == ("held", 0, NET, hold_id)
        release_payment(hold_id, ground="pièce reçue", by=by, at=at("2026-09-20"))
    assert balance("CNR", "benefit_payable") == -NET
    world.paid("2026-10")
    with world.acting("prepares"):
        assert instalments_of(award)[0].paid == 2 * NET
    assert balance("CNR", "benefit_payable") == 0
    assert faults() == []


def test_a_hold_whose_deadline_passes_without_a_decision_is_released_in_the_night(world: PayWorld) -> None:
    award = world.award()
    world.award()
    hold(world, award)
    world.paid("2026-09")
    world.paid("2026-10")
    with connect_as("batch"):
        assert run_night(at=at("2026-10-15", 22)).faults == ()
    with world.acting("prepares"):
        assert holds_of(award)[0].state == "agreed"
    with connect_as("batch"):
        run_night(at=at("2026-10-16", 22))
    with world.acting("prepares"):
        assert holds_of(award)[0].state == "lapsed"
    world.paid("2026-11")
    with world.acting("prepares"):
        assert instalments_of(award)[0].paid == 3 * NET
    assert faults() == []


def test_even_without_the_night_a_hold_does_not_bind_past_its_deadline(world: PayWorld) -> None:
    award = world.award()
    hold(world, award)
    world.paid("2026-11")
    with world.acting("prepares"):
        assert instalments_of(award)[0].paid == NET


def test_a_hold_names_a_ground_of_the_law_and_ends_within_its_limit(world: PayWorld) -> None:
    award = world.award()
    wrong = {
        "hold_ground_unknown": {"ground": "unseizable"}, "hold_notice": {"starts_on": date(2026, 8, 24)},
        "hold_deadline": {"deadline": date(2026, 11, 1)}, "text_missing": {"reason": " "},
        "hold_ground_not_for": {"ground": "invalid_works"},
    }  # fmt: skip
    for code, change in wrong.items():
        with pytest.raises(Refused) as caught, world.acting("prepares") as by:
            hold_payment(replace(HOLD, award_id=award, **change), by=by, at=at("2026-08-25"))
        assert refusal(caught) == code
    with pytest.raises(Refused) as caught, world.acting("prepares") as by:
        hold_payment(replace(HOLD, award_id=award, ground="law-83-11.art-88"), by=by, at=at("2026-08-25"))
    assert refusal(caught) == "hold_ground_unknown"
    with pytest.raises(Refused) as caught, world.acting("prepares") as by:
        agree_hold(
            hold_payment(replace(HOLD, award_id=award), by=by, at=at("2026-08-25")),
            address=ADDRESS, by=by, at=at("2026-08-25"),
        )  # fmt: skip
    assert refusal(caught) == "hold_needs_another_person"
    world.paid("2026-09")
    with world.acting("prepares"):
        assert instalments_of(award)[0].paid == NET
