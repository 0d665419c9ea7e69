"""The yearly base and contribution of the self-employed: floors and ceilings through time, parts, facade."""

import json
from datetime import date

import pytest
from asked import answer, outputs, refusal
from hypothesis import given
from hypothesis import strategies as st

from mizan.kernel.funds import Branch, Fund
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria import self_employed as law
from mizan.law.algeria.book import book
from mizan.law.engine.sources import Standing

FORMULA = {"casnos_floors": "by_formula"}

BOUNDS = [
    ("2001-01-01", "14400.00", "115200.00"),
    ("2003-12-31", "14400.00", "115200.00"),
    ("2004-01-01", "18000.00", "144000.00"),
    ("2007-01-01", "21600.00", "172800.00"),
    ("2010-01-01", "27000.00", "216000.00"),
    ("2012-01-01", "32400.00", "216000.00"),
    ("2014-06-30", "32400.00", "216000.00"),
    ("2015-11-17", "32400.00", "216000.00"),
    ("2015-11-18", "32400.00", "648000.00"),
    ("2020-06-01", "32400.00", "648000.00"),
    ("2024-12-31", "32400.00", "648000.00"),
    ("2026-07-22", "32400.00", "648000.00"),
    ("2026-07-23", "43200.00", "864000.00"),
]


@pytest.mark.parametrize(("on", "least", "greatest"), BOUNDS)
def test_bounds_as_charged_by_the_fund(on: str, least: str, greatest: str) -> None:
    found = outputs("casnos_bounds", on)
    assert (found["min_contribution"], found["max_contribution"]) == (least, greatest)


@pytest.mark.parametrize(
    ("on", "least", "greatest"),
    [("2020-05-31", "32400.00", "648000.00"), ("2020-06-01", "36000.00", "720000.00"), ("2026-01-01", "43200.00", "864000.00")],
)
def test_bounds_by_the_formula_of_the_decree(on: str, least: str, greatest: str) -> None:
    found = outputs("casnos_bounds", on, switches=FORMULA)
    assert (found["min_contribution"], found["max_contribution"]) == (least, greatest)


LAGGED = (date(2012, 1, 1), date(2015, 11, 17))
"""When the fund quoted the greatest contribution of the minimum wage before."""


@given(st.dates(date(2001, 1, 1), date(2020, 5, 31)))
def test_the_fund_and_the_formula_agree_until_june_2020_but_for_the_ceiling_of_2012(on: date) -> None:
    agree = law.yearly_bounds(on) == law.yearly_bounds(on, law.Switches(FORMULA))
    assert agree == (not LAGGED[0] <= on <= LAGGED[1])


def test_the_ceiling_of_2012_is_what_the_fund_quoted_and_is_told_as_contested() -> None:
    quoted = answer("casnos_contribution", "2014-06-30", declared_income="2000000.00")
    assert (quoted.outputs["base"], quoted.outputs["contribution"]) == ("1440000.00", "216000.00")
    assert quoted.standing is Standing.UNVERIFIED
    assert outputs("casnos_bounds", "2014-06-30", switches=FORMULA)["max_contribution"] == "259200.00"


def test_weak_figures_are_told() -> None:
    assert answer("casnos_bounds", "2026-12-01").standing is Standing.UNVERIFIED
    assert answer("casnos_bounds", "2025-06-30").standing is Standing.RECALL
    assert answer("casnos_bounds", "2024-06-30").standing is Standing.SECONDARY
    assert answer("casnos_auto_entrepreneur", "2026-12-01").standing is Standing.UNVERIFIED


@pytest.mark.parametrize(
    ("on", "income", "base", "contribution"),
    [
        ("2019-06-30", "0.00", "216000.00", "32400.00"),
        ("2019-06-30", "215999.99", "216000.00", "32400.00"),
        ("2019-06-30", "216000.01", "216000.01", "32400.00"),
        ("2019-06-30", "1000000.00", "1000000.00", "150000.00"),
        ("2019-06-30", "4320000.01", "4320000.00", "648000.00"),
        ("2011-06-30", "2000000.00", "1440000.00", "216000.00"),
        ("2003-06-30", "95999.99", "96000.00", "14400.00"),
        # 15 % of 300,000.10 is 45,000.015: half a centime goes up.
        ("2019-06-30", "300000.10", "300000.10", "45000.02"),
    ],
)
def test_contribution_on_a_declared_income(on: str, income: str, base: str, contribution: str) -> None:
    found = outputs("casnos_contribution", on, declared_income=income)
    assert (found["base"], found["contribution"]) == (base, contribution)


