"""What counts in the base: the four families out, each element by its article, the base against the minimum wage."""

import pytest
from asked import ground, outputs, refusal
from hypothesis import given
from hypothesis import strategies as st

from mizan.law.algeria.book import book

ELEMENTS = book().inputs.choices["payelement"].names
OUT = {
    "family_benefit": {"family_allowance", "schooling_bonus", "single_wage", "birth_gift"},
    "expense_refund": {"mission_refund", "own_vehicle", "transport", "meal", "tools_refund", "clothing_refund"},
    "exceptional": {"retirement_departure", "severance", "redundancy", "death_indemnity", "other_one_off"},
    "residence_or_isolation": {"zone_allowance", "isolation_allowance", "south_cost_of_living"},
}
POINT = {family: f"ordinance_95_01_article_1_point_{place}" for place, family in enumerate(OUT, 1)}


@pytest.mark.parametrize("element", ELEMENTS)
def test_each_element_is_in_or_out_by_its_article(element: str) -> None:
    family = next((family for family, elements in OUT.items() if element in elements), None)
    found = outputs("pay_element", "2026-01-31", element=element, amount="1000.00")
    if family is None:
        article = "law_90_11_article_82" if element == "piece_income" else "law_90_11_article_81"
        assert found == {"in_base": "true", "exclusion": "none", "basis": article, "amount_in_base": "1000.00"}
    else:
        assert found == {"in_base": "false", "exclusion": family, "basis": POINT[family], "amount_in_base": "0.00"}
    assert ground("pay_element", "2026-01-31", element=element) == family


def test_the_list_begins_with_its_decree() -> None:
    assert refusal("pay_element", "1996-06-04", element="meal").code == "no_law_on"
    assert outputs("pay_element", "1996-06-05", element="meal")["in_base"] == "false"


def parts(gross: int, family: int, expense: int, one_off: int, isolation: int) -> dict[str, str]:
    names = ("gross_wage", "family_benefits", "expense_refunds", "exceptional_bonuses", "isolation_allowances")
    amounts = (gross, family, expense, one_off, isolation)
    return {name: f"{amount // 100}.{amount % 100:02d}" for name, amount in zip(names, amounts, strict=True)}


@given(st.lists(st.integers(0, 10**9), min_size=5, max_size=5))
def test_the_base_and_what_is_out_of_it_are_the_gross_wage(amounts: list[int]) -> None:
    inside, *outside = amounts
    found = outputs("contribution_base", "2026-01-31", **parts(inside + sum(outside), *outside))
    assert found["base"] == found["benefit_base"] == f"{inside // 100}.{inside % 100:02d}"


def test_more_out_of_the_base_than_the_wage_is_refused() -> None:
    found = refusal("contribution_base", "2026-01-31", **parts(100_00, 50_00, 50_01, 0, 0))
    assert (found.code, found.field, found.basis) == ("check.parts_within_gross", "gross_wage", "ordinance-95-01.art-1")


@pytest.mark.parametrize(
    ("wage", "full_time", "below"),
    [("24000.00", "true", "false"), ("23999.99", "true", "true"), ("23999.99", "false", "false"), ("0.00", "true", "true")],
)
def test_a_full_month_below_the_minimum_wage_is_flagged(wage: str, full_time: str, below: str) -> None:
    assert outputs("minimum_wage_check", "2026-01-31", wage=wage, full_time=full_time) == {"below_minimum_wage": below}


def test_the_flag_follows_the_day_and_begins_with_its_law() -> None:
    assert outputs("minimum_wage_check", "2025-12-31", wage="20000.00", full_time=True)["below_minimum_wage"] == "false"
    assert outputs("minimum_wage_check", "2026-01-01", wage="20000.00", full_time=True)["below_minimum_wage"] == "true"
    assert refusal("minimum_wage_check", "2015-07-22", wage="18000.00").code == "no_law_on"
