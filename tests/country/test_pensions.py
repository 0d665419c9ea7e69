"""The pensions in payment when the demo begins: like those of the country the published figures describe, and what the law allows.

Sources: `cnr_beneficiaries_total` 3.5 M (May 2024) and 3.6 M (December 2025); `cnr_expenditure` nearly 1,500 billion DA (May 2024, before
that year's increase) and 138 billion a month (the same article); 1.5 M of them under 15,000 DA (May 2022), of 3.3 to 3.5 M.
"""

from __future__ import annotations

from datetime import date

import pytest

from mizan.doors.console.demo.country.build import build_country, build_lives
from mizan.doors.console.demo.country.pensions import FIRST_MONTH, Stock, draw_stock, minimum_of_kind, summed
from mizan.doors.console.demo.declared.pensions import file_of
from mizan.doors.console.demo.run.benefits.plan import claims_of
from mizan.formats.existing_awards import read

SCALE = 1000
FEWEST, MOST = 3_300_000 // SCALE, 3_600_000 // SCALE
LEAST_AVERAGE, MOST_AVERAGE = 1_500_000_000_000 * 100 // 12 // 3_600_000, 138_000_000_000 * 100 // 3_500_000
"""Centimes a month: what was spent, by the most people, and by the fewest."""


@pytest.fixture(scope="module")
def stock() -> Stock:
    world = build_country(scale=SCALE, seed=1)
    lives = build_lives(world)
    return draw_stock(world, lives, frozenset(one.person for one in claims_of(world, lives)))


def test_as_many_are_paid_as_in_the_country_and_as_much_on_average(stock: Stock) -> None:
    people, gross = summed(stock.awards)
    assert FEWEST <= people <= MOST
    assert LEAST_AVERAGE <= gross // people <= MOST_AVERAGE


def test_the_share_at_a_minimum_is_the_published_one(stock: Stock) -> None:
    least = sum(one.fund_adds + one.state_adds > 0 or one.kind == "retirement_allowance" for one in stock.awards)
    assert 1_500_000 * 1000 // 3_600_000 <= least * 1000 // len(stock.awards) <= 1_500_000 * 1000 // 3_300_000


def test_nobody_is_paid_below_the_minimum_of_the_law_nor_twice(stock: Stock) -> None:
    for one in stock.awards:
        whole, _ = minimum_of_kind("allocation" if one.kind == "retirement_allowance" else "pension")
        due = one.pension + one.fund_adds + one.state_adds
        assert due >= (one.minimum[1] if one.kind == "survivors" else whole)
        assert one.since <= FIRST_MONTH
        assert one.deceased is None or one.payee.birth_date.year > 1925
    numbers = [one.payee.nss for one in stock.awards]
    assert len(set(numbers)) == len(numbers)
    assert all(one.died_on < date(2024, 11, 1) and one.died_on > one.deceased.birth_date for one in stock.widowed)


def test_the_file_that_takes_them_over_says_it_to_the_centime(stock: Stock) -> None:
    check = read(file_of(stock.awards))
    assert check.anomalies == ()
    told = [line.award for line in check.lines]
    assert all(one is not None for one in told)
    assert sum(one.gross for one in told if one is not None) == summed(stock.awards)[1]


def test_the_same_seed_gives_the_same_file() -> None:
    def drawn() -> bytes:
        world = build_country(scale=20_000, seed=5)
        return file_of(draw_stock(world, build_lives(world), frozenset()).awards)

    assert drawn() == drawn()
