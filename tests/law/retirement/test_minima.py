"""Minima of pensions and allocations through time, and who bears them."""

from datetime import date

import pytest

from mizan.kernel.refusals import Refusal, Refused
from mizan.law import explain
from mizan.law.algeria import retirement
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer


def minimum(kind: str, on: str, **switches: str) -> tuple[str, str, str]:
    found = explain("minimum_benefit", on=date.fromisoformat(on), switches=Switches(switches), kind=kind)
    assert isinstance(found, Answer), found
    return (str(found.outputs["minimum"]), str(found.outputs["fund_part"]), str(found.outputs["state_part"]))


@pytest.mark.parametrize(
    ("on", "whole", "fund", "state"),
    [
        # 75 % of the minimum wage: 4,000 (1995), 8,000 (2003), 10,000 (2004, ministry communique of 2004).
        ("1995-01-01", "3000.00", "3000.00", "0.00"),
        ("2003-12-31", "6000.00", "6000.00", "0.00"),
        ("2004-01-01", "7500.00", "7500.00", "0.00"),
        ("2006-06-30", "7500.00", "7500.00", "0.00"),
        # Complement of 2006 up to 10,000, then 11,000 in 2009: paid by the State.
        ("2006-07-01", "10000.00", "7500.00", "2500.00"),
        ("2008-12-31", "10000.00", "9000.00", "1000.00"),
        ("2009-01-01", "11000.00", "9000.00", "2000.00"),
        # 75 % of 15,000 passes the guarantee of 2009.
        ("2010-01-01", "11250.00", "11250.00", "0.00"),
        ("2012-01-01", "15000.00", "13500.00", "1500.00"),
        ("2020-05-31", "15000.00", "13500.00", "1500.00"),
        ("2020-06-01", "15000.00", "15000.00", "0.00"),
        ("2022-12-31", "15000.00", "15000.00", "0.00"),
        # The whole minimum wage since January 2023 (CNR, February 2025).
        ("2023-01-01", "20000.00", "20000.00", "0.00"),
        ("2025-12-31", "20000.00", "20000.00", "0.00"),
        ("2026-01-01", "24000.00", "24000.00", "0.00"),
    ],
)
def test_pension(on: str, whole: str, fund: str, state: str) -> None:
    assert minimum("pension", on) == (whole, fund, state)


@pytest.mark.parametrize(
    ("on", "whole", "fund"),
    [
        ("2009-01-01", "3500.00", "0.00"),
        ("2011-12-31", "3500.00", "0.00"),
        ("2012-01-01", "3500.00", "0.00"),
        ("2022-12-31", "3500.00", "0.00"),
        ("2023-01-01", "15000.00", "15000.00"),
        ("2026-01-01", "18000.00", "18000.00"),
    ],
)
def test_allocation(on: str, whole: str, fund: str) -> None:
    assert minimum("allocation", on)[:2] == (whole, fund)


def test_allocation_of_2012_is_contested() -> None:
    assert minimum("allocation", "2012-01-01", allocation_floor_2012="raised_15000") == ("15000.00", "0.00", "15000.00")
    assert minimum("allocation", "2011-12-31", allocation_floor_2012="raised_15000")[0] == "3500.00"
    found = explain("minimum_benefit", on=date(2015, 1, 1), kind="allocation")
    assert isinstance(found, Answer)
    assert found.standing == "unverified"


@pytest.mark.parametrize(
    ("on", "amount"),
    [
        ("1996-07-06", "10000.00"),
        ("2003-12-31", "20000.00"),
        ("2004-01-01", "25000.00"),
        ("2020-06-01", "50000.00"),
        ("2026-01-01", "60000.00"),
    ],
)
def test_moudjahid(on: str, amount: str) -> None:
    assert minimum("moudjahid_pension", on)[0] == amount


def test_who_bears_the_complement_of_moudjahidine_is_a_switch() -> None:
    assert minimum("moudjahid_pension", "2012-01-01") == ("45000.00", "45000.00", "0.00")
    assert minimum("moudjahid_pension", "2012-01-01", moudjahid_top_up_bearer="state") == ("45000.00", "13500.00", "31500.00")


@pytest.mark.parametrize(
    ("on", "amount"),
    [
        ("2010-01-01", "11250.00"),
        ("2020-05-31", "13500.00"),
        ("2020-06-01", "15000.00"),
        ("2023-01-01", "15000.00"),
        ("2026-01-01", "18000.00"),
    ],
)
def test_invalidity_stays_at_three_quarters(on: str, amount: str) -> None:
    assert minimum("invalidity_pension", on)[0] == amount


@pytest.mark.parametrize(
    ("kind", "on"), [("allocation", "2008-12-31"), ("moudjahid_pension", "1996-07-05"), ("invalidity_pension", "1995-01-01")]
)
def test_what_is_not_known_is_refused(kind: str, on: str) -> None:
    found = explain("minimum_benefit", on=date.fromisoformat(on), kind=kind)
    assert isinstance(found, Refusal)
    assert (found.code, found.field) == ("check.minimum_known", "kind")


def test_no_law_before_the_first_minimum_known() -> None:
    found = explain("minimum_benefit", on=date(1994, 4, 10), kind="pension")
    assert isinstance(found, Refusal)
    assert found.code == "no_law_on"
    with pytest.raises(Refused):
        retirement.minimum_m("allocation", date(2005, 1, 1))
    assert retirement.minimum_m("pension", date(2026, 1, 1)) == 2_400_000


def test_the_aid_of_2006_was_not_for_the_self_employed() -> None:
    def least(on: date) -> object:
        found = explain("casnos_pension", on=on, age=65, validated_years=15, annual_reference_income="1200.00")
        assert isinstance(found, Answer)
        return found.outputs["pension"]

    assert [least(day) for day in (date(2008, 12, 31), date(2009, 1, 1), date(2012, 1, 1))] == ["9000.00", "11000.00", "15000.00"]
