"""Arithmetic of benefits: nothing is lost to the centime, whatever the amounts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import django
from hypothesis import given
from hypothesis import strategies as st

django.setup()

from mizan.flows.decide_benefit import NOTHING, difference  # noqa: E402
from mizan.funds.benefits.kinds import facts as f  # noqa: E402
from mizan.funds.benefits.postings import due_lines  # noqa: E402
from mizan.funds.benefits.types import Kind, Parts, TermDraft  # noqa: E402
from mizan.kernel.funds import Fund  # noqa: E402
from mizan.kernel.periods import Period, add_months, months_of  # noqa: E402

FIRST = date(2026, 1, 1)
MONTHS = 24
money = st.integers(0, 90_000_000_00)
parts = st.builds(Parts, money, money, money, money, st.integers(0, 10_000_00), st.integers(0, 10_000_00))


@given(parts, st.sampled_from([Fund.CNAS, Fund.CNR, Fund.CASNOS]), st.sampled_from(list(Kind)), st.sampled_from([1, -1]))
def test_the_books_of_each_fund_balance_and_say_the_net(due: Parts, fund: Fund, kind: Kind, sign: int) -> None:
    due = Parts(*(sign * part for part in due))
    sums: dict[str, int] = defaultdict(int)
    for line in due_lines(fund, kind, due):
        sums[line.fund] += line.amount
        assert line.amount != 0
    assert set(sums.values()) <= {0}
    owed = {line.nature: line.amount for line in due_lines(fund, kind, due) if line.nature in ("benefit_payable", "benefit_recoverable")}
    assert owed == ({} if due.net == 0 else {"benefit_payable" if due.net > 0 else "benefit_recoverable": -due.net})


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**7), max_size=20))
def test_a_share_is_within_a_centime_and_nothing_is_lost(total: int, weights: list[int]) -> None:
    shares = f.shared(total, weights)
    whole = sum(weights)
    assert sum(shares) == (total if whole else 0)
    for share, weight in zip(shares, weights, strict=True):
        assert whole == 0 or abs(share * whole - total * weight) < whole


@st.composite
def terms(draw: st.DrawFn) -> list[TermDraft]:
    """Terms one after the other, with gaps, the last perhaps without an end."""
    bounds = sorted(draw(st.sets(st.integers(0, MONTHS), min_size=0, max_size=6)))
    found = [
        TermDraft(add_months(FIRST, start), add_months(FIRST, end), draw(parts), "law-1")
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
    ]
    if found and draw(st.booleans()):
        found[-1] = found[-1]._replace(ends_on=None)
    return found


def total_of(held: list[TermDraft], months: list[date]) -> list[int]:
    """Month by month, the other way: each term's own months."""
    sums = list(NOTHING)
    for term in held:
        inside = sum(1 for month in months if term.starts_on <= month and (term.ends_on is None or month < term.ends_on))
        sums = [so_far + inside * part for so_far, part in zip(sums, term.parts, strict=True)]
    return sums


@given(terms(), terms(), st.integers(0, MONTHS), st.integers(0, MONTHS))
def test_what_was_due_and_the_difference_make_what_is_due(kept: list[TermDraft], given_now: list[TermDraft], one: int, other: int) -> None:
    low, high = sorted((one, other))
    months = [period.start for period in months_of(Period(add_months(FIRST, low), add_months(FIRST, high)))] if low < high else []
    found = difference(kept, given_now, months)
    assert [a + b for a, b in zip(total_of(kept, months), found, strict=True)] == total_of(given_now, months)
    assert found.net == difference([], given_now, months).net - difference([], kept, months).net
    assert difference(kept, kept, months) == NOTHING