@pytest.mark.parametrize(
    ("topic", "given_facts", "on", "code"),
    [
        ("casnos_bounds", {}, "2000-12-31", "no_law_on"),
        ("casnos_contribution", {"declared_income": "-1.00"}, "2019-06-30", "fact_out_of_bounds"),
        ("casnos_contribution", {}, "2019-06-30", "fact_missing"),
        ("casnos_provisional", {"previous_base": "300000.00"}, "2015-11-17", "no_law_on"),
        ("casnos_auto_entrepreneur", {}, "2024-12-31", "no_law_on"),
    ],
)
def test_grounds_for_refusal(topic: str, given_facts: dict[str, str], on: str, code: str) -> None:
    assert refusal(topic, on, **given_facts).code == code


def test_without_a_declaration_the_previous_base_is_taken() -> None:
    assert outputs("casnos_provisional", "2019-06-30", previous_base="300000.00") == {
        "base": "300000.00",
        "contribution": "45000.00",
        "social_insurance": "22500.00",
        "retirement": "22500.00",
    }
    assert outputs("casnos_provisional", "2019-06-30", previous_base="100000.00")["base"] == "216000.00"


def test_what_the_base_is_drawn_from() -> None:
    assert outputs("casnos_base_kind", "2015-11-17", taxable_income_known=True) == {"kind": "taxable_income"}
    assert outputs("casnos_base_kind", "2015-11-17") == {"kind": "turnover"}
    assert outputs("casnos_base_kind", "2015-11-18") == {"kind": "declared"}


incomes = st.integers(0, 10**12)


@given(incomes, st.sampled_from([date(2003, 6, 30), date(2011, 6, 30), date(2019, 6, 30), date(2026, 12, 1)]))
def test_the_parts_add_up_and_the_bounds_hold(income: int, on: date) -> None:
    found = law.yearly_contribution(Centimes(income), on=on)
    assert isinstance(found, law.YearlyContribution)
    bounds = law.yearly_bounds(on)
    assert found.base == law.yearly_base(Centimes(income), on=on).amount == min(max(income, bounds.floor), bounds.ceiling)
    assert bounds.least_contribution <= found.amount <= bounds.greatest_contribution
    assert found.amount == (found.base * 15 + 50) // 100
    assert sum(part.amount for part in found.parts) == found.amount
    assert sum(part.rate_ppm for part in found.parts) == found.rate_ppm == 150_000
    first, second = found.parts
    assert (first.branch, second.branch) == (Branch.SOCIAL_INSURANCE, Branch.RETIREMENT)
    assert {part.fund for part in found.parts} == {Fund.CASNOS}
    assert 0 <= first.amount - second.amount <= 1


@given(incomes, incomes)
def test_more_income_never_owes_less(one: int, other: int) -> None:
    less, more = (law.yearly_contribution(Centimes(income), on=date(2026, 6, 30)) for income in sorted((one, other)))
    assert isinstance(less, law.YearlyContribution)
    assert isinstance(more, law.YearlyContribution)
    assert less.amount <= more.amount


def test_a_contribution_opens_down_to_its_parts_and_can_be_kept() -> None:
    found = law.yearly_contribution(Centimes(30_000_010), on=date(2019, 6, 30))
    assert isinstance(found, law.YearlyContribution)
    tree = found.trace.to_json()
    assert tree["value"] == found.amount == 4_500_002
    assert [used["value"] for used in tree["uses"][-2:]] == [part.amount for part in found.parts] == [2_250_001, 2_250_001]
    record = json.loads(json.dumps(found.trace.record()))
    again = book().plan((record["target"],), date.fromisoformat(record["on"])).run(record["facts"], law.Switches(record["switches"]))
    assert not isinstance(again, Refusal)
    assert again[record["target"]] == record["value"]


def test_a_provisional_contribution_says_so() -> None:
    found = law.provisional_contribution(Centimes(30_000_000), on=date(2019, 6, 30))
    assert isinstance(found, law.YearlyContribution)
    assert found.provisional
    assert (found.base, found.amount) == (30_000_000, 4_500_000)
    assert [used["rule"] for used in found.trace.to_json()["uses"]][:1] == ["casnos_provisional_base"]
    early = law.provisional_contribution(Centimes(30_000_000), on=date(2014, 6, 30))
    assert isinstance(early, Refusal)
    assert early.code == "no_law_on"


def test_the_facade_refuses_by_the_law() -> None:
    found = law.yearly_contribution(Centimes(-1), on=date(2019, 6, 30))
    assert isinstance(found, Refusal)
    assert (found.code, found.basis) == ("fact_out_of_bounds", "decree-15-289")
    with pytest.raises(Refused):
        law.yearly_bounds(date(2000, 12, 31))
    with pytest.raises(Refused):
        law.yearly_base(Centimes(1), on=date(2000, 12, 31))


def test_an_auto_entrepreneur_pays_a_flat_sum() -> None:
    assert law.auto_entrepreneur_contribution(date(2026, 12, 1)).amount == 2_400_000
    with pytest.raises(Refused):
        law.auto_entrepreneur_contribution(date(2024, 12, 31))
