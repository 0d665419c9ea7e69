"""Several months: what flows adds up, what stands is the last, a ratio is that of the sums; never surer than the worst month."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.formats.indicators import catalogue
from mizan.funds.indicators.computing import value_of
from mizan.funds.indicators.definitions import DEFINITIONS
from mizan.funds.indicators.spans import over
from mizan.funds.indicators.types import Figure, State
from mizan.funds.steering.defined import OWN
from mizan.kernel.funds import Fund
from mizan.kernel.periods import months_of, parse_period

QUARTER = parse_period("2026-Q2")
MONTHS = months_of(QUARTER)
BOTH = st.tuples(st.integers(0, 10**12), st.integers(0, 10**6))
RATIOS = sorted(one.id for one in DEFINITIONS.values() if one.flows and one.denominator and one.id not in {each.id for each in OWN})


def figures(name: str, made: list[tuple[int, int]], *states: State) -> list[Figure]:
    definition = DEFINITIONS[name]
    found = []
    for month, (above, below), state in zip(MONTHS, made, states or (State.MEASURED,) * 3, strict=True):
        under = below if definition.denominator else None
        value = value_of(definition, above, under)
        kept = state if value is not None or state is not State.MEASURED else State.NOTHING_COUNTED
        gone = state in (State.FAILED, State.NOT_COVERED)
        found.append(
            Figure(
                name, Fund.CNR, month, catalogue()[name].unit, kept, None if gone else value, None if gone else above,
                None if gone else under, month.last_day, datetime(2026, 7, 9, tzinfo=UTC), f"{month.start.month:064x}",
            )
        )  # fmt: skip
    return found


def test_what_flows_and_what_stands_are_told_apart() -> None:
    flows = {one.id for one in DEFINITIONS.values() if one.flows}
    assert {"receipts", "spending", "result", "award_delay", "late_declarations", "budget_gap", "administration_cost"} <= flows
    stands = {"cash", "cash_days", "arrears", "recovery_rate", "covered_persons", "files_past_promise", "outcomes_equity"}
    assert not flows & (stands | {"instructions_done", "undue_payments", "discrepancy_rate", "careers_disputed"})


@given(st.lists(BOTH, min_size=3, max_size=3))
def test_flows_add_up_and_stocks_are_the_last(made: list[tuple[int, int]]) -> None:
    whole = over(figures("spending", made), QUARTER)
    assert (whole.value, whole.month) == (sum(above for above, _ in made), QUARTER)
    stands = over(figures("cash", made), QUARTER)
    assert (stands.value, stands.month) == (made[-1][0], QUARTER)
    assert over(figures("spending", made)[:1], MONTHS[0]).value == made[0][0]


@given(st.sampled_from(RATIOS), st.lists(BOTH, min_size=3, max_size=3))
def test_a_ratio_is_that_of_the_sums(name: str, made: list[tuple[int, int]]) -> None:
    whole = over(figures(name, made), QUARTER)
    above, below = (sum(each) for each in zip(*made, strict=True))
    assert whole.value == value_of(DEFINITIONS[name], above, below)
    assert (whole.state is State.NOTHING_COUNTED) == (below == 0)


@pytest.mark.parametrize("state", [State.FAILED, State.NOT_COVERED])
def test_with_a_month_that_is_not_there_nothing_is_told(state: State) -> None:
    whole = over(figures("spending", [(5, 1)] * 3, State.MEASURED, state, State.MEASURED), QUARTER)
    assert (whole.state, whole.value) == (state, None)


def test_a_late_month_makes_the_whole_late() -> None:
    whole = over(figures("spending", [(5, 1)] * 3, State.MEASURED, State.MEASURED, State.LATE), QUARTER)
    assert (whole.state, whole.value) == (State.LATE, 15)


def test_a_gap_to_the_budget_is_that_of_every_month_or_none() -> None:
    assert over(figures("budget_gap", [(100, 1), (-30, 1), (5, 1)]), QUARTER).value == 75
    assert over(figures("budget_gap", [(100, 1), (-30, 0), (5, 1)]), QUARTER).value is None


def test_a_restated_month_restates_the_sum() -> None:
    from dataclasses import replace

    found = figures("spending", [(100, 1), (50, 1), (7, 1)])
    found[1] = replace(found[1], restates=20, reason="came_in")
    whole = over(found, QUARTER)
    assert (whole.value, whole.restates, whole.reason) == (157, 127, "came_in")
    assert len({whole.data_hash, *(one.data_hash for one in found)}) == 4
