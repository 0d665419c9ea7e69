"""Invalidity by hand: 60 / 80 / 80 + 40 % (law 83-11, arts 36-39), at least three quarters of the minimum wage (cnas.dz, ISSA)."""

from datetime import date
from fractions import Fraction

import pytest
from benefit_answers import NOW, ground, money, outputs, refusal, written
from hypothesis import given, settings
from hypothesis import strategies as st

ON = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("wage", "category", "yearly", "monthly", "supplement"),
    [
        ("600000.00", 1, "360000.00", "30000.00", "0.00"),
        ("600000.00", 2, "480000.00", "40000.00", "0.00"),
        ("600000.00", 3, "672000.00", "56000.00", "192000.00"),
        ("300000.00", 1, "180000.00", "15000.00", "0.00"),  # exactly the minimum of 15,000 a month
        ("299999.99", 1, "180000.00", "15000.00", "0.00"),
        ("0.00", 2, "180000.00", "15000.00", "0.00"),
        ("100000.00", 3, "252000.00", "21000.00", "72000.00"),
        ("500000.05", 1, "300000.03", "25000.00", "0.00"),  # 25,000.0025
    ],
)
def test_the_pension_of_each_category(wage: str, category: int, yearly: str, monthly: str, supplement: str) -> None:
    found = outputs("invalidity_pension", ON, annual_reference_wage=wage, category=category)
    assert (found["pension_annual"], found["pension"], found["third_person_supplement_annual"]) == (yearly, monthly, supplement)


@pytest.mark.parametrize(("on", "monthly"), [(date(2020, 5, 31), "13500.00"), (date(2020, 6, 1), "15000.00"), (NOW, "18000.00")])
def test_the_minimum_follows_the_minimum_wage(on: date, monthly: str) -> None:
    assert outputs("invalidity_pension", on, annual_reference_wage="1.00", category=1)["pension"] == monthly


def test_the_known_minima_of_the_third_person_never_bind_beside_the_minimum_pension() -> None:
    for on in (date(2006, 6, 30), date(2007, 6, 30)):
        found = outputs("invalidity_pension", on, annual_reference_wage="1.00", category=3)
        assert money(found["third_person_supplement_annual"]) * 10 == (money(found["pension_annual"]) * 100 // 140) * 4


def test_the_category_is_asked_for() -> None:
    assert refusal("invalidity_pension", ON, annual_reference_wage="1.00")[:2] == ("check.invalidity_category_known", "category")
    assert refusal("invalidity_pension", ON, annual_reference_wage="1.00", category=4) == (
        "fact_out_of_bounds",
        "category",
        "law-83-11.art-36–39",
    )


@given(st.integers(0, 500_000_000), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_the_month_is_the_exact_year_over_twelve(wage: int, category: int) -> None:
    found = outputs("invalidity_pension", ON, annual_reference_wage=written(wage), category=category)
    exact = max(Fraction(wage) * (60 if category == 1 else 80) / 100, Fraction(18_000_000))
    exact *= Fraction(7, 5) if category == 3 else 1
    assert money(found["pension"]) == int(exact / 12 + Fraction(1, 2))
    assert abs(money(found["pension_annual"]) - exact) <= 1


def test_the_reference_wage() -> None:
    assert outputs("invalidity_reference_wage", last_annual_wage="500000.00") == {"reference_wage": "500000.00"}
    best = {"last_annual_wage": "500000.00", "best_3_years_mean": "500000.01"}
    assert outputs("invalidity_reference_wage", **best) == {"reference_wage": "500000.01"}
    short = {"last_annual_wage": "0.00", "months_worked": 7, "total_wages": "100000.00"}
    assert outputs("invalidity_reference_wage", **short) == {"reference_wage": "171428.57"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"capacity_cut": "0.4999"}, "capacity_not_halved"),
        ({"retirement_age_reached": True, "retirement_pension_open": True}, "retirement_age"),
        ({"retirement_age_reached": True}, None),
        ({"affiliated_months": 11}, "affiliation_too_short"),
        ({"days_last_12_months": 59}, "work_too_short"),
        ({"days_last_12_months": 0, "accident": True}, None),
    ],
)
def test_the_right(changed: dict[str, object], why: str | None) -> None:
    case = {"capacity_cut": "0.50", "affiliated_months": 12, "days_last_12_months": 60} | changed
    assert ground("invalidity_right", **case) == why
    assert outputs("invalidity_right", **case)["entitled"] == str(why is None).lower()


def test_what_becomes_of_the_pension() -> None:
    assert outputs("invalidity_continuation", category=1, remaining_capacity="0.50", works_again=True) == {"fate": "continues"}
    assert outputs("invalidity_continuation", category=1, remaining_capacity="0.51") == {"fate": "suspended"}
    assert outputs("invalidity_continuation", category=2, remaining_capacity="0.10", works_again=True) == {"fate": "ended_by_work"}
    assert outputs("invalidity_conversion", invalidity_pension="30000.00", retirement_pension="29999.99") == {"pension": "30000.00"}
    assert outputs("invalidity_conversion", invalidity_pension="30000.00", retirement_pension="30000.01") == {"pension": "30000.01"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"incapacity": "0.99"}, "not_total"),
        ({"affiliated_months": 11}, "short_affiliation"),
        ({"months_since_activity": 2}, "still_active"),
        ({"contributions_paid": False}, "contributions_owed"),
    ],
)
def test_the_self_employed(changed: dict[str, object], why: str | None) -> None:
    case = {"incapacity": "100%", "affiliated_months": 12, "months_since_activity": 3, "contributions_paid": True} | changed
    assert ground("casnos_invalidity_right", **case) == why
    assert refusal("casnos_invalidity_right", date(2024, 12, 31), **case)[0] == "no_law_on"
