"""Unemployment by hand: github.com/aistatendz/cnaclib and the site of CNAC (da-production/cnac-website-laravel)."""

from datetime import date
from fractions import Fraction

import pytest
from benefit_answers import NOW, answer, ground, money, outputs, refusal, written
from hypothesis import given, settings
from hypothesis import strategies as st


def insured(hired: str, ended: str, wage: str, **switches: str) -> dict[str, str | list[str]]:
    return outputs("unemployment_insurance", date.fromisoformat(ended), switches, hired_on=hired, ended_on=ended, average_wage=wage)


def test_thirteen_months_straddle_three_periods() -> None:
    found = insured("2015-02-11", "2021-02-15", "60000.00")
    seniority = [found[f"seniority_{unit}"] for unit in ("years", "months", "days")]
    assert (seniority, found["duration_months"], found["reference_wage"]) == (["6", "0", "4"], "13", "40000.00")
    assert (found["opening_contribution_yearly_unit"], found["opening_contribution"]) == ("48000.00", "168000.00")
    months = [40_000] * 3 + [34_000] + [32_000] * 2 + [28_000] + [24_000] * 2 + [23_000] + [20_000] * 3
    assert found["monthly_benefits"] == [f"{month}.00" for month in months]
    assert found["total"] == f"{sum(months)}.00"


def test_thirty_four_months() -> None:
    found = insured("2005-02-11", "2021-08-15", "60000.00")
    assert (found["duration_months"], found["opening_contribution"], found["total"]) == ("34", "672000.00", "986000.00")


def test_the_floor_raises_the_last_period() -> None:
    found = insured("2018-01-15", "2021-01-15", "30000.00")
    assert found["monthly_benefits"] == ["25000.00"] * 3 + ["20000.00"] * 3 + ["15000.00"] * 6
    assert (found["opening_contribution"], found["total"]) == ("0.00", "225000.00")


def test_the_cap_lowers_the_first_periods() -> None:
    found = insured("2003-06-01", "2021-06-01", "140000.00")
    assert found["monthly_benefits"] == ["60000.00"] * 18 + ["48000.00"] * 9 + ["40000.00"] * 9
    assert (found["duration_months"], found["opening_contribution"]) == ("36", "1680000.00")


@pytest.mark.parametrize(
    ("hired", "ended", "seniority", "duration", "contribution"),
    [
        ("2015-01-15", "2021-01-15", (6, 0, 0), "12", "144000.00"),
        ("2015-01-14", "2021-01-15", (6, 0, 1), "13", "168000.00"),
        ("2014-07-15", "2021-01-15", (6, 6, 0), "13", "168000.00"),  # exactly six months: half a year
        ("2014-07-14", "2021-01-15", (6, 6, 1), "14", "192000.00"),
        ("2018-01-14", "2021-01-15", (3, 0, 1), "12", "24000.00"),
        ("2000-01-15", "2021-01-15", (21, 0, 0), "36", "720000.00"),  # twelve wages, not 18 x 48,000
        ("2006-01-15", "2021-01-15", (15, 0, 0), "30", "576000.00"),
        ("2016-02-29", "2021-02-28", (5, 0, 0), "12", "96000.00"),
        ("2015-01-31", "2021-02-28", (6, 1, 0), "13", "168000.00"),
    ],
)
def test_seniority_duration_and_opening_contribution(
    hired: str, ended: str, seniority: tuple[int, int, int], duration: str, contribution: str
) -> None:
    found = insured(hired, ended, "60000.00")
    assert tuple(int(str(found[f"seniority_{unit}"])) for unit in ("years", "months", "days")) == seniority
    assert (found["duration_months"], found["opening_contribution"]) == (duration, contribution)


def test_under_three_years_there_is_no_right() -> None:
    case = {"hired_on": "2018-01-16", "ended_on": "2021-01-15", "average_wage": "30000.00"}
    found = outputs("unemployment_insurance", date(2021, 1, 15), **case)
    assert (found["duration_months"], found["monthly_benefits"], found["total"]) == ("0", [], "0.00")
    assert found["opening_contribution"] == "0.00"
    assert ground("unemployment_insurance", date(2021, 1, 15), **case) == "affiliation_too_short"


def test_a_contract_does_not_end_before_it_begins() -> None:
    found = refusal("unemployment_insurance", hired_on="2021-01-16", ended_on="2021-01-15", average_wage="1.00")
    assert found[:2] == ("check.contract_in_order", "ended_on")


def test_the_fourth_rate_is_a_switch() -> None:
    found = insured("2015-02-11", "2021-02-15", "60000.00", fourth_period="forty")
    assert found["monthly_benefits"][9:] == ["22000.00", "16000.00", "16000.00", "16000.00"]


