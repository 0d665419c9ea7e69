"""Increases of pensions: every table with the edges of its brackets, and the days around. Sources stand in the book beside each table."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book, topics
from mizan.law.algeria.revalorisation import increases, revalue
from mizan.law.engine.inputs import Switches
from mizan.law.engine.sources import Standing
from mizan.law.engine.topics import Answer, ask

CENT = Decimal("0.01")
SINGLE = {
    "2009-05-01": "5", "2010-05-01": "7", "2011-05-01": "10", "2012-05-01": "9", "2013-05-01": "11",
    "2014-05-01": "12", "2015-05-01": "5", "2016-05-01": "2.5", "2017-05-01": "2.5",
}  # fmt: skip
UP_TO = {
    "2020-05-01": (["20000", "50000", "80000"], ["7", "4", "3", "2"]),
    "2021-05-01": (["15000", "20000", "43000"], ["10", "5", "3", "2"]),
    "2022-05-01": (["15000", "20000", "43000"], ["10", "5", "3", "2"]),
    "2023-05-01": (["20000", "50000"], ["5", "4", "3"]),
    "2024-05-01": (
        ["15000", "25000", "35000", "42500", "70000", "100000", "150000"],
        ["15", "13", "12", "11", "10.75", "10.5", "10.25", "10"],
    ),
    "2026-01-01": (["20000"], ["10", "5"]),
}
BELOW = {
    "2018-05-01": (["20000", "40000", "60000", "80000"], ["5", "2.5", "1.5", "1", "0.5"]),
    "2019-05-01": (["20000", "40000", "60000", "80000"], ["6", "3", "2.5", "2", "1.5"]),
}
NOT_FOUND = [f"{year}-05-01" for year in (2000, 2001, 2002, 2003, 2005, 2007, 2008)] + ["2023-01-01"]


def told(on: str, pension: object, **more: object) -> tuple[Decimal, Decimal] | Refusal:
    """The rate in per cent and the new pension, or the refusal."""
    answer = ask(book(), topics()["revalorisation"], {"pension": str(pension), **more}, date.fromisoformat(on))
    if not isinstance(answer, Answer):
        return answer
    rate, amount = answer.outputs["rate"], answer.outputs["new_pension"]
    assert isinstance(rate, str)
    assert isinstance(amount, str)
    return Decimal(rate) * 100, Decimal(amount)


def raised(pension: object, rate: str) -> tuple[Decimal, Decimal]:
    exact = Decimal(str(pension)) * (100 + Decimal(rate)) / 100
    return Decimal(rate), exact.quantize(CENT, rounding="ROUND_HALF_UP")


@pytest.mark.parametrize(("on", "rate"), SINGLE.items())
def test_single_rates(on: str, rate: str) -> None:
    for pension in ("0.00", "0.01", "30000.00", "123456.79"):
        assert told(on, pension) == raised(pension, rate)


@pytest.mark.parametrize(("on", "bounds", "rates"), [(on, *table) for on, table in UP_TO.items()])
def test_brackets_that_hold_their_upper_edge(on: str, bounds: list[str], rates: list[str]) -> None:
    for bound, rate, above in zip(bounds, rates, rates[1:], strict=False):
        assert told(on, bound) == raised(bound, rate)
        assert told(on, Decimal(bound) - CENT) == raised(Decimal(bound) - CENT, rate)
        assert told(on, Decimal(bound) + CENT) == raised(Decimal(bound) + CENT, above)
    assert told(on, "900000.00") == raised("900000.00", rates[-1])


@pytest.mark.parametrize(("on", "bounds", "rates"), [(on, *table) for on, table in BELOW.items()])
def test_brackets_that_leave_their_upper_edge(on: str, bounds: list[str], rates: list[str]) -> None:
    for bound, rate, above in zip(bounds, rates, rates[1:], strict=False):
        assert told(on, Decimal(bound) - CENT) == raised(Decimal(bound) - CENT, rate)
        assert told(on, bound) == raised(bound, above)


def test_january_2012_first_raises_to_15000() -> None:
    edges = {
        "15000.01": "28",
        "19999.99": "28",
        "20000": "26",
        "25000": "24",
        "30000": "22",
        "35000": "20",
        "39999.99": "20",
        "40000": "15",
    }
    for pension, rate in edges.items():
        assert told("2012-01-01", pension) == raised(pension, rate)
    assert told("2012-01-01", "15000") == (Decimal(30), Decimal("19500.00"))
    assert told("2012-01-01", "6000") == (Decimal(30), Decimal("19500.00"))
    assert told("2012-01-01", "0") == (Decimal(30), Decimal("0.00"))


def test_2004_goes_by_the_day_of_award() -> None:
    for awarded, rate in (("1991-12-31", "6"), ("1992-01-01", "4"), ("2002-12-31", "4"), ("2003-01-01", "0")):
        assert told("2004-05-01", "10000.05", awarded_on=awarded) == raised("10000.05", rate)
    refusal = told("2004-05-01", "10000.00")
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.field) == ("fact_missing", "awarded_on")


def test_2006_is_contested_and_its_limit_is_a_switch() -> None:
    assert told("2006-05-01", "10000.00", awarded_on="1991-12-31") == raised("10000", "8")
    assert told("2006-05-01", "10000.00", awarded_on="1992-01-01") == raised("10000", "4")
    found = revalue(
        Centimes(1_000_000), on=date(2006, 5, 1), awarded_on=date(1998, 1, 1), switches=Switches({"recent_award_year_2006": 2000})
    )
    assert (found.rate_ppm, found.standing) == (80_000, Standing.UNVERIFIED)


def test_twenty_thousand_in_january_2026_is_a_switch() -> None:
    upper = Switches({"edge_bracket_2026": "upper"})
    for pension, rate in ((1_999_999, 100_000), (2_000_000, 50_000), (2_000_001, 50_000)):
        assert revalue(Centimes(pension), on=date(2026, 1, 1), switches=upper).rate_ppm == rate


@pytest.mark.parametrize("on", NOT_FOUND)
def test_what_was_not_found_is_refused_and_says_so(on: str) -> None:
    refusal = told(on, "30000.00")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "check.revalorisation_known"
    with pytest.raises(Refused) as caught:
        revalue(Centimes(3_000_000), on=date.fromisoformat(on))
    assert caught.value.refusal.code == "no_law_on"


def test_before_2000_nothing_is_known() -> None:
    refusal = told("1999-12-31", "30000.00")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_law_on"


def test_the_days_around_an_increase_have_none() -> None:
    days = [date.fromisoformat(on) for on in (*SINGLE, *UP_TO, *BELOW, *NOT_FOUND, "2004-05-01", "2006-05-01", "2012-01-01")]
    assert [effect.on for effect in increases(date(2000, 1, 1), date(2100, 1, 1))] == sorted(days)
    assert [effect.on.isoformat() for effect in increases(date(2000, 1, 1), date(2100, 1, 1)) if not effect.found] == NOT_FOUND
    idle = {day + timedelta(days=step) for day in days for step in (-1, 1)} | {date(2025, 5, 1), date(2023, 3, 1), date(2090, 5, 1)}
    for day in idle:
        assert told(day.isoformat(), "20000.00") == (0, 20_000)


def test_halves_of_a_centime_go_up() -> None:
    assert told("2009-05-01", "0.10") == (5, Decimal("0.11"))
    assert told("2009-05-01", "0.09") == (5, Decimal("0.09"))
    assert told("2017-05-01", "0.20") == (Decimal("2.5"), Decimal("0.21"))


def test_someone_above_an_edge_can_end_below_someone_under_it() -> None:
    under, above = told("2024-05-01", "15000.00"), told("2024-05-01", "15000.01")
    assert not isinstance(under, Refusal)
    assert not isinstance(above, Refusal)
    assert above[1] < under[1]


def test_before_an_order_was_known_it_changed_nothing() -> None:
    on = date(2024, 5, 1)
    assert revalue(Centimes(1_500_000), on=on, known=date(2024, 5, 13)).amount == 1_500_000
    assert revalue(Centimes(1_500_000), on=on, known=date(2024, 5, 14)).amount == 1_725_000
    assert revalue(Centimes(1_500_000), on=date(2021, 5, 1), known=date(2022, 4, 9)).amount == 1_500_000
    assert revalue(Centimes(1_500_000), on=date(2021, 5, 1), known=date(2022, 4, 10)).amount == 1_650_000
