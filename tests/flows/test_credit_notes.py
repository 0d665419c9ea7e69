"""A negative difference is set off branch by branch against what is open; only what had been paid becomes credit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mizan.kernel.periods import month

FILED = ("2025-04-10", "2025-07-10", "2025-10-10", "2026-01-10")
BASE, LESS = 120_000_00, 60_000_00
DUE = BASE * 35 // 100


def quarters(world: Any, person: Callable[[int], str], first: int = LESS) -> None:
    """Four quarters declared, and a year whose first quarter says less; the difference runs out of time."""
    for index, day in enumerate(FILED, start=1):
        world.file_dac("quarterly", f"2025-Q{index}", BASE, day)
    world.file_das("quarterly", 2025, [(person(1), (first, BASE, BASE, BASE))], "2026-01-20")


def confirm(world: Any, day: str = "2026-02-01") -> None:
    """The employer agrees."""
    from mizan.flows.reconcile import confirm_difference
    from mizan.funds.contributions.queries import cases_of

    with world.acting("quarterly") as by:
        (case,) = [case for case in cases_of(world.employers["quarterly"]) if case.state == "open"]
        confirm_difference(case_id=case.id, by=by, at=world.at(day))


def night(world: Any, day: str) -> None:
    from mizan.flows.nightly import run_night

    with world.batch():
        assert run_night(at=world.at(day, 22)).faults == ()


def orders(world: Any, day: str = "2026-04-01") -> dict[str, int]:
    """What CNAS would transfer for the month before the day."""
    from mizan.flows.apportion_month import apportion_month

    with world.acting("cnas") as by:
        return {order.fund: order.amount for order in apportion_month(month(2026, 3), by=by, at=world.at(day))}


def credit(world: Any) -> int:
    from mizan.funds.contributions.queries.credits import credit_of

    with world.acting("cnas"):
        return credit_of(world.employers["quarterly"])


def by_branch(world: Any) -> dict[str, int]:
    """What is laid on the dues of each branch, net, in centimes."""
    from mizan.funds.contributions.sql import rows

    with world.batch():
        found = rows(
            """SELECT s.branch, sum(s.amount)::bigint FROM contributions_match_share s
                WHERE NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = s.match_id) GROUP BY 1"""
        )
    return {branch: amount for branch, amount in found if amount}


def arrears(world: Any) -> int:
    from mizan.funds.contributions.queries import dues_of

    with world.acting("quarterly"):
        return sum(due.arrears for due in dues_of(world.employers["quarterly"], live_only=True))


@pytest.mark.parametrize("together", [False, True])
def test_nothing_is_transferred_of_what_nobody_paid(world: Any, person: Callable[[int], str], together: bool) -> None:
    from mizan.flows.reconcile import lapse_differences

    quarters(world, person)
    if together:
        with world.batch() as by:
            lapse_differences(day=month(2026, 3).start, by=by, at=world.at("2026-03-01"))
    else:
        confirm(world)
    night(world, "2026-03-01")
    assert (credit(world), by_branch(world), orders(world)) == (0, {}, {})
    assert arrears(world) == 3 * DUE + DUE // 2
    assert world.faults() == []


def test_what_had_been_paid_becomes_credit(world: Any, person: Callable[[int], str]) -> None:
    quarters(world, person)
    world.pay([("A", 4 * DUE, "1600000202")], "2026-01-22")
    confirm(world)
    assert credit(world) == DUE // 2
    assert arrears(world) == 0
    assert world.faults() == []


def test_a_quarter_paid_in_part(world: Any, person: Callable[[int], str]) -> None:
    quarters(world, person)
    world.pay([("A", DUE // 3, "1600000202 2025-Q1")], "2026-01-22")
    confirm(world)
    night(world, "2026-03-01")
    laid = by_branch(world)
    assert min(laid.values()) >= 0
    assert sum(laid.values()) + credit(world) == DUE // 3
    transferred = orders(world)
    assert sum(transferred.values()) <= DUE // 3
    assert world.faults() == []


def test_a_note_follows_what_it_was_set_off_against(world: Any, person: Callable[[int], str]) -> None:
    quarters(world, person)
    confirm(world)
    # The quarter is declared again as the year says it: the difference was already posted, and stays open against the other quarters.
    world.file_dac("quarterly", "2025-Q1", BASE + 10_000_00, "2026-02-10", "rectifying")
    night(world, "2026-03-01")
    assert (credit(world), by_branch(world), orders(world)) == (0, {}, {})
    assert world.faults() == []


def test_a_payment_returned_takes_its_credit_with_it(world: Any, person: Callable[[int], str]) -> None:
    quarters(world, person)
    world.pay([("A", DUE, "1600000202 2025-Q1")], "2026-01-22")
    confirm(world)
    world.file_dac("quarterly", "2026-Q1", BASE, "2026-04-10")
    (returned,) = world.pay([("B", -DUE, "IMPAYE")], "2026-04-20", "2", is_return=True, returns_ref="A")
    assert not returned.waits
    assert (credit(world), by_branch(world)) == (0, {})
    assert arrears(world) == 4 * DUE + DUE // 2
    assert world.faults() == []


def test_a_second_difference_joins_the_first(world: Any, person: Callable[[int], str]) -> None:
    quarters(world, person)
    confirm(world)
    world.file_das("quarterly", 2025, [(person(2), (20_000_00, 0, 0, 0))], "2026-02-10", "C")
    confirm(world, "2026-02-11")
    assert (credit(world), by_branch(world)) == (0, {})
    assert arrears(world) == 3 * DUE + (LESS + 20_000_00) * 35 // 100
    assert world.faults() == []
