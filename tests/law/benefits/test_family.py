"""Family allowances by hand: decree 96-298 (mouwazaf.ahlamontada.com t66233p)."""

from datetime import date

import pytest
from benefit_answers import answer, ground, money, outputs, refusal
from hypothesis import given, settings
from hypothesis import strategies as st

ON = date(2011, 6, 30)


@pytest.mark.parametrize(
    ("wage", "children", "total"),
    [
        ("14000.00", 3, "1800.00"),
        ("15000.00", 5, "3000.00"),
        ("15000.00", 6, "3300.00"),
        ("15000.00", 7, "3600.00"),
        ("15000.01", 5, "1500.00"),
        ("15001.00", 7, "2100.00"),
        ("0.00", 6, "3300.00"),
        ("14000.00", 0, "0.00"),
    ],
)
def test_by_wage_and_rank(wage: str, children: int, total: str) -> None:
    assert outputs("family_allowance", ON, wage=wage, children=children) == {"family_allowance": total}


def test_dates_and_who_pays() -> None:
    assert outputs("family_allowance", date(1996, 10, 1), wage="0.00", children=1)["family_allowance"] == "600.00"
    assert refusal("family_allowance", date(1996, 9, 30), wage="0.00", children=1)[0] == "no_law_on"
    assert outputs("family_allowance", date(2018, 1, 1), wage="20000.00", children=2) == {
        "family_allowance": "600.00",
        "state_part": "600.00",
    }


def test_the_schooling_bonus_is_recall() -> None:
    found = answer("school_bonus", ON, wage="15000.00", children=6)
    assert (found.outputs["school_bonus"], found.standing) == ("4400.00", "recall")
    assert outputs("school_bonus", ON, wage="15000.01", children=6) == {"school_bonus": "2400.00"}


@pytest.mark.parametrize(
    ("child", "why"),
    [
        ({"age": 16}, None),
        ({"age": 17}, "too_old"),
        ({"age": 20, "situation": "studying"}, None),
        ({"age": 21, "situation": "disabled"}, "too_old"),
        ({"age": 20, "situation": "daughter_replacing_mother"}, None),
        ({"age": 18, "situation": "apprentice", "apprentice_wage": "7500.00"}, None),
        ({"age": 18, "situation": "apprentice", "apprentice_wage": "7500.01"}, "wage_too_high"),
        ({"age": 16, "situation": "apprentice", "apprentice_wage": "9000.00"}, None),
    ],
)
def test_the_child(child: dict[str, object], why: str | None) -> None:
    """In 2011 the minimum wage is 15,000: half is 7,500."""
    assert ground("family_allowance_child", ON, **child) == why


def test_the_age_may_be_read_as_the_whole_year() -> None:
    assert outputs("family_allowance_child", ON, {"family_age_reading": "whole_year"}, age=17)["entitled"] == "true"


@given(st.integers(0, 60), st.integers(0, 4_000_000))
@settings(max_examples=40, deadline=None)
def test_one_child_more_adds_300_or_600(children: int, wage: int) -> None:
    given = {"wage": f"{wage // 100}.{wage % 100:02d}"}
    more = outputs("family_allowance", ON, children=min(children + 1, 60), **given)
    less = outputs("family_allowance", ON, children=min(children, 59), **given)
    assert money(more["family_allowance"]) - money(less["family_allowance"]) in (30_000, 60_000)
