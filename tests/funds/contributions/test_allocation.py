"""A receipt is laid on what is due: exactly, in the stated order, never more than what remains."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.funds.contributions.allocation import OpenShare, allocate, tier_of
from mizan.funds.contributions.switches import SettlementOrder, SettlementSwitches

GROUPS = ("2026-01", "2026-02", "2026-Q1")


@st.composite
def open_shares(draw: st.DrawFn) -> list[OpenShare]:
    shares = []
    for due_id in range(1, draw(st.integers(1, 5)) + 1):
        group = draw(st.sampled_from(GROUPS))
        due_on = date(2026, draw(st.integers(1, 6)), 1)
        for rank in range(draw(st.integers(1, 10))):
            shares.append(OpenShare(due_id, rank, group, due_on, draw(st.integers(0, 2)), due_id * 16 + rank, draw(st.integers(-5, 5000))))
    return shares


orders = st.builds(SettlementSwitches, order=st.sampled_from(SettlementOrder), rest_to_oldest=st.booleans())


@settings(max_examples=200, deadline=None)
@given(open_shares(), st.integers(1, 200_000), st.lists(st.sampled_from(GROUPS), max_size=2), orders)
def test_every_centime_has_one_place(shares: list[OpenShare], amount: int, references: list[str], switches: SettlementSwitches) -> None:
    done = allocate(amount, shares, references=references, switches=switches)
    assert sum(part.amount for part in done.parts) + done.credit == amount
    remaining = {(share.due_id, share.rank): share.remaining for share in shares}
    assert all(0 < part.amount <= remaining[part.due_id, part.rank] for part in done.parts)
    assert len({(part.due_id, part.rank) for part in done.parts}) == len(done.parts)
    if done.credit and not (references and not switches.rest_to_oldest):
        assert sum(part.amount for part in done.parts) == sum(max(0, share.remaining) for share in shares)


@settings(max_examples=200, deadline=None)
@given(open_shares(), st.integers(1, 200_000), st.lists(st.sampled_from(GROUPS), max_size=2, unique=True))
def test_a_later_tier_waits_for_the_earlier_one(shares: list[OpenShare], amount: int, references: list[str]) -> None:
    done = allocate(amount, shares, references=references)
    got: dict[tuple[int, int], int] = defaultdict(int)
    for part in done.parts:
        got[part.due_id, part.rank] += part.amount
    tiers: dict[tuple[str, int], list[OpenShare]] = defaultdict(list)
    for share in shares:
        tiers[share.group, share.tier].append(share)
    for (group, tier), members in tiers.items():
        unpaid = any(got[share.due_id, share.rank] < share.remaining for share in members)
        later = [share for (g, t), found in tiers.items() if g == group and t > tier for share in found]
        if unpaid:
            assert not any(got[share.due_id, share.rank] for share in later)


@settings(max_examples=100, deadline=None)
@given(open_shares(), st.integers(1, 100_000), st.integers(1, 100_000))
def test_two_receipts_reach_the_same_total_as_one(shares: list[OpenShare], first: int, second: int) -> None:
    one = allocate(first, shares)
    paid = {(part.due_id, part.rank): part.amount for part in one.parts}
    rest = [share._replace(remaining=share.remaining - paid.get((share.due_id, share.rank), 0)) for share in shares]
    two = allocate(second, rest)
    whole = allocate(first + second, shares)
    assert one.credit + two.credit == whole.credit


def test_a_partial_receipt_pays_the_workers_share_first_then_the_branches_in_proportion() -> None:
    day = date(2026, 11, 30)
    shares = [
        OpenShare(1, 0, "2026-10", day, tier_of("employer", "declared"), 0, 1150),
        OpenShare(1, 1, "2026-10", day, tier_of("worker", "declared"), 1, 150),
        OpenShare(1, 2, "2026-10", day, tier_of("employer", "declared"), 2, 125),
        OpenShare(1, 3, "2026-10", day, tier_of("worker", "declared"), 3, 675),
        OpenShare(2, 0, "2026-10", day, tier_of("employer", "increase"), 99, 50),
    ]
    assert [tuple(part) for part in allocate(500, shares).parts] == [(1, 1, 91), (1, 3, 409)]
    done = allocate(825 + 100, shares)
    assert [tuple(part) for part in done.parts] == [(1, 1, 150), (1, 3, 675), (1, 0, 91), (1, 2, 9)]
    assert allocate(5000, shares).credit == 5000 - (1150 + 150 + 125 + 675 + 50)


def test_the_period_named_is_served_before_the_oldest() -> None:
    old = OpenShare(1, 0, "2026-09", date(2026, 10, 30), 0, 0, 100)
    new = OpenShare(2, 0, "2026-10", date(2026, 11, 30), 0, 0, 100)
    assert [part.due_id for part in allocate(150, [old, new]).parts] == [1, 2]
    assert [part.due_id for part in allocate(150, [old, new], references=["2026-10"]).parts] == [2, 1]
    strict = SettlementSwitches(rest_to_oldest=False)
    assert allocate(150, [old, new], references=["2026-10"], switches=strict).credit == 50


def test_nothing_can_not_be_allocated() -> None:
    with pytest.raises(ValueError, match="positive"):
        allocate(0, [])
