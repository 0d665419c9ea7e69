"""What a review keeps: the bridges of real books, the same once, read by those who steer the fund and by nobody else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection
from tests.flows.conftest import world
from tests.flows.pay_world import PayWorld, make_world
from tests.flows.test_revalue import approved, prepared

from mizan.config.database import connect_as
from mizan.flows.nightly import keep_reviews
from mizan.funds.access.sql import rows
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.funds.steering.actions import keep_review
from mizan.funds.steering.bridges.types import Cause
from mizan.funds.steering.queries.reviews import review_by, review_of, reviewed_periods
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month, parse_period, quarter, year

__all__ = ["world"]
FEBRUARY, MARCH = month(2026, 2), month(2026, 3)
FALLEN = 1_000_000_00


@pytest.fixture
def books(world: Any) -> Any:
    """January and February declared; January's paid late in part, and the figures of February and March taken."""
    world.file_dac("monthly", "2026-01", FALLEN, "2026-02-10")
    world.file_dac("monthly", "2026-02", 2 * FALLEN, "2026-03-10")
    world.pay([("1", 200_000_00, "VIREMENT 1600000101 2026-01")], "2026-03-20")
    with connect_as("batch"):
        for each in (FEBRUARY, MARCH):
            take_snapshot(each, by=world.system, at=world.at("2026-04-02", 22))
    return world


def bridge(kept: Any, of: str, against: str = "before") -> dict[str, Any]:
    return next(one for one in kept.content["bridges"][against]["bridges"] if one["of"] == of)


def moves(found: dict[str, Any]) -> dict[str, int]:
    return {part: amount for _, part, amount, *_ in found["steps"] if amount}


def test_the_bridge_of_receipts_ends_at_the_figure_and_says_why(books: Any) -> None:
    with connect_as("batch"):
        kept = keep_review(None, MARCH, by=books.system, at=books.at("2026-04-02", 23))
    found = bridge(kept, "receipts")
    figures = {one["indicator"]: one["value"] for one in kept.content["figures"]}
    assert (found["before"], found["after"]) == (0, 200_000_00) == (0, figures["receipts"])
    assert kept.content["differs"] == []
    assert found["before"] + sum(amount for _, amount in found["causes"]) == found["after"]
    # The day to pay January is in March, as is that of February: what fell due and was not received is told against it.
    assert moves(found)["short"] < 0
    assert dict(found["causes"])[Cause.LAW.value] == 0
    result = bridge(kept, "result")
    assert result["after"] == figures["result"]


def test_the_same_is_kept_once_and_a_quarter_sums_its_months(books: Any) -> None:
    with connect_as("batch"):
        first = keep_review(Fund.CNR, MARCH, by=books.system, at=books.at("2026-04-02", 23))
        again = keep_review(Fund.CNR, MARCH, by=books.system, at=books.at("2026-04-03", 23))
        whole = keep_review(Fund.CNR, quarter(2026, 1), by=books.system, at=books.at("2026-04-03", 23))
        assert (again.id, again.sha256) == (first.id, first.sha256)
        assert review_by(first.sha256) == first
        assert bridge(whole, "receipts")["after"] == bridge(first, "receipts")["after"]
        for wrong in (year(2026), month(2026, 9)):
            with pytest.raises(ValueError, match="no month or quarter"):
                keep_review(None, wrong, by=books.system, at=books.at("2026-04-03", 23))
        acts = rows("SELECT detail FROM access_act WHERE verb = 'keep_review' ORDER BY id")
    assert [json.loads(one[0])["period"] for one in acts] == ["2026-03", "2026-Q1"]


