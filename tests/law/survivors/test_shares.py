"""Shares of law 83-12 (arts 30 to 40), by hand: yumpu 59644088 p. 22 (75 / 50 + 30 / 50 + 40), scribd 782287989 (45, 30, at most 90)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.law.algeria.book import book
from mizan.law.algeria.survivors.shares import parts
from mizan.law.engine.inputs import Switches
from mizan.law.engine.plan import Outcome

ON = date(2026, 3, 31)
NAMES = ("survivors_spouses_rate", "survivors_child_part", "survivors_ascendant_part", "survivors_heads")


def shares(spouses: int, children: int, ascendants: int, reading: str = "equal") -> tuple[Fraction, Fraction, Fraction]:
    """The exact share of the spouses together, of each child and of each ascendant, in per cent."""
    facts = {"spouses": spouses, "children": children, "ascendants": ascendants}
    found = book().plan(NAMES, ON).run(facts, Switches({"mixed_group_reading": reading}))
    assert isinstance(found, Outcome)
    heads = found["survivors_heads"] or 1
    rate, child, ascendant = (Fraction(found[name], 10_000) for name in NAMES[:3])
    return rate, child / heads, ascendant / heads


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ((0, 0, 0), (0, 0, 0)),
        ((1, 0, 0), (75, 0, 0)),
        ((4, 0, 0), (75, 0, 0)),
        ((1, 1, 0), (50, 30, 0)),
        ((1, 0, 1), (50, 0, 30)),
        ((1, 2, 0), (50, 20, 0)),
        ((1, 1, 1), (50, 20, 20)),
        ((2, 3, 0), (50, Fraction(40, 3), 0)),
        ((0, 1, 0), (0, 45, 0)),
        ((0, 2, 0), (0, 45, 0)),
        ((0, 3, 0), (0, 30, 0)),
        ((0, 0, 1), (0, 0, 30)),
        ((0, 0, 2), (0, 0, 30)),
        ((0, 0, 4), (0, 0, Fraction(45, 2))),
        ((0, 1, 1), (0, 45, 30)),
        ((0, 1, 2), (0, 30, 30)),
        ((0, 2, 1), (0, 30, 30)),
        ((0, 5, 2), (0, Fraction(90, 7), Fraction(90, 7))),
    ],
)
def test_shares(group: tuple[int, int, int], expected: tuple[Fraction | int, ...]) -> None:
    assert shares(*group) == expected


@pytest.mark.parametrize(
    ("reading", "group", "expected"),
    [
        ("proportional", (0, 1, 1), (0, 45, 30)),
        ("proportional", (0, 2, 1), (0, Fraction(90 * 45, 120), Fraction(90 * 30, 120))),
        ("proportional", (0, 1, 2), (0, Fraction(90 * 45, 105), Fraction(90 * 30, 105))),
        ("proportional", (1, 2, 1), (50, Fraction(40, 3), Fraction(40, 3))),
        ("children_first", (0, 1, 1), (0, 45, 30)),
        ("children_first", (0, 1, 2), (0, 45, Fraction(45, 2))),
        ("children_first", (0, 2, 1), (0, 45, 0)),
        ("children_first", (0, 3, 2), (0, 30, 0)),
        ("children_first", (0, 0, 2), (0, 0, 30)),
    ],
)
def test_readings_of_children_and_parents_together(reading: str, group: tuple[int, int, int], expected: tuple[object, ...]) -> None:
    assert shares(*group, reading) == expected


@given(st.integers(0, 4), st.integers(0, 60), st.integers(0, 8), st.sampled_from(["equal", "proportional", "children_first"]))
def test_a_group_never_exceeds_nine_tenths_nor_a_member_its_limit(spouses: int, children: int, ascendants: int, reading: str) -> None:
    rate, child, ascendant = shares(spouses, children, ascendants, reading)
    total = rate + children * child + ascendants * ascendant
    assert total <= 90
    assert (total == 0) == (spouses + children + ascendants == 0)
    if not spouses:
        assert child <= 45
        assert ascendant <= 30
        assert total == min(90, 45 * children + 30 * ascendants)
    elif children + ascendants > 1:
        assert total == 90


@given(st.integers(0, 10**9), st.integers(0, 4), st.integers(0, 9), st.integers(0, 4))
def test_the_whole_is_rounded_once(base: int, spouses: int, children: int, ascendants: int) -> None:
    found = book().plan(NAMES, ON).run({"spouses": spouses, "children": children, "ascendants": ascendants})
    assert isinstance(found, Outcome)
    rate, child, ascendant, heads = (found[name] for name in NAMES)
    together = parts.together_of(base, rate, children, child, ascendants, ascendant, heads)
    exact = base * (Fraction(rate) + (Fraction(children * child + ascendants * ascendant, heads) if heads else 0)) / 1_000_000
    assert abs(together - exact) <= Fraction(1, 2)
    each = [parts.each_spouse_of(base, rate, spouses)] * spouses
    each += [parts.each_other_of(base, child, heads)] * children + [parts.each_other_of(base, ascendant, heads)] * ascendants
    assert abs(sum(each) - exact) <= Fraction(len(each), 2)
