"""Maternity by hand: 98 days (law 83-11, arts 28-29), then 150 + 50 + 165 (law 25-08; express-dz 77608, vitaminedz 7327522)."""

from datetime import date

import pytest
from benefit_answers import NOW, ground, money, outputs, refusal, written
from hypothesis import given, settings
from hypothesis import strategies as st

EVE, NEW_LAW = date(2025, 7, 22), date(2025, 7, 23)


@pytest.mark.parametrize(
    ("on", "extensions", "days", "total"),
    [
        (NEW_LAW, {}, "150", "180000.00"),
        (EVE, {}, "98", "117600.00"),
        (date(1983, 7, 2), {}, "98", "117600.00"),
        (date(2006, 9, 30), {}, "98", "117600.00"),
        (NOW, {"extension_1": True}, "200", "240000.00"),
        (NOW, {"extension_1": True, "extension_2": True}, "365", "438000.00"),
        (EVE, {"extension_1": True}, "98", "117600.00"),
        (NOW, {"extension_2": True}, "150", "180000.00"),
    ],
)
def test_days_and_amount(on: date, extensions: dict[str, bool], days: str, total: str) -> None:
    assert outputs("maternity_allowance", on, net_daily_wage="1200.00", **extensions) == {"days": days, "total": total}


def test_extensions_that_are_not_given_have_a_ground() -> None:
    wage = {"net_daily_wage": "1200.00"}
    assert ground("maternity_allowance", EVE, extension_1=True, **wage) == "not_in_law"
    assert ground("maternity_allowance", date(2020, 1, 1), extension_2=True, **wage) == "not_in_law"
    assert ground("maternity_allowance", extension_2=True, **wage) == "second_without_first"
    assert ground("maternity_allowance", extension_1=True, extension_2=True, **wage) is None
    assert ground("maternity_allowance", EVE, **wage) is None


@pytest.mark.parametrize(
    ("on", "days"),
    [(date(2025, 4, 16), "98"), (date(2025, 4, 17), "200"), (EVE, "200"), (NEW_LAW, "200")],
)
def test_leaves_running_on_23_july_2025_are_a_switch(on: date, days: str) -> None:
    """A leave of 98 days begun on 17 April 2025 has its last day on 23 July."""
    found = outputs("maternity_allowance", on, {"running_leaves": "new_law"}, net_daily_wage="1200.00", extension_1=True)
    assert found["days"] == days


def test_the_wage_is_net_unless_read_otherwise() -> None:
    wages = {"net_daily_wage": "1200.00", "gross_daily_wage": "1400.00"}
    assert outputs("maternity_allowance", **wages)["total"] == "180000.00"
    assert outputs("maternity_allowance", switches={"maternity_wage_basis": "gross"}, **wages)["total"] == "210000.00"
    found = refusal("maternity_allowance", switches={"maternity_wage_basis": "gross"}, net_daily_wage="1200.00")
    assert found == ("check.maternity_wage_given", "gross_daily_wage", "law-83-11.art-28")
    assert refusal("maternity_allowance")[:2] == ("fact_missing", "net_daily_wage")
    assert outputs("maternity_allowance", net_daily_wage="0.00")["total"] == "0.00"


def test_the_floor_may_be_given_to_maternity() -> None:
    found = outputs("maternity_allowance", switches={"daily_floor_or_cap": "floor"}, net_daily_wage="728.00")
    assert found["total"] == "151198.50"  # 150 x 1,007.99


def test_dates_of_a_leave() -> None:
    assert outputs("maternity_leave_dates", date(2026, 4, 16), expected_on="2026-05-28", extension_1=True) == {
        "earliest_on": "2026-04-16",
        "latest_on": "2026-05-21",
        "last_day": "2026-11-01",
        "days": "200",
        "extension_request_by": "2026-10-17",
    }
    assert refusal("maternity_leave_dates", date(2026, 4, 15), expected_on="2026-05-28")[0] == "check.maternity_not_too_early"
    old = outputs("maternity_leave_dates", date(2020, 4, 16), expected_on="2020-05-20")
    assert (old["last_day"], "extension_request_by" in old) == ("2020-07-22", False)


def test_opening() -> None:
    assert outputs("maternity_opening", days_last_3_months=15) == {"entitled": "true"}
    assert ground("maternity_opening", days_last_12_months=59) == "work_too_short"
    assert outputs("maternity_hospital_stay") == {"most_days": "8"}


@given(st.integers(0, 30_000_000), st.dates(date(1983, 7, 2), date(2030, 1, 1)), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_total_is_the_days_at_the_daily_wage(daily: int, on: date, first: bool, second: bool) -> None:
    found = outputs("maternity_allowance", on, net_daily_wage=written(daily), extension_1=first, extension_2=second)
    days = int(str(found["days"]))
    assert days in ({98} if on < NEW_LAW else {150, 200, 365})
    assert money(found["total"]) == days * daily
