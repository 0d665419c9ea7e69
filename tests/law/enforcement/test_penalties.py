"""Penalties of law 83-14 by hand: original article 7 (scribd 199031451), law 04-17 (JO 72 of 13 Nov 2004), press quoted in sources.toml."""

from decimal import Decimal

import pytest
from asked import answer, outputs, refusal
from hypothesis import given
from hypothesis import strategies as st

from mizan.law.engine.sources import Standing

NOW = "2026-03-01"
amounts = st.integers(0, 10**11).map(lambda centimes: Decimal(centimes) / 100)
months = st.integers(0, 240)


def penalty(topic: str, on: str = NOW, **given: object) -> Decimal:
    return Decimal(str(outputs(topic, on, **given)["penalty"]))


@pytest.mark.parametrize(
    ("on", "late", "expected"),
    [
        ("1984-01-01", 0, "2000.00"),
        ("1985-06-30", 2, "2400.00"),
        ("2004-11-12", 1, "2200.00"),
        ("2004-11-13", 1, "6000.00"),
        (NOW, 0, "5000.00"),
        (NOW, 3, "8000.00"),
        (NOW, 12, "17000.00"),
    ],
)
def test_activity_not_declared(on: str, late: int, expected: str) -> None:
    assert outputs("penalty_activity_declaration", on, months_late=late) == {"penalty": expected}


def test_months_not_said_are_none() -> None:
    assert penalty("penalty_activity_declaration") == 5000


def test_activity_compounded_by_the_switch() -> None:
    # 5,000 × 1.2 = 6,000; × 1.2 = 7,200; × 1.2 = 8,640
    compound: dict[str, str | int] = {"penalty_growth": "compound"}
    assert outputs("penalty_activity_declaration", NOW, switches=compound, months_late=3) == {"penalty": "8640.00"}
    assert outputs("penalty_activity_declaration", NOW, switches=compound, months_late=1) == {"penalty": "6000.00"}


@pytest.mark.parametrize(
    ("workers", "late", "expected"), [(1, 2, "1400.00"), (3, 0, "3000.00"), (7, 5, "14000.00"), (0, 9, "0.00"), (1, 1, "1200.00")]
)
def test_workers_not_affiliated(workers: int, late: int, expected: str) -> None:
    assert outputs("penalty_worker_not_affiliated", NOW, workers=workers, months_late=late) == {"penalty": expected}


@pytest.mark.parametrize(
    ("workers", "repeat", "least", "most", "prison"),
    [
        (1, False, "100000.00", "200000.00", ("2", "6")),
        (3, False, "300000.00", "600000.00", ("2", "6")),
        (3, True, "600000.00", "1500000.00", ("2", "24")),
        (0, True, "0.00", "0.00", ("0", "0")),
    ],
)
def test_fine_for_each_worker(workers: int, repeat: bool, least: str, most: str, prison: tuple[str, str]) -> None:
    found = outputs("fine_non_affiliation", NOW, workers=workers, repeat_offence=repeat)
    assert found == {"fine_min": least, "fine_max": most, "prison_months_min": prison[0], "prison_months_max": prison[1]}


def test_a_repeated_fine_once_by_the_switch() -> None:
    found = outputs("fine_non_affiliation", NOW, switches={"repeat_fine": "once"}, workers=3, repeat_offence=True)
    assert (found["fine_min"], found["fine_max"]) == ("200000.00", "500000.00")


@pytest.mark.parametrize(
    ("contribution", "late", "expected"),
    [("100000.00", 0, "15000.00"), ("100000.00", 1, "15750.00"), ("100000.00", 4, "18000.00"), ("0.10", 0, "0.02"), ("0.03", 0, "0.00")],
)
def test_yearly_declaration_late(contribution: str, late: int, expected: str) -> None:
    assert outputs("penalty_das_late", NOW, contribution=contribution, months_late=late) == {"penalty": expected}


def test_yearly_declaration_late_with_months_on_the_contributions_by_the_switch() -> None:
    found = outputs("penalty_das_late", NOW, switches={"das_monthly_base": "of_contributions"}, contribution="100000.00", months_late=4)
    assert found == {"penalty": "35000.00"}


def test_contribution_declaration_missing_costs_the_increase_of_the_provisional_assessment() -> None:
    assert outputs("penalty_dac_missing", NOW, contribution="34500.00") == {"penalty": "1725.00", "total": "36225.00"}


