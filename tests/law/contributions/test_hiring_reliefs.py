"""Law 06-21: who may have the relief and until when, training, doubling of staff, engagements without a term."""

from decimal import Decimal

import pytest
from asked import ground, outputs, refusal
from hypothesis import given
from hypothesis import strategies as st

GOOD: dict[str, object] = {"hired_on": "2012-03-01", "contract_months": 12, "registered_jobseeker": True, "employer_up_to_date": True}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"sector": "hydrocarbons"}, "hydrocarbons"),
        ({"registered_jobseeker": False}, "not_registered"),
        ({"employer_up_to_date": False}, "employer_not_up_to_date"),
        ({"contract_months": 11}, "contract_too_short"),
        ({"contract_months": 6, "sector": "tourism"}, None),
        ({"contract_months": 6, "sector": "service_companies"}, None),
        ({"contract_months": 5, "sector": "agriculture"}, "contract_too_short"),
        ({"contract_months": 0, "open_ended": True}, None),
        ({"months_since_hire": 35}, None),
        ({"months_since_hire": 36}, "period_over"),
    ],
)
def test_conditions(change: dict[str, object], expected: str | None) -> None:
    given_facts = GOOD | change
    found = outputs("law_06_21_conditions", "2012-06-30", **given_facts)
    assert ground("law_06_21_conditions", "2012-06-30", **given_facts) == expected
    assert found["entitled"] == ("true" if expected is None else "false")
    if expected is not None:
        assert found["months_left"] == "0"


def test_six_months_are_enough_only_since_2009() -> None:
    short = GOOD | {"contract_months": 6, "sector": "tourism", "hired_on": "2009-01-01"}
    assert ground("law_06_21_conditions", "2009-07-31", **short) == "contract_too_short"
    assert ground("law_06_21_conditions", "2009-08-01", **short) is None
    assert refusal("law_06_21_conditions", "2007-12-04", **GOOD).code == "no_law_on"


def test_three_years_to_the_day() -> None:
    found = outputs("law_06_21_conditions", "2012-06-30", **GOOD, months_since_hire=3)
    assert (found["last_day"], found["months_left"], found["least_months"]) == ("2015-02-28", "33", "12")
    assert outputs("law_06_21_conditions", "2012-06-30", **GOOD | {"hired_on": "2012-02-29"})["last_day"] == "2015-02-27"


@pytest.mark.parametrize(
    ("length", "months", "total"),
    [
        ("under_15_days", "0", "0.00"),
        ("days_15_to_month_1", "1", "10000.00"),
        ("over_1_to_2_months", "2", "20000.00"),
        ("over_2_months", "3", "30000.00"),
    ],
)
def test_training_waives_the_whole_employer_share(length: str, months: str, total: str) -> None:
    found = outputs("law_06_21_training", "2026-01-31", wage="40000.00", training_length=length)
    assert (found["waived_months"], found["total"]) == (months, total)
    assert found["waived_per_month"] == ("0.00" if months == "0" else "10000.00")


def test_each_waived_month_is_rounded_like_the_contribution_it_waives() -> None:
    # 25 % of 33,333.33 is 8,333.3325.
    found = outputs("law_06_21_training", "2026-01-31", wage="33333.33", training_length="over_2_months")
    assert found == {"waived_per_month": "8333.33", "waived_months": "3", "total": "24999.99"}


@pytest.mark.parametrize(
    ("before", "after", "months", "expected", "relief"),
    [
        (9, 18, 0, None, "800.00"),
        (9, 18, 11, None, "800.00"),
        (9, 18, 12, "year_over", "0.00"),
        (9, 17, 0, "not_doubled", "0.00"),
        (8, 16, 0, "too_few_workers", "0.00"),
    ],
)
def test_doubling_the_staff(before: int, after: int, months: int, expected: str | None, relief: str) -> None:
    given_facts = {"wage": "40000.00", "workers_before": before, "workers": after, "months_since_doubling": months}
    assert outputs("law_06_21_doubling", "2012-06-30", **given_facts) == {"relief": relief}
    assert ground("law_06_21_doubling", "2012-06-30", **given_facts) == expected


@pytest.mark.parametrize(
    ("open_ended", "months", "expected", "subsidy"),
    [(True, 0, None, "1000.00"), (True, 35, None, "1000.00"), (True, 36, "subsidy_over", "0.00"), (False, 0, "fixed_term", "0.00")],
)
def test_engagement_without_a_term(open_ended: bool, months: int, expected: str | None, subsidy: str) -> None:
    given_facts = {"open_ended": open_ended, "months_since_hire": months}
    assert outputs("law_06_21_open_ended", "2012-06-30", **given_facts) == {"subsidy": subsidy}
    assert ground("law_06_21_open_ended", "2012-06-30", **given_facts) == expected


@pytest.mark.parametrize(
    ("zone", "first", "cnac", "treasury", "rate"),
    [
        ("north", False, "2000.00", "2000.00", "0.20"),
        ("north", True, "2800.00", "5200.00", "0.18"),
        ("high_plateaux", False, "3600.00", "5400.00", "0.16"),
        ("high_plateaux", True, "3600.00", "5400.00", "0.16"),
        ("south", False, "3600.00", "5400.00", "0.16"),
    ],
)
def test_parts_of_cnac_and_of_the_treasury(zone: str, first: bool, cnac: str, treasury: str, rate: str) -> None:
    found = outputs("law_06_21_relief", "2012-06-30", wage="40000.00", zone=zone, first_time_jobseeker=first)
    assert (found["employer_share"], found["cnac_relief"], found["treasury_relief"]) == ("10000.00", cnac, treasury)
    rated = outputs("law_06_21_rate", "2012-06-30", zone=zone, first_time_jobseeker=first)
    assert Decimal(str(rated["employer_rate_cnac_only"])) == Decimal(rate)


@given(st.integers(0, 10**10), st.sampled_from(["north", "high_plateaux", "south"]), st.booleans())
def test_what_is_relieved_and_what_is_paid_are_the_employer_share(wage: int, zone: str, first: bool) -> None:
    found = outputs("law_06_21_relief", "2012-06-30", wage=f"{wage // 100}.{wage % 100:02d}", zone=zone, first_time_jobseeker=first)
    cents = {key: int(str(value).replace(".", "")) for key, value in found.items()}
    assert cents["cnac_relief"] + cents["treasury_relief"] + cents["pay_cnac_and_treasury"] == cents["employer_share"]
    assert cents["pay_cnac_only"] >= cents["pay_cnac_and_treasury"] >= 0


def test_before_the_finance_law_the_treasury_bears_nothing() -> None:
    found = outputs("law_06_21_relief", "2009-07-31", wage="40000.00", zone="north")
    assert found == {"employer_share": "10000.00", "cnac_relief": "2000.00", "pay_cnac_only": "8000.00"}
