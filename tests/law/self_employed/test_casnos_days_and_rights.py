"""The days of the self-employed year, who begins, and what being up to date opens."""

from datetime import date

import pytest
from asked import ground, outputs

from mizan.kernel.refusals import Refused
from mizan.law.algeria import self_employed as law

TOLERATED = {"casnos_declaration_reading": "tolerated"}


@pytest.mark.parametrize(
    ("on", "year", "activity", "expected"),
    [
        ("2026-01-01", 2026, "trade", ("2026-01-31", "2026-06-30", "2026-01-01")),
        ("2026-01-01", 2026, "farmer", ("2026-01-31", "2026-09-30", "2026-01-01")),
        ("2016-01-01", 2016, "trade", ("2016-01-31", "2016-06-30", "2016-01-01")),
        ("2015-11-17", 2015, "trade", (None, "2015-04-30", "2015-03-01")),
        ("2013-03-01", 2013, "farmer", (None, "2013-04-30", "2013-03-01")),
    ],
)
def test_days_of_a_year(on: str, year: int, activity: str, expected: tuple[str | None, str, str]) -> None:
    found = outputs("due_date_casnos", on, year=year, activity=activity)
    assert (found.get("declaration_deadline"), found["payment_deadline"], found["callable_from"]) == expected


def test_the_notice_of_2026_is_a_tolerance_for_that_year_alone() -> None:
    assert outputs("due_date_casnos", "2026-01-01", switches=TOLERATED, year=2026)["declaration_deadline"] == "2026-02-28"
    assert outputs("due_date_casnos", "2027-01-01", switches=TOLERATED, year=2027)["declaration_deadline"] == "2027-01-31"
    assert outputs("due_date_casnos", "2026-01-01", year=2026)["declaration_tolerated_until"] == "2026-02-28"
    assert "declaration_tolerated_until" not in outputs("due_date_casnos", "2025-01-01", year=2025)


def test_the_facade_uses_the_law_of_the_first_of_january() -> None:
    assert law.payment_deadline(2015) == date(2015, 4, 30)
    assert law.payment_deadline(2016) == date(2016, 6, 30)
    assert law.payment_deadline(2026, "farmer") == date(2026, 9, 30)
    assert law.callable_from(2015) == date(2015, 3, 1)
    assert law.callable_from(2016) == date(2016, 1, 1)
    assert law.declaration_deadline(2026) == date(2026, 1, 31)
    assert law.declaration_deadline(2026, law.Switches(TOLERATED)) == date(2026, 2, 28)
    assert law.activity_declaration_deadline(date(2026, 12, 25)) == date(2027, 1, 4)
    with pytest.raises(Refused):
        law.declaration_deadline(2015)
    with pytest.raises(Refused):
        law.payment_deadline(2000)


@pytest.mark.parametrize(
    ("started_on", "activity", "expected"),
    [
        ("2026-06-30", "trade", None),
        ("2026-07-01", "trade", "pay_by_not_established"),
        ("2026-09-30", "farmer", None),
        ("2026-10-01", "farmer", "pay_by_not_established"),
    ],
)
def test_who_begins_after_the_yearly_day_must_ask(started_on: str, activity: str, expected: str | None) -> None:
    facts = {"started_on": started_on, "activity": activity}
    found = outputs("casnos_new_starter", started_on, **facts)
    assert found["pay_by_known"] == str(expected is None).lower()
    assert ground("casnos_new_starter", started_on, **facts) == expected


def test_a_new_activity_is_declared_in_ten_days_then_the_fund_acts() -> None:
    found = outputs("casnos_new_starter", "2026-03-01", started_on="2026-03-01")
    assert (found["declaration_deadline"], found["ex_officio_from"]) == ("2026-03-11", "2026-03-12")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"benefit": "sickness_in_kind"}, None),
        ({"benefit": "death"}, None),
        ({"benefit": "sickness_daily_allowance"}, "not_covered"),
        ({"benefit": "maternity_daily_allowance"}, "not_covered"),
        ({"benefit": "invalidity", "contributions_unpaid": "0.01"}, "contributions_unpaid"),
        ({"benefit": "invalidity", "surcharges_unpaid": "0.01"}, "surcharges_unpaid"),
    ],
)
def test_rights_are_open_to_who_is_up_to_date(facts: dict[str, object], expected: str | None) -> None:
    assert outputs("casnos_rights", "2026-01-31", **facts)["entitled"] == str(expected is None).lower()
    assert ground("casnos_rights", "2026-01-31", **facts) == expected