@pytest.mark.parametrize(
    ("contribution", "extra", "surcharge", "total"),
    [
        ("100000.00", 0, "5000.00", "105000.00"),
        ("100000.00", 3, "8000.00", "108000.00"),
        ("0.10", 0, "0.01", "0.11"),
        ("0.09", 0, "0.00", "0.09"),
        ("12345.67", 7, "1481.48", "13827.15"),
    ],
)
def test_late_payment(contribution: str, extra: int, surcharge: str, total: str) -> None:
    found = outputs("penalty_late_payment", NOW, contribution=contribution, extra_months_late=extra)
    assert found == {"surcharge": surcharge, "total": total}


@pytest.mark.parametrize(
    ("reading", "extra", "surcharge"),
    [("general", 3, "8000.00"), ("seven_then_monthly", 3, "10000.00"), ("seven_a_year", 11, "7000.00"), ("seven_a_year", 12, "14000.00")],
)
def test_late_payment_of_the_self_employed(reading: str, extra: int, surcharge: str) -> None:
    chosen: dict[str, str | int] = {"casnos_surcharge": reading}
    found = outputs("penalty_late_payment_self_employed", NOW, switches=chosen, contribution="100000.00", extra_months_late=extra)
    assert found["surcharge"] == surcharge


def test_a_contested_rate_of_the_self_employed_does_not_lower_what_employees_are_told() -> None:
    given = {"contribution": "100000.00", "extra_months_late": 3}
    assert answer("penalty_late_payment", NOW, **given).standing == Standing.RECALL
    assert answer("penalty_late_payment_self_employed", NOW, **given).standing == Standing.UNVERIFIED


@pytest.mark.parametrize(
    ("due_on", "done_on", "begun", "whole"),
    [
        ("2026-01-30", "2026-01-30", "0", "0"),
        ("2026-01-30", "2026-01-20", "0", "0"),
        ("2026-01-30", "2026-01-31", "1", "0"),
        ("2026-01-30", "2026-02-28", "1", "1"),
        ("2026-01-30", "2026-03-01", "2", "1"),
        ("2026-01-15", "2026-03-15", "2", "2"),
        ("2026-01-15", "2026-03-16", "3", "2"),
    ],
)
def test_months_of_delay(due_on: str, done_on: str, begun: str, whole: str) -> None:
    found = outputs("months_of_delay", NOW, due_on=due_on, done_on=done_on)
    assert found == {"months_late": begun, "extra_months_late": str(max(int(begun) - 1, 0))}
    assert outputs("months_of_delay", NOW, switches={"part_month": "whole"}, due_on=due_on, done_on=done_on)["months_late"] == whole


@pytest.mark.parametrize(
    ("topic", "on", "given", "first"),
    [
        ("penalty_activity_declaration", "1983-12-31", {"months_late": 1}, "1984-01-01"),
        ("penalty_worker_not_affiliated", "2004-11-12", {"workers": 1}, "2004-11-13"),
        ("penalty_das_late", "2004-11-12", {"contribution": "1.00"}, "2004-11-13"),
        ("penalty_late_payment", "2004-11-12", {"contribution": "1.00"}, "2004-11-13"),
        ("penalty_late_payment_self_employed", "2011-03-31", {"contribution": "1.00"}, "2011-04-01"),
        ("fine_non_affiliation", "2015-07-22", {"workers": 1}, "2015-07-23"),
        ("benefit_fraud_penalty", "2008-03-01", {"kind": "false_statement"}, "2008-03-02"),
    ],
)
def test_nothing_is_guessed_before_the_first_known_law(topic: str, on: str, given: dict[str, object], first: str) -> None:
    found = refusal(topic, on, **given)
    assert found.code == "no_law_on"
    assert str(found.params["first"]) == first


@pytest.mark.parametrize("key", ["months_late", "extra_months_late"])
def test_a_negative_delay_is_refused_by_its_name(key: str) -> None:
    topic = "penalty_das_late" if key == "months_late" else "penalty_late_payment"
    found = refusal(topic, NOW, contribution="100.00", **{key: -1})
    assert (found.code, found.field) == ("fact_out_of_bounds", key)


@given(amounts, months)
def test_one_more_month_never_costs_less_and_surcharges_add_up(contribution: Decimal, extra: int) -> None:
    now = outputs("penalty_late_payment", NOW, contribution=str(contribution), extra_months_late=extra)
    then = outputs("penalty_late_payment", NOW, contribution=str(contribution), extra_months_late=extra + 1)
    assert Decimal(str(now["surcharge"])) <= Decimal(str(then["surcharge"]))
    assert Decimal(str(now["total"])) == contribution + Decimal(str(now["surcharge"]))


@given(st.integers(0, 10_000), months)
def test_penalties_of_workers_are_those_of_one_times_their_number(workers: int, late: int) -> None:
    one = penalty("penalty_worker_not_affiliated", workers=1, months_late=late)
    assert penalty("penalty_worker_not_affiliated", workers=workers, months_late=late) == workers * one
