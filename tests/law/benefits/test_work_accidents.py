"""Work accidents by hand. Law 83-13 (github.com/bhk222/age-calculator-pwa); shares: ISSA sheet, yumpu 59644088 p. 22."""

from datetime import date
from fractions import Fraction

import pytest
from benefit_answers import NOW, ground, money, outputs, refusal, written
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("on", "case", "expected"),
    [
        (NOW, ("480000.00", "0.20", False), ("true", "480000.00", "96000.00", "8000.00", "0.00")),
        (NOW, ("480000.00", "0.10", False), ("true", "480000.00", "48000.00", "4000.00", "0.00")),
        (NOW, ("480000.00", "0.0999", True), ("false", "480000.00", "0.00", "0.00", "0.00")),
        (NOW, ("600000.00", "1.00", True), ("true", "600000.00", "840000.00", "70000.00", "240000.00")),
        (NOW, ("600000.00", "0.99", True), ("true", "600000.00", "594000.00", "49500.00", "0.00")),
        (NOW, ("600000.00", "1.00", False), ("true", "600000.00", "600000.00", "50000.00", "0.00")),
        (NOW, ("318457.99", "0.50", False), ("true", "318458.00", "159229.00", "13269.08", "0.00")),  # 2,300 x 138.46
        (date(2019, 12, 31), ("200000.00", "0.25", False), ("true", "238832.00", "59708.00", "4975.67", "0.00")),  # 2,300 x 103.84
        (date(2025, 12, 31), ("0.00", "0.10", False), ("true", "265374.00", "26537.40", "2211.45", "0.00")),  # 2,300 x 115.38
    ],
)
def test_the_annuity(on: date, case: tuple[str, str, bool], expected: tuple[str, ...]) -> None:
    wage, rate, helped = case
    found = outputs("work_accident_annuity", on, annual_reference_wage=wage, incapacity_rate=rate, third_person=helped)
    keys = ("annuity_entitled", "retained_reference_wage", "annuity_annual", "annuity", "third_person_supplement_annual")
    assert tuple(found[key] for key in keys) == expected


def test_under_ten_per_cent_there_is_a_ground() -> None:
    case = {"annual_reference_wage": "600000.00"}
    assert ground("work_accident_annuity", incapacity_rate="0.08", **case) == "under_ten_percent"
    assert ground("work_accident_annuity", incapacity_rate="0.10", **case) is None


def test_not_below_the_invalidity_pension_of_the_same_state() -> None:
    case = {"annual_reference_wage": "600000.00", "incapacity_rate": "0.50"}
    raised = outputs("work_accident_annuity", invalidity_pension_annual="480000.00", **case)
    assert (raised["annuity_annual"], raised["annuity"]) == ("480000.00", "40000.00")
    kept = outputs("work_accident_annuity", invalidity_pension_annual="300000.00", **case)
    assert kept["annuity_annual"] == "300000.00"


def test_before_the_hourly_wage_is_known_only_the_right_is_told() -> None:
    found = outputs("work_accident_annuity", date(1999, 1, 1), annual_reference_wage="600000.00", incapacity_rate="0.50")
    assert found == {"annuity_entitled": "true"}