@given(st.integers(0, 30_000_000), st.integers(0, 14_000))
@settings(max_examples=40, deadline=None)
def test_benefits_fall_keep_their_bounds_and_add_up(wage: int, days: int) -> None:
    ended = date(2021, 6, 1)
    hired = date.fromordinal(ended.toordinal() - days).isoformat()
    found = insured(hired, ended.isoformat(), written(wage))
    paid = [money(text) for text in found["monthly_benefits"]]
    assert len(paid) == int(str(found["duration_months"]))
    assert sum(paid) == money(found["total"])
    assert paid == sorted(paid, reverse=True)
    assert all(1_500_000 <= month <= 6_000_000 for month in paid)
    assert len(paid) == 0 or 12 <= len(paid) <= 36
    assert money(found["opening_contribution"]) <= 12 * wage
    unbounded = sum(Fraction(wage + 2_000_000, 2) * rate * Fraction(len(paid), 4) / 100 for rate in (100, 80, 60, 50))
    if paid and min(paid) > 1_500_000 and max(paid) < 6_000_000:
        assert abs(sum(paid) - unbounded) <= len(paid)


@pytest.mark.parametrize(
    ("on", "least", "greatest"),
    [
        (date(2025, 12, 31), "15000.00", "60000.00"),
        (date(2026, 1, 1), "18000.00", "72000.00"),
        (date(2020, 5, 31), "13500.00", "54000.00"),
        (date(1998, 9, 1), "4500.00", "18000.00"),
    ],
)
def test_bounds(on: date, least: str, greatest: str) -> None:
    assert outputs("unemployment_bounds", on) == {"min_benefit": least, "max_benefit": greatest}
    assert refusal("unemployment_bounds", date(1994, 5, 25))[0] == "no_law_on"


@pytest.mark.parametrize(
    ("benefit", "worker", "net"),
    [
        ("32000.00", "2720.00", "29280.00"),
        ("24000.00", "2040.00", "21960.00"),
        ("20000.00", "0.00", "20000.00"),
        ("20000.01", "1700.00", "18300.01"),
        ("15000.00", "0.00", "15000.00"),
    ],
)
def test_what_is_withheld(benefit: str, worker: str, net: str) -> None:
    found = outputs("unemployment_net_benefit", date(2021, 3, 31), benefit=benefit)
    assert found == {"worker": worker, "net_benefit": net, "employer": "3000.00"}


@pytest.mark.parametrize(("years", "owed"), [(0, "50400.00"), (5, "84000.00"), (10, "117600.00"), (11, "117600.00")])
def test_early_retirement(years: int, owed: str) -> None:
    found = outputs("unemployment_early_retirement", date(2021, 2, 15), opening_contribution="168000.00", anticipation_years=years)
    assert found == {"early_retirement_contribution": owed, "monthly_cnr_contribution": "2800.00"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"open_ended_contract": False}, "not_open_ended"),
        ({"affiliated_years": 2}, "affiliation_too_short"),
        ({"contributed_months": 5}, "contributions_too_short"),
        ({"economic_dismissal": False}, "not_economic"),
        ({"list_visaed": False}, "list_not_visaed"),
    ],
)
def test_the_right(changed: dict[str, object], why: str | None) -> None:
    case = {
        "open_ended_contract": True,
        "affiliated_years": 3,
        "contributed_months": 6,
        "economic_dismissal": True,
        "list_visaed": True,
    }
    assert ground("unemployment_right", **(case | changed)) == why


def test_afterwards() -> None:
    assert outputs("unemployment_afterwards", ended_on="2024-02-29") == {"care_and_family_until": "2025-02-28"}
    assert outputs("unemployment_appeal", notified_on="2025-12-31") == {"deadline": "2026-02-28"}
    assert outputs("unemployment_opening_plan") == {"most_months": "15"}


@pytest.mark.parametrize(
    ("on", "amount"),
    [
        (date(2022, 12, 31), "13000.00"),
        (date(2023, 1, 1), "15000.00"),
        (date(2025, 12, 31), "15000.00"),
        (date(2026, 1, 1), "18000.00"),
    ],
)
def test_the_allowance_of_first_time_jobseekers(on: date, amount: str) -> None:
    assert outputs("jobseeker_allowance", on) == {"allowance": amount}
    assert refusal("jobseeker_allowance", date(2021, 12, 31))[0] == "no_law_on"
    assert answer("jobseeker_allowance", date(2022, 6, 1)).standing == "recall"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"age": 18}, "too_young"),
        ({"age": 40}, None),
        ({"age": 41}, "too_old"),
        ({"first_time_jobseeker": False}, "has_worked"),
        ({"resident": False}, "not_resident"),
        ({"registered_months": 5}, "registered_too_short"),
        ({"has_income": True}, "has_income"),
    ],
)
def test_who_has_it(changed: dict[str, object], why: str | None) -> None:
    case = {"age": 19, "first_time_jobseeker": True, "resident": True, "registered_months": 6} | changed
    assert ground("jobseeker_right", **case) == why
    assert outputs("jobseeker_right", NOW, **case)["unpaid_from"] == "2027-03-01"
