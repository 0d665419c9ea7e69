"""Bridges sum to the centime whatever moved; each cause is nought when it is absent, and the law is asked, not typed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.doors.steering.review.bridges import bars_of
from mizan.funds.contributions.queries.moved import FallenRow, GroupRow
from mizan.funds.steering.bridges.fallen import Fallen, fallen_steps
from mizan.funds.steering.bridges.law import bounds_on, rate_then
from mizan.funds.steering.bridges.types import Bridge, Cause, Of, Step
from mizan.kernel.rounding import PPM, Rounding, divide
from mizan.law.algeria.self_employed import yearly_contribution

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 30)


def row(
    base: int, rate: int, *, code: str = "R22", group: str = "month:EMPLOYER", on: date = OCTOBER, amount: int | None = None,
    then: int | None = None, branch: str = "retirement", payer: str = "employer",
) -> FallenRow:  # fmt: skip
    due = divide(base * rate, PPM, Rounding.HALF_UP) if amount is None else amount
    former = base if then is None else then
    return FallenRow(group, group.partition(":")[2], code, branch, payer, rate, on, 1, base, former, base, former, due)


def fallen(*rows: FallenRow, periods: int = 1, payers: int | None = None) -> Fallen:
    names = {one.group for one in rows}
    groups = {name: GroupRow(name, periods, payers or sum(one.group == name for one in rows)) for name in names}
    return Fallen(rows, groups)


def same(found: FallenRow, on: date) -> int:
    return found.rate_ppm


def parts(steps: tuple[Step, ...]) -> dict[str, int]:
    return {step.part: step.amount for step in steps if step.amount}


ROWS = st.lists(
    st.builds(
        row,
        st.integers(0, 10**15),
        st.integers(0, 350_000),
        code=st.sampled_from(["R22", "R06", "R07"]),
        group=st.sampled_from(["month:EMPLOYER", "quarter:EMPLOYER", "year:SELF_EMPLOYED"]),
        then=st.one_of(st.none(), st.integers(0, 10**15)),
        amount=st.one_of(st.none(), st.integers(-(10**15), 10**15)),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(ROWS, ROWS, st.integers(1, 4), st.integers(1, 4), st.integers(0, 400_000))
def test_whatever_moved_the_steps_sum(was: list[FallenRow], now: list[FallenRow], periods: int, later: int, rate: int) -> None:
    before, after = fallen(*was, periods=periods), fallen(*now, periods=later)
    steps = fallen_steps(before, after, lambda found, on: rate)
    assert sum(step.amount for step in steps) == after.amount - before.amount
    assert {step.part for step in steps} == {"payers", "base", "mix", "law", "calendar", "rounding"}
    assert Bridge(Of.RECEIPTS, before.amount, after.amount, steps).by_cause[Cause.EXCEPTIONAL] == 0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**13), st.sampled_from([345_000, 245_000, 145_000])), min_size=1, max_size=6))
def test_rounding_is_what_rounding_each_due_and_each_step_leaves(dues: list[tuple[int, int]]) -> None:
    was = fallen(*(row(base, rate) for base, rate in dues))
    now = fallen(*(row(base * 3 + 1, rate, on=NOVEMBER) for base, rate in dues))
    steps = fallen_steps(was, now, same)
    assert abs(next(step.amount for step in steps if step.cause is Cause.ROUNDING)) <= 2 * len(dues) + 5


@given(ROWS)
def test_nothing_moved_is_nothing(rows: list[FallenRow]) -> None:
    still = [found._replace(base_then=found.base, once_then=found.once) for found in rows]
    assert parts(fallen_steps(fallen(*still), fallen(*still), same)) == {}


def test_each_cause_alone() -> None:
    was = fallen(row(1_000_000, 200_000), row(1_000_000, 200_000))
    assert parts(fallen_steps(was, fallen(*[row(1_000_000, 200_000)] * 3), same)) == {"payers": 200_000}
    assert parts(fallen_steps(was, fallen(*[row(1_500_000, 200_000)] * 2), same)) == {"base": 200_000}
    mixed = fallen(row(1_000_000, 200_000), row(1_000_000, 100_000, code="R07"))
    assert parts(fallen_steps(was, mixed, same)) == {"mix": -100_000}
    dearer = fallen(row(1_000_000, 250_000), row(1_000_000, 250_000))
    assert parts(fallen_steps(was, dearer, lambda found, on: 200_000)) == {"law": 100_000}
    twice = fallen(*was.rows, *was.rows, periods=2, payers=4)
    assert parts(fallen_steps(was, twice, same)) == {"calendar": 400_000}
    quarterly = fallen(*was.rows, row(500_000, 200_000, group="quarter:EMPLOYER"))
    assert parts(fallen_steps(was, quarterly, same)) == {"calendar": 100_000}


def test_the_law_of_the_minimum_wage_moves_the_least_contribution_and_nothing_else() -> None:
    """A self-employed person below the floor in both years: what they owe moves with the floor alone, which follows the minimum wage."""
    then, now = date(2011, 1, 1), date(2012, 1, 1)
    bounds = bounds_on(then)
    assert bounds is not None
    dues = [yearly_contribution(10_000_000, on=on) for on in (then, now)]  # type: ignore[arg-type]
    sides = [
        fallen(
            *(
                row(
                    int(due.base), int(part.rate_ppm), code="TNS", group="year:SELF_EMPLOYED", on=on, amount=int(part.amount),
                    then=max(10_000_000, bounds.floor), branch=part.branch.value, payer="insured",
                )
                for part in due.parts[:1]
            )
        )
        for due, on in zip(dues, (then, now), strict=True)
    ]  # fmt: skip
    found = parts(fallen_steps(sides[0], sides[1], rate_then))
    assert set(found) == {"law"}
    assert found["law"] == sides[1].amount - sides[0].amount > 0


def test_the_rates_of_2015_move_what_falls_due_on_the_same_bases() -> None:
    """Late in 2015 a point of the employer's share went from social insurance to retirement."""
    was = fallen(row(1_000_000_00, 100_000, on=date(2015, 6, 30)))
    now = fallen(row(1_000_000_00, 110_000, on=date(2016, 1, 31)))
    assert parts(fallen_steps(was, now, rate_then)) == {"law": 10_000_00}
    was = fallen(row(1_000_000_00, 125_000, on=date(2015, 6, 30), branch="social_insurance"))
    now = fallen(row(1_200_000_00, 115_000, on=date(2016, 1, 31), branch="social_insurance"))
    assert parts(fallen_steps(was, now, rate_then)) == {"base": 25_000_00, "law": -12_000_00}


