"""The group drawn by chance: by a recorded seed, once a quarter, checked by the database, and apart from what controls find."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.errors import CheckViolation, RestrictViolation
from tests.flows.pay_world import at
from tests.funds.controls.control_world import NOW, ControlWorld

from mizan.config.database import connect_as
from mizan.funds.controls.actions import conclude_finding, run_controls, take_finding
from mizan.funds.controls.catalogue import control_named
from mizan.funds.controls.queries import findings_of, worth
from mizan.funds.controls.queries.measured_findings import CONCLUDED
from mizan.funds.controls.queries.worth import causes
from mizan.funds.controls.types import Cause, Conclusion
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.funds.indicators.queries import figure
from mizan.funds.procedures.spread import mean_between
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month

SEED = "of a test"


def drawn(world: ControlWorld, moment: datetime = NOW, seed: str = SEED) -> list[Any]:
    with connect_as("batch"):
        run_controls(["random_awards"], seed=seed, by=world.pay.system, at=moment)
        return list(findings_of(concluded=False, control="random_awards"))


@pytest.fixture
def paid(world: ControlWorld) -> ControlWorld:
    """Eight awards paid in October."""
    for _ in range(8):
        world.pay.award()
    world.pay.paid("2026-10")
    return world


def test_the_seed_draws_the_same_awards_for_whoever_draws_again(paid: ControlWorld) -> None:
    found = drawn(paid)
    assert len(found) == 5
    [(seed, population, awards)] = paid.sql("SELECT seed, population, awards FROM controls_draw")
    assert population == 8
    assert seed == sha256(f"{SEED}:CNR:2026-10-01".encode()).hexdigest()
    every = paid.sql("SELECT DISTINCT a.id, a.person_id, a.kind FROM benefits_instalment i JOIN benefits_award a ON a.id = i.award_id")
    ordered = sorted(every, key=lambda row: (sha256(f"{seed}:{row[1]}:{row[2]}".encode()).digest(), row[0]))
    again = [award for award, _, _ in ordered[:5]]
    assert awards == again
    assert sorted(one.award_id for one in found) == sorted(again)
    assert all(one.starts_on == date(2026, 10, 1) and one.stake > 0 for one in found)


def test_a_quarter_is_drawn_once_and_the_next_says_nothing_of_it(paid: ControlWorld) -> None:
    first = drawn(paid)
    assert {one.id for one in drawn(paid, seed="another")} == {one.id for one in first}
    later = datetime(2027, 1, 5, 9, tzinfo=UTC)
    for key in ("2026-11", "2026-12"):
        paid.pay.paid(key)
    found = drawn(paid, later)
    assert len(paid.sql("SELECT 1 FROM controls_draw")) == 2
    assert {one.id for one in first} < {one.id for one in found}
    assert all(one.present for one in found)


def test_nobody_paid_is_nobody_drawn(world: ControlWorld) -> None:
    assert drawn(world) == []
    assert world.sql("SELECT 1 FROM controls_draw") == []


def test_without_a_seed_the_system_gives_one_nobody_foresees(paid: ControlWorld) -> None:
    drawn(paid, seed="")
    [(seed,)] = paid.sql("SELECT seed FROM controls_draw")
    assert len(seed) == 64
    assert seed != sha256(b":CNR:2026-10-01").hexdigest()


def test_the_database_takes_no_draw_but_the_seeds(paid: ControlWorld) -> None:
    drawn(paid)
    [row] = paid.sql("SELECT awards, cut_off, by_id FROM controls_draw")
    insert = (
        "INSERT INTO controls_draw (fund, quarter, seed, each, population, awards, cut_off, by_id, at)"
        " VALUES ('CNR', '2026-07-01', %s, 5, 8, %s, %s, %s, now())"
    )
    with paid.db.raw() as admin:
        with pytest.raises(CheckViolation):
            admin.execute(insert, ("0" * 64, row[0], row[1], row[2]))
        with pytest.raises(CheckViolation, match="not what the seed draws"):
            admin.execute(insert.replace("2026-07-01", "2026-10-01").replace("'CNR'", "'CNAS'"), ("0" * 64, row[0], row[1], row[2]))
        with pytest.raises(RestrictViolation):
            admin.execute("UPDATE controls_draw SET seed = seed")


def test_chance_is_measured_beside_controls_and_not_among_them(paid: ControlWorld) -> None:
    found = drawn(paid)
    for place, one in enumerate(found):
        with paid.acting("controls") as by:
            take_finding(one.id, by=by, at=NOW)
            conclusion = Conclusion.ERROR if place == 0 else Conclusion.UNFOUNDED
            cause = Cause.COMPLEXITY if place == 0 else None
            conclude_finding(one.id, conclusion, cause=cause, reason="Relu.", by=by, at=NOW)
    with paid.acting("director"):
        (told,) = worth()
        assert causes() == {Cause.COMPLEXITY: 1}
    with paid.acting("controls_cnas"):
        assert causes() == {}
    assert (told.control, told.confirmed, told.concluded, told.returns) == ("random_awards", 1, 5, (0, 0, 0, 0, 0))
    with connect_as("batch"):
        take_snapshot(month(2026, 11), by=paid.pay.system, at=at("2026-12-10", 22))
    with paid.acting("director"):
        measured = figure("findings_precision", fund=Fund.CNR, month=month(2026, 11))
    assert (measured.value, measured.denominator) == (None, 0)
    assert "random_awards" in CONCLUDED.items
    assert control_named("random_awards").drawn
    assert control_named("random_awards").since(date(2026, 12, 31)) == date(2026, 10, 1)


@given(st.lists(st.integers(0, 10**9), min_size=5, max_size=30))
def test_the_interval_of_a_mean_holds_it_and_stays_among_the_values(values: list[int]) -> None:
    found = mean_between(values)
    if len(set(values)) == 1:
        assert found is None
        return
    assert found is not None
    assert min(values) <= found.low <= found.high <= max(values)
    assert found == mean_between(values)


def test_a_mean_of_few_has_no_interval() -> None:
    assert mean_between([]) is None
    assert mean_between([1, 2, 3, 4]) is None
    assert mean_between([7] * 9) is None
