"""A claim from end to end: route or ground, the parts of each fund, who bears what."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.kernel.refusals import Refusal
from mizan.law.algeria.retirement import Claim, ClaimDecision, Switches, decide_claim

SALARIED = Claim(
    born_on=date(1964, 6, 30),
    claimed_on=date(2024, 6, 30),
    sex="m",
    cnr_quarters=120,
    cnr_effective_quarters=118,
    wages=[4_500_000] * 300 + [6_000_000] * 60,
)
SELF_EMPLOYED = Claim(
    born_on=date(1959, 6, 30),
    claimed_on=date(2024, 6, 30),
    sex="m",
    casnos_quarters=80,
    casnos_effective_quarters=80,
    incomes=[48_000_000] * 20,
)
MIXED = replace(
    SELF_EMPLOYED,
    cnr_quarters=40,
    cnr_effective_quarters=40,
    casnos_quarters=60,
    casnos_effective_quarters=60,
    wages=[5_000_000] * 120,
)


def decided(claim: Claim, on: date | None = None, **switches: str | int) -> ClaimDecision:
    found = decide_claim(claim, on=on, switches=Switches(switches))
    assert isinstance(found, ClaimDecision), found
    return found


def test_a_salaried_career() -> None:
    found = decided(replace(SALARIED, spouse_in_charge=True))
    assert (found.route, found.ground, found.age_months, found.quarters) == ("legal_age", None, 720, 120)
    # 30 years at 2.5 % of 60,000.00, and 2,400.00 for the spouse.
    assert (found.reference_wage_m, found.rate_ppm, found.raw_m) == (6_000_000, 750_000, 4_500_000)
    assert (found.pension_m, found.supplement_m, found.amount_m) == (4_500_000, 240_000, 4_740_000)
    assert (found.cnr_part_m, found.casnos_part_m, found.fund_adds_m, found.state_adds_m) == (4_500_000, 0, 0, 0)
    assert found.trace.to_json()["value"] == 4_740_000


def test_a_day_too_early() -> None:
    found = decided(replace(SALARIED, claimed_on=date(2024, 6, 29)))
    assert (found.route, found.ground, found.amount_m, found.rate_ppm) == ("none", "age", 0, 0)
    assert found.trace.to_json()["value"] == "age"


@pytest.mark.parametrize(
    ("changed", "route", "ground"),
    [
        ({"cnr_effective_quarters": 29}, "none", "effective_service"),
        ({"cnr_quarters": 59, "cnr_effective_quarters": 59}, "retirement_allocation", None),
        ({"cnr_quarters": 19, "cnr_effective_quarters": 19}, "none", "service"),
        ({"born_on": date(1970, 1, 1), "arduous_post": True}, "none", "arduous_list_unknown"),
        ({"born_on": date(1990, 1, 1), "total_incapacity": True}, "incapacity", None),
        ({"sex": "f", "born_on": date(1969, 6, 30)}, "legal_age", None),
        ({"sex": "f", "born_on": date(1972, 6, 30), "children_raised": 3}, "legal_age", None),
        ({"sex": "f", "born_on": date(1972, 7, 1), "children_raised": 3}, "none", "age"),
        ({"moudjahid": True, "born_on": date(1969, 6, 30)}, "legal_age", None),
        ({"contributions_unpaid": True}, "legal_age", None),
    ],
)
def test_routes_of_a_salaried_career(changed: dict[str, object], route: str, ground: str | None) -> None:
    found = decided(replace(SALARIED, **changed))  # type: ignore[arg-type]
    assert (found.route, found.ground) == (route, ground)
    assert (found.amount_m > 0) == (ground is None)


def test_the_minimum_is_borne_by_the_fund_then_by_the_state() -> None:
    poor = replace(SALARIED, wages=[2_000_000] * 360)
    assert (decided(poor).raw_m, decided(poor).fund_adds_m, decided(poor).state_adds_m, decided(poor).pension_m) == (
        1_500_000,
        500_000,
        0,
        2_000_000,
    )
    earlier = replace(poor, born_on=date(1952, 1, 1), claimed_on=date(2012, 6, 30), wages=[1_500_000] * 360)
    found = decided(earlier)
    # 75 % of 15,000 is 11,250; the fund owes 13,500 (75 % of 18,000), the State completes to 15,000.
    assert (found.raw_m, found.fund_adds_m, found.state_adds_m, found.pension_m) == (1_125_000, 225_000, 150_000, 1_500_000)


def test_the_ceiling_of_fifteen_minimum_wages() -> None:
    found = decided(replace(SALARIED, wages=[60_000_000] * 360))
    assert (found.raw_m, found.pension_m) == (45_000_000, 30_000_000)


def test_an_allocation_and_its_minimum() -> None:
    found = decided(replace(SALARIED, cnr_quarters=30, cnr_effective_quarters=30, spouse_in_charge=True))
    # 7.5 years at 2.5 % of 60,000 is 11,250; the minimum is 15,000; no supplement with an allocation.
    assert (found.route, found.raw_m, found.pension_m, found.supplement_m) == ("retirement_allocation", 1_125_000, 1_500_000, 0)


def test_a_self_employed_career() -> None:
    found = decided(SELF_EMPLOYED)
    # 20 years at 2.5 % of 480,000.00 a year, over twelve.
    assert (found.route, found.raw_m, found.cnr_part_m, found.casnos_part_m) == ("self_employed", 2_000_000, 0, 2_000_000)
    assert decided(replace(SELF_EMPLOYED, born_on=date(1959, 7, 1))).ground == "age"
    assert decided(replace(SELF_EMPLOYED, contributions_unpaid=True)).ground == "unpaid_contributions"
    assert decided(replace(SELF_EMPLOYED, casnos_effective_quarters=59)).ground == "effective_service"


def test_a_mixed_career_is_paid_by_each_fund_for_its_years() -> None:
    found = decided(MIXED)
    # 100 quarters: 62.5 %. Salaried: 50,000 x 62.5 % x 40/100; self-employed: 40,000 x 62.5 % x 60/100.
    assert (found.route, found.quarters, found.rate_ppm) == ("mixed", 100, 625_000)
    assert (found.cnr_part_m, found.casnos_part_m, found.amount_m) == (1_250_000, 1_500_000, 2_750_000)


def test_each_fund_of_a_mixed_career_has_its_own_age() -> None:
    at_62 = decided(replace(MIXED, born_on=date(1962, 6, 30)))
    assert (at_62.route, at_62.cnr_part_m, at_62.casnos_part_m) == ("mixed", 1_250_000, 0)
    assert decided(replace(MIXED, born_on=date(1965, 6, 30))).ground == "age"
    unpaid = decided(replace(MIXED, contributions_unpaid=True))
    assert (unpaid.route, unpaid.cnr_part_m, unpaid.casnos_part_m) == ("mixed", 1_250_000, 0)


def test_the_minimum_of_a_mixed_career_is_shared_by_its_years() -> None:
    found = decided(replace(MIXED, wages=[1_000_000] * 120, incomes=[1_200_000] * 15))
    assert (found.minimum_m, found.cnr_part_m, found.casnos_part_m) == (2_000_000, 800_000, 1_200_000)


def test_years_of_double_activity_count_once() -> None:
    both = replace(MIXED, overlapping_quarters=20)
    assert (decided(both).quarters, decided(both).cnr_part_m) == (80, 1_250_000)
    casnos = decided(replace(both, overlap_scheme="casnos"))
    # 80 quarters, 50 %: salaried 50,000 x 50 % x 20/80.
    assert (casnos.quarters, casnos.cnr_part_m, casnos.casnos_part_m) == (80, 625_000, 1_500_000)


def test_a_pension_before_the_legal_age_needs_salaried_years() -> None:
    early = replace(MIXED, born_on=date(1966, 1, 1), claimed_on=date(2016, 12, 31), cnr_quarters=80, cnr_effective_quarters=80)
    found = decided(early)
    # Proportional at 50 with 20 years: 50 % of 50,000, the self-employed years neither open nor count.
    assert (found.route, found.quarters, found.cnr_part_m, found.casnos_part_m) == ("proportional", 80, 2_500_000, 0)
    assert decided(replace(early, cnr_effective_quarters=79)).route == "none"
    assert decided(replace(early, claimed_on=date(2017, 1, 1))).ground == "age"


def test_early_retirement_after_a_lay_off() -> None:
    laid_off = replace(SALARIED, born_on=date(1969, 6, 30), cnr_quarters=80, laid_off=True, cnr_effective_quarters=80, recent_quarters=12)
    found = decided(laid_off)
    # 50 % of 60,000 less 5 %.
    assert (found.route, found.pension_m) == ("anticipated", 2_850_000)
    assert decided(replace(laid_off, born_on=date(1969, 7, 1))).ground == "age"
    assert decided(replace(laid_off, recent_quarters=11)).ground == "age"


def test_facts_that_can_not_be_true_together() -> None:
    def refused(claim: Claim) -> tuple[str, str | None]:
        found = decide_claim(claim)
        assert isinstance(found, Refusal)
        return found.code, found.field

    assert refused(replace(SALARIED, born_on=date(2024, 6, 30))) == ("check.dates_in_order", "born_on")
    assert refused(replace(SALARIED, cnr_effective_quarters=121)) == ("check.effective_within_validated", "cnr_effective_quarters")
    assert refused(replace(SELF_EMPLOYED, casnos_effective_quarters=81)) == ("check.paid_within_validated", "casnos_effective_quarters")
    assert refused(replace(MIXED, overlapping_quarters=41)) == ("check.overlap_within_both", "overlapping_quarters")
    assert refused(replace(SALARIED, wages=[1, -1])) == ("fact_out_of_bounds", "wages[2]")
    assert refused(replace(SALARIED, claimed_on=date(1998, 12, 31)))[0] == "no_law_on"


claims = st.builds(
    Claim,
    born_on=st.dates(date(1945, 1, 1), date(1985, 1, 1)),
    claimed_on=st.dates(date(2013, 1, 1), date(2026, 10, 31)),
    sex=st.sampled_from(["m", "f"]),
    cnr_quarters=st.integers(60, 160),
    cnr_effective_quarters=st.integers(0, 60),
    casnos_quarters=st.integers(60, 160),
    casnos_effective_quarters=st.integers(0, 60),
    overlapping_quarters=st.integers(0, 60),
    overlap_scheme=st.sampled_from(["cnr", "casnos"]),
    wages=st.lists(st.integers(0, 50_000_000), max_size=120),
    incomes=st.lists(st.integers(0, 400_000_000), max_size=30),
    moudjahid=st.booleans(),
    war_years=st.integers(0, 8),
    contributions_unpaid=st.booleans(),
    total_incapacity=st.booleans(),
    spouse_in_charge=st.booleans(),
)


@given(claims)
@settings(max_examples=200, deadline=None)
def test_parts_add_up_and_a_right_is_never_nothing(claim: Claim) -> None:
    found = decided(claim)
    assert found.pension_m == found.cnr_part_m + found.casnos_part_m
    assert found.amount_m == found.pension_m + found.supplement_m
    assert (found.route == "none") == (found.ground is not None)
    assert found.pension_m >= found.minimum_m
    if found.ground:
        assert found.amount_m == found.raw_m == found.fund_adds_m == found.state_adds_m == 0
    else:
        assert found.amount_m > 0