def test_rates_come_from_the_statute_book_or_stay() -> None:
    found = row(1_000_000, 1, branch="retirement", payer="worker")
    assert rate_then(found, OCTOBER) == 67_500
    assert rate_then(found._replace(code="R07", debtor="CNAC", branch="retirement", payer="cnac"), OCTOBER) == 30_800
    assert rate_then(found._replace(code="R08"), OCTOBER) == 1


def test_a_bridge_that_does_not_sum_is_none() -> None:
    with pytest.raises(ValueError, match="does not sum"):
        Bridge(Of.RESULT, 0, 2, (Step(Cause.LAW, "law", 1),))


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(-(10**12), 10**12), min_size=6, max_size=6))
def test_bars_follow_each_other_from_total_to_total(before: int, moves: list[int]) -> None:
    after = before + sum(moves)
    told: dict[str, Any] = {"before": before, "after": after, "causes": [[c.value, a] for c, a in zip(Cause, moves, strict=True)]}
    bars = list(bars_of(told, "a", "b", "fr"))
    assert (bars[0].low, bars[0].high) == (min(before, 0), max(before, 0))
    assert (bars[-1].low, bars[-1].high) == (min(after, 0), max(after, 0))
    reached = Fraction(before)
    for bar in bars[1:-1]:
        assert reached in (bar.low, bar.high)
        reached = Fraction(bar.high if bar.kind == "up" else bar.low)
    assert reached == after
