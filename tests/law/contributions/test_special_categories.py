"""Voluntary affiliates, exempt persons, apprentices, disabled workers, integration contracts, construction."""

import pytest
from asked import ground, outputs, refusal
from hypothesis import given
from hypothesis import strategies as st

from mizan.law.algeria.book import book

CATEGORIES = book().inputs.choices["insuredcategory"].names


@pytest.mark.parametrize(
    ("on", "contribution"),
    [("2015-07-23", "2160.00"), ("2020-05-31", "2160.00"), ("2020-06-01", "2400.00"), ("2026-01-01", "2880.00")],
)
def test_a_voluntary_affiliate_pays_twelve_per_cent_of_the_minimum_wage(on: str, contribution: str) -> None:
    assert outputs("cnas_voluntary_affiliate", on) == {"contribution": contribution}


def test_voluntary_affiliation_begins_with_its_law() -> None:
    assert refusal("cnas_voluntary_affiliate", "2015-07-22").code == "no_law_on"


@pytest.mark.parametrize(
    ("asked_on", "expected", "contribution", "retirement"),
    [
        ("2016-01-10", None, "2160.00", "900.00"),
        ("2019-01-09", None, "2160.00", "900.00"),
        ("2019-01-10", "transition_over", "0.00", "0.00"),
    ],
)
def test_three_years_of_voluntary_affiliation(asked_on: str, expected: str | None, contribution: str, retirement: str) -> None:
    facts = {"affiliated_on": "2016-01-10", "asked_on": asked_on}
    found = outputs("voluntary_affiliation", asked_on, **facts)
    assert (found["last_day"], found["contribution"], found["retirement"]) == ("2019-01-09", contribution, retirement)
    assert ground("voluntary_affiliation", asked_on, **facts) == expected


def test_a_day_before_the_affiliation_is_refused() -> None:
    found = refusal("voluntary_affiliation", "2016-01-10", affiliated_on="2016-01-10", asked_on="2016-01-09")
    assert (found.code, found.field, found.basis) == ("check.voluntary_days_in_order", "asked_on", "lfc-2015.art-60")


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_category_has_a_payer_and_an_amount_or_a_ground(category: str) -> None:
    found = outputs("special_category", "2026-01-31", category=category)
    flat = {"student": "600.00", "disabled_without_activity": "1200.00"}.get(category)
    exempt = category in CATEGORIES[:4]
    assert found["exempt"] == found["benefits_in_kind_only"] == str(exempt).lower()
    assert found["state_contribution"] == (flat or "0.00")
    assert ground("special_category", "2026-01-31", category=category) == (None if flat else "amount_not_established")
    if category == "apprentice":
        assert found["payer"] == "not_established"
    else:
        assert found["payer"] == ("state" if exempt or category == "integration_contract" else "employer_and_worker")
    assert found["covered_as_worker"] == str(CATEGORIES.index(category) >= CATEGORIES.index("domestic_worker")).lower()


@pytest.mark.parametrize(
    ("semester", "workers", "state", "employer"),
    [
        (1, 20, "3000.00", "0.00"),
        (1, 21, "0.00", "4800.00"),
        (2, 20, "0.00", "7200.00"),
        (2, 21, "0.00", "7200.00"),
        (3, 5, "0.00", "12000.00"),
        (4, 50, "0.00", "12000.00"),
        (5, 1, "0.00", "14400.00"),
    ],
)
def test_pre_wage_of_apprentices(semester: int, workers: int, state: str, employer: str) -> None:
    found = outputs("apprentice_prewage", "2026-01-31", semester=semester, workers=workers)
    assert (found["state"], found["employer"]) == (state, employer)
    # Half of 24,000 is not more than half.
    assert found["assimilated_worker"] == str(semester == 5).lower()
    assert found["contribution"] == "rate_not_established"


@pytest.mark.parametrize("semester", [0, 6])
def test_a_semester_outside_the_decree_is_refused(semester: int) -> None:
    found = refusal("apprentice_prewage", "2026-01-31", semester=semester)
    assert (found.code, found.field, found.basis) == ("fact_out_of_bounds", "semester", "decree-apprentices-2020")


def test_pre_wage_begins_with_its_decree() -> None:
    assert refusal("apprentice_prewage", "2020-05-30", semester=1).code == "no_law_on"
    assert outputs("apprentice_prewage", "2020-05-31", semester=2, workers=30)["employer"] == "5400.00"


def test_a_disabled_worker_halves_the_employer_share() -> None:
    found = outputs("disabled_worker_hired", "2026-01-31", wage="40000.10")
    assert found == {"employer_share": "10000.03", "relief": "5000.02", "employer_pays": "5000.01"}


def test_the_host_of_an_integration_contract_pays_nothing() -> None:
    assert outputs("integration_contract", "2012-06-30") == {"employer_pays": "0.00"}
    assert refusal("integration_contract", "2008-04-18").code == "no_law_on"


@given(st.integers(0, 9 * 10**12))
def test_construction_lines(base: int) -> None:
    found = outputs("cacobatph_contribution", "2026-03-31", base=f"{base // 100}.{base % 100:02d}")
    cents = {key: int(str(value).replace(".", "")) for key, value in found.items()}
    assert cents["paid_leave"] == (base * 1221 + 5000) // 10_000
    assert cents["bad_weather"] == (base * 75 + 5000) // 10_000
    assert cents["bad_weather_employer"] == cents["bad_weather_worker"] == (base * 375 + 50_000) // 100_000
    assert cents["total"] == cents["paid_leave"] + cents["bad_weather"]
    assert abs(2 * cents["bad_weather_worker"] - cents["bad_weather"]) <= 1


def test_construction_leave_and_bad_weather() -> None:
    found = outputs("cacobatph_benefits", "2025-07-01", year=2025, base_wage="20000.00")
    assert found == {"periodicity": "quarterly", "leave_paid_from": "2025-07-01", "bad_weather_most": "15000.00"}
    assert refusal("cacobatph_contribution", "1997-02-03", base="1.00").code == "no_law_on"
