"""Amounts of pensions and allocations: rate, cap, ceiling, minimum, and who adds what."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.law import explain
from mizan.law.algeria.book import book
from mizan.law.algeria.retirement.allocation.sex import GIVEN_MAN
from mizan.law.engine.inputs import Switches
from mizan.law.engine.plan import Outcome
from mizan.law.engine.topics import Answer

ON = date(2024, 6, 30)
MIN_WAGE = 2_000_000


def asked(topic: str, on: date = ON, switches: Switches | None = None, **facts: object) -> dict[str, str | list[str]]:
    found = explain(topic, on=on, switches=switches, **facts)
    assert isinstance(found, Answer), found
    return dict(found.outputs)


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        ("2022-06-30", {"validated_years": 31, "reference_wage": "60000.00"}, ("0.775", "46500.00", "46500.00")),
        ("2022-06-30", {"validated_years": 32, "reference_wage": "60000.00"}, ("0.80", "48000.00", "48000.00")),
        ("2022-06-30", {"validated_years": 33, "reference_wage": "60000.00"}, ("0.80", "48000.00", "48000.00")),
        ("2024-06-30", {"validated_years": 15, "quarters": 1, "reference_wage": "100000.00"}, ("0.38125", "38125.00", "38125.00")),
        # The ceiling of fifteen minimum wages, since 1 January 1999.
        ("2025-12-31", {"validated_years": 32, "reference_wage": "375000.00"}, ("0.80", "300000.00", "300000.00")),
        ("2025-12-31", {"validated_years": 32, "reference_wage": "375000.02"}, ("0.80", "300000.02", "300000.00")),
        ("2026-01-01", {"validated_years": 32, "reference_wage": "600000.00"}, ("0.80", "480000.00", "360000.00")),
        ("1999-01-01", {"validated_years": 32, "reference_wage": "200000.00"}, ("0.80", "160000.00", "90000.00")),
        ("1998-12-31", {"validated_years": 32, "reference_wage": "200000.00"}, ("0.80", "160000.00", "160000.00")),
        # Half a centime goes away from zero: 33,333.34 x 37.5 % = 12,500.0025; 40,000.04 x 50.625 % = 20,250.02025.
        ("2021-06-30", {"validated_years": 15, "reference_wage": "133333.32"}, ("0.375", "50000.00", "50000.00")),
        ("2021-06-30", {"validated_years": 15, "reference_wage": "50000.04"}, ("0.375", "18750.02", "18750.02")),
        ("2022-12-31", {"validated_years": 20, "reference_wage": "29000.00"}, ("0.50", "14500.00", "15000.00")),
        ("2023-01-01", {"validated_years": 20, "reference_wage": "29000.00"}, ("0.50", "14500.00", "20000.00")),
        ("2026-01-01", {"validated_years": 20, "reference_wage": "44000.00"}, ("0.50", "22000.00", "24000.00")),
        # War years double at 3.5 %, within 100 %; a moudjahid's minimum is his own.
        (
            "2010-06-30",
            {"validated_years": 20, "reference_wage": "50000.00", "moudjahid": True, "war_years": 5},
            ("0.85", "42500.00", "42500.00"),
        ),
        (
            "2010-06-30",
            {"validated_years": 16, "reference_wage": "50000.00", "moudjahid": True, "war_years": 10},
            ("1.00", "50000.00", "50000.00"),
        ),
        ("2010-06-30", {"validated_years": 20, "reference_wage": "50000.00", "moudjahid": True}, ("0.50", "25000.00", "37500.00")),
        ("2010-06-30", {"validated_years": 40, "reference_wage": "50000.00", "war_years": 5}, ("0.80", "40000.00", "40000.00")),
        ("2024-06-30", {"validated_years": 14, "reference_wage": "60000.00"}, ("0.35", "0.00", "0.00")),
        ("2024-06-30", {"validated_years": 4, "reference_wage": "60000.00", "total_incapacity": True}, ("0.375", "22500.00", "22500.00")),
    ],
)
def test_direct_pension(on: str, facts: dict[str, object], expected: tuple[str, str, str]) -> None:
    found = asked("direct_pension", date.fromisoformat(on), **facts)
    assert tuple(found[key] for key in ("rate", "raw_pension", "pension")) == expected


@pytest.mark.parametrize(
    ("on", "wage", "fund", "state"),
    [
        ("2008-06-30", "16000.00", "1000.00", "1000.00"),
        ("2008-06-30", "19000.00", "0.00", "500.00"),
        ("2012-06-30", "20000.00", "3500.00", "1500.00"),
        ("2022-12-31", "29000.00", "500.00", "0.00"),
        ("2023-01-01", "29000.00", "5500.00", "0.00"),
        ("2023-01-01", "40000.00", "0.00", "0.00"),
    ],
)
def test_who_adds_what(on: str, wage: str, fund: str, state: str) -> None:
    found = asked("direct_pension", date.fromisoformat(on), validated_years=20, reference_wage=wage)
    assert (found["fund_top_up"], found["state_top_up"]) == (fund, state)


def test_fractions_of_a_year() -> None:
    facts: dict[str, object] = {"validated_years": 20, "months": 7, "reference_wage": "100000.00"}

    def rate(reading: str) -> object:
        return asked("direct_pension", switches=Switches({"fraction_of_year": reading}), **facts)["rate"]

    assert [rate(r) for r in ("whole_quarters", "begun_quarters", "whole_years", "begun_years")] == ["0.5125", "0.51875", "0.50", "0.525"]
    assert asked("direct_pension", **facts)["rate"] == "0.5125"


@given(st.integers(0, 320), st.integers(0, 100_000_000), st.booleans(), st.integers(0, 8))
@settings(deadline=None)
def test_a_pension_is_between_minimum_and_ceiling(quarters: int, wage: int, moudjahid: bool, war: int) -> None:
    targets = ("pension_m", "pension_rate", "capped_pension_m", "pension_fund_adds_m", "pension_state_adds_m", "direct_pension_ground")
    facts: dict[str, object] = {"validated_years": 0, "further_quarters": min(quarters, 240), "further_months": 0}
    facts |= {"reference_wage_m": wage, "moudjahid": moudjahid, "war_years": war, "total_incapacity": 0}
    found = book().plan(targets, ON).run(facts)
    assert isinstance(found, Outcome)
    assert found["pension_rate"] <= (1_000_000 if moudjahid else 800_000)
    if found["direct_pension_ground"]:
        assert found["pension_m"] == found["pension_fund_adds_m"] == found["pension_state_adds_m"] == 0
        return
    least = MIN_WAGE * 5 // 2 if moudjahid else MIN_WAGE
    assert least <= found["pension_m"] <= max(15 * MIN_WAGE, least)
    assert found["pension_m"] == found["capped_pension_m"] + found["pension_fund_adds_m"] + found["pension_state_adds_m"]


@given(st.integers(60, 319), st.integers(0, 50_000_000))
@settings(deadline=None)
def test_a_quarter_more_never_lowers_a_pension(quarters: int, wage: int) -> None:
    def pension(count: int) -> int:
        facts: dict[str, object] = {"validated_years": count // 4, "further_quarters": count % 4, "further_months": 0}
        facts |= {"reference_wage_m": wage, "moudjahid": 0, "war_years": 0, "total_incapacity": 0}
        found = book().plan(("pension_m",), ON).run(facts)
        assert isinstance(found, Outcome)
        return found["pension_m"]

    assert pension(quarters) <= pension(quarters + 1)


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        ("2024-06-30", {"age": 60, "validated_years": 14, "reference_wage": "60000.00"}, ("21000.00", "21000.00")),
        ("2024-06-30", {"age": 60, "validated_years": 5, "reference_wage": "60000.00"}, ("7500.00", "15000.00")),
        ("2026-01-01", {"age": 60, "validated_years": 5, "reference_wage": "60000.00"}, ("7500.00", "18000.00")),
        ("2022-12-31", {"age": 60, "validated_years": 5, "reference_wage": "20000.00"}, ("2500.00", "3500.00")),
        ("2008-12-31", {"age": 60, "validated_years": 5, "reference_wage": "12000.00"}, ("1500.00", "1500.00")),
        ("2024-06-30", {"age": 60, "validated_years": 4, "reference_wage": "60000.00"}, ("0.00", "0.00")),
        ("2024-06-30", {"age": 60, "validated_years": 15, "reference_wage": "60000.00"}, ("0.00", "0.00")),
        ("2024-06-30", {"age": 54, "validated_years": 10, "reference_wage": "60000.00"}, ("0.00", "0.00")),
        ("2024-06-30", {"age": 59, "sex": "m", "validated_years": 10, "reference_wage": "60000.00"}, ("0.00", "0.00")),
        ("2024-06-30", {"age": 55, "sex": "f", "validated_years": 10, "reference_wage": "80000.00"}, ("20000.00", "20000.00")),
    ],
)
def test_allocation(on: str, facts: dict[str, object], expected: tuple[str, str]) -> None:
    found = asked("allocation", date.fromisoformat(on), **facts)
    assert (found["raw_allocation"], found["allocation"]) == expected


def test_a_sex_that_may_be_left_out_is_at_the_place_the_rules_use() -> None:
    assert book().inputs.choices["givensex"].names.index("m") == GIVEN_MAN


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"validated_years": 25, "annual_reference_income": "480000.00"}, ("0.625", "25000.00", "25000.00")),
        ({"validated_years": 20, "annual_reference_income": "216000.00"}, ("0.50", "9000.00", "20000.00")),
        ({"validated_years": 40, "annual_reference_income": "480000.00"}, ("0.80", "32000.00", "32000.00")),
        # 400,000.10 x 50 % / 12 = 16,666.6708: the year is divided once.
        ({"validated_years": 20, "annual_reference_income": "700000.10"}, ("0.50", "29166.67", "29166.67")),
        ({"validated_years": 32, "annual_reference_income": "4800000.00"}, ("0.80", "320000.00", "320000.00")),
        ({"validated_years": 14, "annual_reference_income": "480000.00"}, ("0.35", "0.00", "0.00")),
        ({"validated_years": 20, "annual_reference_income": "480000.00", "contributions_unpaid": True}, ("0.50", "0.00", "0.00")),
        (
            {"validated_years": 3, "annual_reference_income": "960000.00", "total_incapacity": True, "age": 40},
            ("0.375", "30000.00", "30000.00"),
        ),
        ({"validated_years": 20, "annual_reference_income": "960000.00", "age": 64, "sex": "m"}, ("0.50", "0.00", "0.00")),
    ],
)
def test_casnos_pension(facts: dict[str, object], expected: tuple[str, str, str]) -> None:
    found = asked("casnos_pension", **({"age": 65} | facts))
    assert tuple(found[key] for key in ("rate", "raw_pension", "pension")) == expected


@pytest.mark.parametrize(
    ("on", "retired_on", "amount"),
    [
        ("1999-12-31", "1999-06-30", "1731.00"),
        ("2000-01-01", "1999-12-31", "1731.00"),
        ("2000-01-01", "2000-01-01", "700.00"),
        ("2008-12-31", "2005-06-30", "1250.00"),
        ("2009-01-01", "2005-06-30", "1500.00"),
        ("2009-01-01", "1999-12-31", "1731.00"),
        ("2012-11-01", "2005-06-30", "2400.00"),
        ("2026-01-01", "2020-06-30", "2400.00"),
        ("2012-11-01", "1999-12-31", "2423.40"),
    ],
)
def test_spouse_supplement(on: str, retired_on: str, amount: str) -> None:
    assert asked("spouse_supplement", date.fromisoformat(on), retired_on=retired_on)["supplement"] == amount
    assert asked("spouse_supplement", date.fromisoformat(on), retired_on=retired_on, spouse_has_income=True)["supplement"] == "0.00"


def test_the_supplement_of_today_is_a_switch() -> None:
    other = Switches({"spouse_amount_today": "amount_2500"})
    assert asked("spouse_supplement", switches=other, retired_on="2020-06-30")["supplement"] == "2500.00"
    assert asked("spouse_supplement", switches=other, retired_on="1998-06-30")["supplement"] == "2423.40"


def test_reference_wage() -> None:
    assert asked("reference_wage", last_5_years_mean="50000.00", best_5_years_mean="52000.00")["reference_wage"] == "52000.00"
    assert asked("reference_wage", last_5_years_mean="52000.01", best_5_years_mean="52000.00")["reference_wage"] == "52000.01"


def test_reference_wage_of_a_career() -> None:
    wages = ["90000.00"] * 30 + ["30000.00"] * 120 + ["60000.00"] * 30
    # Best 60 months: 30 at 90,000 and 30 at 60,000. Best five years of twelve months counted back: 30 + 30 months at two wages.
    assert asked("career_reference_wage", wages=";".join(wages))["reference_wage"] == "75000.00"
    blocks = Switches({"best_years": "best_blocks"})
    # Two years at 60,000, two at 90,000, and the year that begins with six months at 90,000 and ends with six at 30,000.
    expected = (12 * 90_000 * 2 + 12 * 60_000 * 2 + 6 * 90_000 + 6 * 30_000) / 60
    assert asked("career_reference_wage", switches=blocks, wages=";".join(wages))["reference_wage"] == f"{expected:.2f}"
    assert asked("career_reference_wage", wages="100.00;100.00;100.01")["reference_wage"] == "100.00"
    assert asked("career_reference_wage", wages="")["reference_wage"] == "0.00"
    assert asked("career_reference_wage", date(1998, 6, 30), wages=";".join(["10000.00"] * 36 + ["1000.00"] * 24))["months"] == "36"


def test_wages_may_be_brought_up_to_date() -> None:
    raised = Switches({"actualisation_factor": 1_250_000})
    assert asked("career_reference_wage", switches=raised, wages="40000.00")["reference_wage"] == "50000.00"


def test_reference_income_is_the_mean_of_the_ten_best_years() -> None:
    incomes = ["240000.00"] * 5 + ["480000.00"] * 5 + ["120000.00"] * 5
    assert asked("career_reference_income", incomes=";".join(incomes))["reference_income"] == "360000.00"
    assert asked("career_reference_income", incomes="100.00;200.00")["reference_income"] == "150.00"
    assert asked("career_reference_income", incomes="")["reference_income"] == "0.00"


@given(st.lists(st.integers(0, 40_000_000), min_size=1, max_size=480))
@settings(deadline=None)
def test_the_reference_wage_is_within_the_wages(wages: list[int]) -> None:
    found = book().plan(("career_reference_m",), ON).run({"wages_m": wages})
    assert isinstance(found, Outcome)
    last = wages[-60:]
    assert (2 * sum(last) + len(last)) // (2 * len(last)) <= found["career_reference_m"] <= max(wages)