@given(st.integers(0, 500_000_000), st.integers(100_000, 1_000_000), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_month_is_the_exact_year_over_twelve(wage: int, rate: int, helped: bool) -> None:
    given = {"annual_reference_wage": written(wage), "incapacity_rate": f"{rate / 1_000_000:.6f}", "third_person": helped}
    found = outputs("work_accident_annuity", **given)
    exact = Fraction(max(wage, 31_845_800) * rate, 1_000_000)
    exact *= Fraction(7, 5) if helped and rate == 1_000_000 else 1
    assert money(found["annuity"]) == int(exact / 12 + Fraction(1, 2))
    assert abs(money(found["annuity_annual"]) - exact) <= 1


def test_temporary_incapacity() -> None:
    found = outputs("work_accident_daily", daily_wage="1500.00", days=20)
    assert found == {"total": "30000.00", "accident_day_paid_by": "employer"}
    assert outputs("work_accident_daily", daily_wage="1500.00", days=0)["total"] == "0.00"
    assert outputs("work_accident_daily", daily_wage="1500.00", monthly_wage="36000.00", days=20)["total"] == "24000.00"
    assert outputs("work_accident_daily", date(1990, 1, 1), daily_wage="150.00", days=20)["total"] == "3000.00"
    low = {"daily_wage": "800.00", "days": 20}
    assert outputs("work_accident_daily", **low)["total"] == "16000.00"
    assert outputs("work_accident_daily", switches={"daily_floor_or_cap": "floor"}, **low)["total"] == "20159.80"


def test_departure() -> None:
    case = {"annuity_annual": "96000.00"}
    assert outputs("work_accident_departure", foreign_national=True, leaves_country=True, **case) == {"lump_sum": "288000.00"}
    assert ground("work_accident_departure", foreign_national=True, **case) == "stays"
    assert ground("work_accident_departure", leaves_country=True, **case) == "national"
    assert outputs("work_accident_departure", leaves_country=True, **case) == {"lump_sum": "0.00"}


def test_successive_accidents() -> None:
    case = {"annuities_annual": "60000.00", "incapacity_rate": "0.30"}
    assert outputs("work_accident_successive", **case) == {"floor_annual": "95537.40", "total_annual": "95537.40"}
    other = outputs("work_accident_successive", switches={"successive_accidents_base": "twelve_months"}, **case)
    assert other["floor_annual"] == "86400.00"
    assert outputs("work_accident_successive", annuities_annual="100000.00", incapacity_rate="0.30")["total_annual"] == "100000.00"


def test_the_rate() -> None:
    assert outputs("incapacity_rate", medical_rate="0.50", social_rate="0.10") == {"rate": "0.60"}
    assert outputs("incapacity_rate", medical_rate="0.95", social_rate="0.10") == {"rate": "1.00"}
    assert outputs("incapacity_rate", medical_rate="0.05") == {"rate": "0.05"}
    for wrong in ("0.11", "0.009"):
        assert refusal("incapacity_rate", medical_rate="0.50", social_rate=wrong)[:2] == ("check.social_rate_within", "social_rate")
    assert outputs("incapacity_of_lesions", rates=["0.50", "0.30"]) == {"rate": "0.65"}
    assert outputs("incapacity_of_lesions", rates=[]) == {"rate": "0.00"}


def test_clocks() -> None:
    assert outputs("work_accident_notices", date(2026, 2, 26), non_working_days=2) == {
        "victim_notice_by": "2026-02-27",
        "employer_notice_by": "2026-03-02",
        "others_notice_by": "2030-02-26",
        "accepted_after": "2026-03-18",
    }
    told = {"accident_on": "2026-03-02", "employer_told_on": "2026-03-01"}
    assert refusal("work_accident_notices", **told)[0] == "check.told_after_accident"
    assert outputs("occupational_disease_notices", found_on="2025-11-30") == {"declare_from": "2025-12-15", "declare_by": "2026-02-28"}
    assert outputs("work_accident_cover") == {"commuting": "true", "prior_work_needed": "false", "care_rate": "1.00"}


@pytest.mark.parametrize(
    ("fixed", "revision"),
    [("2024-01-01", "2024-04-01"), ("2026-01-01", "2026-04-01"), ("2026-01-02", "2027-01-02")],
)
def test_revision_every_three_months_for_two_years_then_yearly(fixed: str, revision: str) -> None:
    found = outputs("work_accident_revision", consolidated_on="2024-01-01", last_fixed_on=fixed)
    assert found == {"begins_on": "2024-01-02", "revision_from": revision}
    assert refusal("work_accident_revision", consolidated_on="2024-01-02", last_fixed_on="2024-01-01")[0] == (
        "check.fixed_after_consolidation"
    )


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ((1, 0, 0), ("450000.00", "0.00", "0.00", "450000.00")),
        ((1, 1, 0), ("300000.00", "180000.00", "0.00", "480000.00")),
        ((1, 2, 0), ("300000.00", "120000.00", "0.00", "540000.00")),
        ((2, 1, 0), ("150000.00", "180000.00", "0.00", "480000.00")),
        ((1, 3, 0), ("300000.00", "80000.00", "0.00", "540000.00")),
        ((0, 1, 0), ("0.00", "270000.00", "0.00", "270000.00")),
        ((0, 3, 0), ("0.00", "180000.00", "0.00", "540000.00")),
        ((0, 0, 2), ("0.00", "0.00", "180000.00", "360000.00")),
        ((0, 0, 0), ("0.00", "0.00", "0.00", "0.00")),
    ],
)
def test_survivors(group: tuple[int, int, int], expected: tuple[str, ...]) -> None:
    spouses, children, ascendants = group
    case = {"annual_reference_wage": "600000.00", "spouses": spouses, "children": children, "ascendants": ascendants}
    found = outputs("work_accident_survivors", **case)
    keys = ("each_spouse_annual", "each_child_annual", "each_ascendant_annual", "total_annual")
    assert tuple(found[key] for key in keys) == expected
    assert ground("work_accident_survivors", **case) == (None if any(group) else "no_survivor")


def test_survivors_of_a_low_wage_share_the_least_one() -> None:
    assert outputs("work_accident_survivors", annual_reference_wage="1.00", spouses=1)["total_annual"] == "238843.50"
