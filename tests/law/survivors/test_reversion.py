"""Reversion of a pension, by hand. Shares: yumpu 59644088 p. 22, scribd 782287989; the minimum is that of the whole: lexpression/16964."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refused
from mizan.law.algeria import survivors
from mizan.law.algeria.book import book, topics
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer, ask

Y2005, Y2026 = date(2005, 6, 30), date(2026, 3, 31)


def amounts(pension: str, spouses: int, children: int, ascendants: int, on: date, **switches: str) -> dict[str, object]:
    given = {"deceased_pension": pension, "spouses": spouses, "children": children, "ascendants": ascendants}
    answer = ask(book(), topics()["survivors_pension"], given, on, Switches(switches))
    assert isinstance(answer, Answer), answer
    return dict(answer.outputs)


@pytest.mark.parametrize(
    ("pension", "group", "on", "expected"),
    [
        ("40000.00", (1, 0, 0), Y2005, {"each_spouse": "30000.00", "total": "30000.00"}),
        ("40000.00", (1, 1, 0), Y2005, {"each_spouse": "20000.00", "each_child": "12000.00", "total": "32000.00"}),
        ("40000.00", (1, 3, 0), Y2005, {"each_spouse": "20000.00", "each_child": "5333.33", "total": "36000.00"}),
        ("40000.00", (0, 2, 0), Y2005, {"each_child": "18000.00", "total": "36000.00"}),
        ("100000.00", (3, 3, 0), Y2026, {"each_spouse": "16666.67", "each_child": "13333.33", "total": "90000.00"}),
        ("120000.00", (0, 0, 1), Y2026, {"each_ascendant": "36000.00", "total": "36000.00", "not_reverted": "84000.00"}),
        ("120000.00", (0, 0, 0), Y2026, {"each_spouse": "0.00", "total": "0.00", "top_up": "0.00"}),
        # 75 % of 9,000 is 6,750, raised to the minimum of 2004: 75 % of 10,000.
        ("9000.00", (1, 0, 0), Y2005, {"each_spouse": "7500.00", "total": "7500.00", "top_up": "750.00", "before_minimum": "6750.00"}),
        ("10000.00", (1, 0, 0), Y2005, {"each_spouse": "7500.00", "total": "7500.00", "top_up": "0.00"}),
        # 80 % of 9,000 is 7,200; the minimum of 7,500 is divided as 50 to 30.
        ("9000.00", (1, 1, 0), Y2005, {"each_spouse": "4687.50", "each_child": "2812.50", "total": "7500.00"}),
        ("0.00", (1, 2, 0), Y2005, {"each_spouse": "4166.67", "each_child": "1666.67", "total": "7500.00"}),
    ],
)
def test_amounts(pension: str, group: tuple[int, int, int], on: date, expected: dict[str, str]) -> None:
    found = amounts(pension, *group, on)
    assert {key: found[key] for key in expected} == expected


def test_the_minimum_by_heads_adds_the_same_to_each() -> None:
    found = amounts("9000.00", 1, 1, 0, Y2005, reversion_minimum_spread="by_heads")
    assert (found["each_spouse"], found["each_child"]) == ("4650.00", "2850.00")


@pytest.mark.parametrize(
    ("benefit", "on", "minimum"),
    [
        ("pension", date(2023, 1, 1), 2_000_000),
        ("allocation", date(2023, 1, 1), 1_500_000),
        ("invalidity_pension", date(2026, 1, 1), 1_800_000),
        ("moudjahid_pension", date(2026, 1, 1), 2_400_000),
        ("pension", date(1995, 1, 1), 300_000),
    ],
)
def test_the_minimum_is_that_of_the_benefit_drawn(benefit: survivors.Benefit, on: date, minimum: int) -> None:
    found = survivors.reversion(Centimes(100), on=on, spouses=1, benefit=benefit)
    assert (found.total, found.each_spouse) == (minimum, minimum)


def test_a_moudjahid_s_minimum_may_pass_on_by_another_reading() -> None:
    read = Switches({"moudjahid_reversion_minimum": "as_moudjahid"})
    assert survivors.reversion(Centimes(100), on=Y2026, spouses=1, benefit="moudjahid_pension", switches=read).total == 6_000_000


@pytest.mark.parametrize(("benefit", "on"), [("allocation", date(2008, 12, 31)), ("invalidity_pension", date(1995, 1, 1))])
def test_no_minimum_known_is_refused(benefit: survivors.Benefit, on: date) -> None:
    with pytest.raises(Refused) as caught:
        survivors.reversion(Centimes(1_000_000), on=on, spouses=1, benefit=benefit)
    assert caught.value.refusal.code == "check.reversion_minimum_known"


def test_no_law_before_the_law() -> None:
    with pytest.raises(Refused) as caught:
        survivors.reversion(Centimes(1_000_000), on=date(1983, 7, 1), spouses=1)
    assert caught.value.refusal.code == "no_law_on"


@given(st.integers(0, 10**9), st.integers(0, 4), st.integers(0, 9), st.integers(0, 4), st.sampled_from(["by_shares", "by_heads"]))
@settings(max_examples=60)
def test_shares_add_up_to_the_whole_within_their_rounding(pension: int, spouses: int, children: int, ascendants: int, spread: str) -> None:
    found = survivors.reversion(
        Centimes(pension),
        on=Y2026,
        spouses=spouses,
        children=children,
        ascendants=ascendants,
        switches=Switches({"reversion_minimum_spread": spread}),
    )
    persons = spouses + children + ascendants
    each = spouses * found.each_spouse + children * found.each_child + ascendants * found.each_ascendant
    assert abs(each - found.total) <= (persons + 1) // 2
    assert found.total >= (2_400_000 if persons else 0)
    assert (found.total == 0) == (persons == 0)


def test_columns_are_equal_to_one_by_one() -> None:
    random = np.random.default_rng(7)
    size = 300
    columns = {
        "deceased_pension_m": random.integers(0, 30_000_000, size),
        "spouses": random.integers(0, 5, size),
        "children": random.integers(0, 8, size),
        "ascendants": random.integers(0, 3, size),
    }
    found = survivors.reversion_columns(columns, on=Y2026)
    for row in range(size):
        pension, spouses, children, ascendants = (int(column[row]) for column in columns.values())
        one = survivors.reversion(Centimes(pension), on=Y2026, spouses=spouses, children=children, ascendants=ascendants)
        assert found[row].tolist() == [one.total, one.each_spouse, one.each_child, one.each_ascendant, one.top_up]