def test_the_night_keeps_the_month_that_ended_and_again_when_a_figure_is_new(books: Any) -> None:
    with connect_as("batch"):
        assert keep_reviews(at=books.at("2026-04-02", 23)) == 4
        assert keep_reviews(at=books.at("2026-04-03", 23)) == 0
    books.pay([("1", 50_000_00, "VIREMENT 1600000101 2026-01")], "2026-03-30", "2")
    with connect_as("batch"):
        take_snapshot(MARCH, by=books.system, at=books.at("2026-04-04", 22))
        assert keep_reviews(at=books.at("2026-04-04", 23)) >= 3
        kept = review_of(None, MARCH)
    assert kept is not None
    assert [one["kind"] for one in kept.content["decisions"]].count("restated") >= 1


def test_only_those_who_steer_the_fund_read_its_review_and_nobody_changes_it(books: Any) -> None:
    with connect_as("batch"):
        for fund in (None, Fund.CNAS, Fund.CNR):
            keep_review(fund, MARCH, by=books.system, at=books.at("2026-04-02", 23))
    seen = {}
    for who in books.accounts:
        with books.acting(who):
            seen[who] = {fund for fund, _ in reviewed_periods()}
    assert seen["minister"] == {None, Fund.CNAS, Fund.CNR}
    # The funds together are sums: a director reads them, and no other fund's own.
    assert seen["cnr"] == {None, Fund.CNR}
    assert [who for who, found in seen.items() if found] == ["cnr", "minister"]
    with connect_as("batch"), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE steering_review SET content = '{}'")
    with connect_as("batch"), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM steering_review")


@pytest.fixture
def pensions(db: Any) -> PayWorld:
    return make_world()


def test_the_bridge_of_spending_tells_new_ended_decided_and_raised_apart(pensions: PayWorld) -> None:
    stays = pensions.award(4_000_000, since="2025-02-01")
    pensions.award(3_000_000, since="2025-02-01", until="2026-03-01")
    decided = pensions.award(2_500_000, since="2025-02-01")
    for key in ("2026-01", "2026-02"):
        pensions.paid(key)
    pensions.award(5_000_000, since="2026-03-01", day="2026-02-20")
    pensions.decide(decided, 2_600_000, "2026-03-01", "2026-02-22")
    pensions.paid("2026-03")
    with connect_as("batch"):
        kept = keep_review(Fund.CNR, MARCH, by=pensions.system, at=_at("2026-04-02"))
    found = bridge(kept, "spending")
    assert moves(found) == {"awards_new": 5_000_000, "awards_ended": -3_000_000, "awards_rate": 100_000}
    increase = prepared(pensions, when=_at("2026-04-02"))
    approved(pensions, increase.id, when=_at("2026-04-02"))
    pensions.paid("2026-04")
    with connect_as("batch"):
        kept = keep_review(Fund.CNR, month(2026, 4), by=pensions.system, at=_at("2026-05-02"))
        (raised,) = rows(
            "SELECT sum(n.gross_m - o.gross_m) FROM benefits_instalment n "
            "JOIN benefits_run r ON r.id = n.run_id AND r.month = '2026-04-01' "
            "JOIN benefits_instalment o ON o.award_id = n.award_id JOIN benefits_run p ON p.id = o.run_id AND p.month = '2026-03-01'"
        )
    told = moves(bridge(kept, "spending"))
    assert told["awards_law"] == int(raised[0]) > 0
    assert set(told) == {"awards_law", "arrears"}
    assert stays
    with connect_as("batch"):
        whole = keep_review(Fund.CNAS, month(2026, 4), by=pensions.system, at=_at("2026-05-02"))
    # What is withheld from the same pensions is CNAS's, and the increase moves it too.
    assert moves(bridge(whole, "receipts"))["withheld_law"] > 0


def test_a_review_knows_its_period_by_its_key(books: Any) -> None:
    with connect_as("batch"):
        kept = keep_review(None, parse_period("2026-Q1"), by=books.system, at=books.at("2026-04-02", 23))
    assert (kept.period.key, kept.content["period"], kept.content["fund"]) == ("2026-Q1", "2026-Q1", "")


def _at(day: str) -> Any:
    from tests.flows.pay_world import at

    return at(day)
