"""Death grants by hand: cnas.dz (assurance décès), djazairess lesoirdalgerie/94820, law 83-11 arts 48-53."""

from datetime import date

import pytest
from benefit_answers import NOW, answer, ground, money, outputs, refusal, written
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("on", "wage", "grant"),
    [
        (date(2026, 1, 1), "24000.01", "288000.12"),
        (date(2026, 1, 1), "24000.00", "288000.00"),
        (date(2026, 1, 1), "10000.00", "288000.00"),
        (date(2025, 12, 31), "10000.00", "240000.00"),
        (date(2020, 5, 31), "0.00", "216000.00"),
        (NOW, "45000.00", "540000.00"),
    ],
)
def test_twelve_times_the_best_month(on: date, wage: str, grant: str) -> None:
    assert outputs("death_grant", on, best_monthly_wage=wage) == {"grant": grant}


def test_the_first_text_counts_the_last_month() -> None:
    assert outputs("death_grant", date(1996, 7, 5), last_monthly_wage="3000.00", best_monthly_wage="9000.00") == {"grant": "36000.00"}
    assert refusal("death_grant", date(1996, 7, 5), best_monthly_wage="9000.00")[:2] == ("fact_missing", "last_monthly_wage")
    assert refusal("death_grant", last_monthly_wage="9000.00")[:2] == ("fact_missing", "best_monthly_wage")
    assert answer("death_grant", date(2005, 1, 1), best_monthly_wage="20000.00").standing == "recall"
    assert answer("death_grant", NOW, best_monthly_wage="20000.00").standing == "secondary"


def test_not_beside_the_grant_of_a_work_accident() -> None:
    assert outputs("death_grant", best_monthly_wage="45000.00", work_accident_grant_paid=True) == {"grant": "0.00"}
    assert ground("death_grant", best_monthly_wage="45000.00", work_accident_grant_paid=True) == "accident_grant_paid"


def test_the_work_that_opens_it() -> None:
    assert outputs("death_grant_opening", days_last_3_months=15) == {"entitled": "true"}
    assert outputs("death_grant_opening", hours_last_3_months=100) == {"entitled": "true"}
    assert ground("death_grant_opening", days_last_3_months=14, hours_last_3_months=99) == "work_too_short"
    assert outputs("death_grant_opening", date(1990, 1, 1)) == {"entitled": "true"}


def test_pensioners() -> None:
    assert outputs("death_grant_pensioner", pension="30000.00") == {"grant": "360000.00"}
    assert outputs("death_grant_pensioner", pension="18000.00") == {"grant": "216000.00"}
    assert outputs("death_grant_pensioner", pension="3500.00") == {"grant": "216000.00"}
    assert outputs("death_grant_pensioner", date(2025, 12, 31), pension="3500.00") == {"grant": "180000.00"}
    assert outputs("death_grant_annuitant", annuity_rate="0.50") == {"entitled": "true"}
    assert ground("death_grant_annuitant", annuity_rate="0.4999") == "annuity_too_small"


def test_the_self_employed() -> None:
    assert outputs("casnos_death_grant", last_annual_income="500000.00") == {"grant": "500000.00"}
    assert outputs("casnos_death_grant", last_annual_income="100000.00") == {"grant": "288000.00"}


def test_equal_shares() -> None:
    assert outputs("death_grant_share", grant="540000.00", beneficiaries=3)["share"] == "180000.00"
    thirds = outputs("death_grant_share", grant="100000.00", beneficiaries=3)
    assert thirds == {"share": "33333.33", "payments": ["33333.34", "33333.33", "33333.33"]}
    assert outputs("death_grant_share", grant="500000.00", beneficiaries=3)["share"] == "166666.67"
    nobody = {"grant": "100.00", "beneficiaries": 0}
    assert outputs("death_grant_share", **nobody) == {"share": "0.00", "payments": []}
    assert ground("death_grant_share", **nobody) == "no_beneficiary"


@given(st.integers(0, 10**9), st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_payments_lose_no_centime(grant: int, heads: int) -> None:
    found = outputs("death_grant_share", grant=written(grant), beneficiaries=heads)
    paid = [money(text) for text in found["payments"]]
    assert (sum(paid), len(paid)) == (grant, heads)
    assert paid == sorted(paid, reverse=True)
    assert max(paid) - min(paid) <= 1
