"""Sickness by hand. Law 83-11 (github.com/bhk222/age-calculator-pwa), guides of demarchesdz.com, scribd 633793533."""

from datetime import date

import pytest
from benefit_answers import NOW, answer, ground, money, outputs, refusal, written
from hypothesis import given, settings
from hypothesis import strategies as st

FIRST_LAW, BEFORE_96_17, SINCE_96_17 = date(1983, 7, 2), date(1996, 7, 5), date(1996, 7, 6)


@pytest.mark.parametrize(
    ("on", "work", "entitled"),
    [
        (NOW, {"days_last_3_months": 15}, "true"),
        (NOW, {"days_last_3_months": 14}, "false"),
        (NOW, {"hours_last_3_months": 100}, "true"),
        (NOW, {"hours_last_3_months": 99}, "false"),
        (NOW, {"days_last_12_months": 60}, "true"),
        (NOW, {"days_last_12_months": 59}, "false"),
        (NOW, {"hours_last_12_months": 400}, "true"),
        (NOW, {"days_last_3_months": 14, "hours_last_3_months": 99, "days_last_12_months": 59, "hours_last_12_months": 399}, "false"),
        (NOW, {}, "false"),
        (NOW, {"accident": True}, "true"),
        (NOW, {"days_last_3_months": 10, "assimilated_days_last_3_months": 5}, "true"),
        (NOW, {"hours_last_3_months": 92, "assimilated_days_last_3_months": 1}, "true"),
        (NOW, {"hours_last_3_months": 91, "assimilated_days_last_3_months": 1}, "false"),
        (BEFORE_96_17, {"days_last_3_months": 9}, "true"),
        (BEFORE_96_17, {"days_last_3_months": 8, "hours_last_3_months": 59}, "false"),
        (BEFORE_96_17, {"hours_last_3_months": 60}, "true"),
        (BEFORE_96_17, {"days_last_12_months": 36}, "true"),
        (BEFORE_96_17, {"hours_last_12_months": 240}, "true"),
        (SINCE_96_17, {"days_last_3_months": 9}, "false"),
        (FIRST_LAW, {"days_last_3_months": 9}, "true"),
    ],
)
def test_the_work_that_opens_daily_allowances(on: date, work: dict[str, int], entitled: str) -> None:
    assert outputs("sickness_opening", on, **work) == {"entitled": entitled}
    assert ground("sickness_opening", on, **work) == (None if entitled == "true" else "work_too_short")


@pytest.mark.parametrize(
    ("on", "work", "entitled"),
    [
        (NOW, {"days_last_12_months": 60}, "true"),
        (NOW, {"days_last_3_years": 180}, "true"),
        (NOW, {"days_last_3_years": 179, "hours_last_3_years": 1199}, "false"),
        (NOW, {"hours_last_3_years": 1200}, "true"),
        (BEFORE_96_17, {"days_last_3_years": 108}, "true"),
        (BEFORE_96_17, {"hours_last_3_years": 719}, "false"),
        (NOW, {"accident": "yes"}, "true"),
    ],
)
def test_the_work_that_opens_more_than_six_months(on: date, work: dict[str, object], entitled: str) -> None:
    assert outputs("long_sickness_opening", on, **work) == {"entitled": entitled}


def test_impossible_work_is_refused_by_its_field_and_article() -> None:
    assert refusal("sickness_opening", days_last_3_months=93) == ("fact_out_of_bounds", "days_last_3_months", "law-83-11.art-52")
    assert refusal("sickness_opening", days_last_3_months=20, days_last_12_months=19)[:2] == (
        "check.days_windows_nested",
        "days_last_12_months",
    )
    assert refusal("sickness_opening", hours_last_3_months=20, hours_last_12_months=19)[0] == "check.hours_windows_nested"
    assert refusal("sickness_opening", days_last_3_months=90, assimilated_days_last_3_months=3)[0] == "check.quarter_holds_days"
    assert refusal("sickness_opening", days_last_12_months=366, assimilated_days_last_12_months=1)[0] == "check.year_holds_days"
    assert refusal("long_sickness_opening", days_last_3_years=1096, assimilated_days_last_3_years=1)[0] == "check.three_years_hold_days"
    assert refusal("sickness_opening", date(1983, 7, 1))[0] == "no_law_on"


@pytest.mark.parametrize(
    ("stop", "payable", "first", "later"),
    [
        ({"days": 0}, "0", "0.00", "0.00"),
        ({"days": 1}, "1", "600.00", "0.00"),
        ({"days": 15}, "15", "9000.00", "0.00"),
        ({"days": 16}, "16", "9000.00", "1200.00"),
        ({"days": 10, "hospitalised": True}, "10", "12000.00", "0.00"),
        ({"days": 20, "long_term": True}, "20", "18000.00", "6000.00"),
        ({"days": 20, "prior_paid_days": 290}, "10", "6000.00", "0.00"),
        ({"days": 20, "prior_paid_days": 299}, "1", "600.00", "0.00"),
        ({"days": 5, "prior_paid_days": 300}, "0", "0.00", "0.00"),
        ({"days": 5, "prior_paid_days": 400}, "0", "0.00", "0.00"),
        ({"days": 30, "prior_paid_days": 284}, "16", "9000.00", "1200.00"),
        ({"days": 301}, "300", "9000.00", "342000.00"),
        ({"days": 301, "hospitalised": True}, "300", "18000.00", "342000.00"),
        ({"days": 30, "long_term": True, "prior_paid_days": 300}, "30", "18000.00", "18000.00"),
    ],
)
def test_a_stop_on_a_net_daily_wage_of_1200(stop: dict[str, object], payable: str, first: str, later: str) -> None:
    found = outputs("sickness_allowance", net_daily_wage="1200.00", **stop)
    assert (found["payable_days"], found["first_15_days"], found["from_day_16"]) == (payable, first, later)
    assert money(found["total"]) == money(first) + money(later)


def test_days_that_are_not_paid_have_a_ground() -> None:
    wage = {"net_daily_wage": "1200.00"}
    assert ground("sickness_allowance", days=20, **wage) is None
    assert ground("sickness_allowance", days=20, prior_paid_days=281, **wage) == "days_used_up"
    assert ground("sickness_allowance", days=1097, long_term=True, **wage) == "long_illness_ended"


def test_a_monthly_wage_is_exact_until_the_end() -> None:
    """40,000 a month: 15 days at half are a quarter of it, and 30 days at the whole are the month, not 30 times 1,333.33."""
    found = outputs("sickness_allowance", net_monthly_wage="40000.00", days=45)
    assert found["net_daily_wage"] == "1333.33"
    assert (found["first_15_days"], found["from_day_16"], found["total"]) == ("10000.00", "40000.00", "50000.00")


def test_half_a_centime_goes_up() -> None:
    assert outputs("sickness_allowance", net_daily_wage="1200.01", days=1)["total"] == "600.01"


def test_the_daily_wage_is_capped_at_a_thirtieth_of_the_month() -> None:
    found = outputs("sickness_allowance", net_daily_wage="1800.00", net_monthly_wage="36000.00", days=20, hospitalised=True)
    assert (found["net_daily_wage"], found["total"]) == ("1200.00", "24000.00")


def test_a_wage_must_be_given() -> None:
    assert refusal("sickness_allowance", days=3)[:2] == ("check.net_wage_given", "net_daily_wage")
    assert refusal("sickness_allowance", days=3, net_daily_wage="-1.00")[:2] == ("fact_out_of_bounds", "net_daily_wage")


def test_a_long_illness_is_paid_three_years_date_to_date() -> None:
    """From 1 March 2026 to 1 March 2029 there are 1,096 days, 29 February 2028 among them."""
    wage = {"net_daily_wage": "1200.00", "days": 1200, "long_term": True}
    assert outputs("sickness_allowance", **wage)["payable_days"] == "1096"
    assert outputs("sickness_allowance", illness_began_on="2024-03-02", **wage)["payable_days"] == "366"
    assert outputs("sickness_allowance", illness_began_on="2023-03-01", **wage)["payable_days"] == "0"
    assert outputs("sickness_allowance", illness_began_on="2023-03-01", light_work=True, **wage)["payable_days"] == "365"
    assert outputs("sickness_allowance", illness_began_on="2020-01-01", months_back_at_work=12, **wage)["payable_days"] == "1096"
    assert outputs("sickness_allowance", illness_began_on="2020-01-01", months_back_at_work=11, **wage)["payable_days"] == "0"
    assert refusal("sickness_allowance", illness_began_on="2026-03-02", **wage)[0] == "check.illness_before_stop"
    period = outputs("long_illness_period", illness_began_on="2024-02-29", light_work=True)
    assert period == {"period_began_on": "2024-02-29", "unpaid_from": "2028-02-29"}


@pytest.mark.parametrize(
    ("on", "floor"),
    [
        (date(2026, 3, 1), "1007.99"),  # 8 x 138.46 x 0.91 = 1,007.9888
        (date(2025, 12, 31), "839.97"),  # 8 x 115.38 x 0.91 = 839.9664
        (date(2012, 1, 1), "755.96"),  # 8 x 103.84 x 0.91 = 755.9552
        (date(2010, 1, 1), "630.01"),  # 8 x 86.54 x 0.91 = 630.0112
    ],
)
def test_the_least_daily_allowance(on: date, floor: str) -> None:
    assert outputs("daily_allowance_floor", on) == {"floor_daily": floor}


def test_the_clash_of_floor_and_cap_is_a_switch() -> None:
    low = {"net_daily_wage": "728.00", "days": 20}
    assert outputs("sickness_allowance", **low)["total"] == "9100.00"  # 15 x 364 + 5 x 728
    raised = outputs("sickness_allowance", switches={"daily_floor_or_cap": "floor"}, **low)
    assert (raised["first_15_days"], raised["from_day_16"]) == ("5460.00", "5039.95")  # at half no floor; 5 x 1,007.99
    high = {"net_daily_wage": "1007.99", "days": 20, "long_term": True}
    assert outputs("sickness_allowance", switches={"daily_floor_or_cap": "floor"}, **high) == outputs("sickness_allowance", **high)


def test_days_of_which_the_floor_is_not_known_are_paid_on_the_wage() -> None:
    assert outputs("sickness_allowance", date(2006, 9, 30), net_daily_wage="100.00", days=16)["total"] == "850.00"
    assert outputs("sickness_allowance", FIRST_LAW, net_daily_wage="100.00", days=16)["total"] == "850.00"
    assert refusal("daily_allowance_floor", date(2003, 12, 31))[0] == "no_law_on"


@given(st.integers(1, 50_000_000), st.integers(0, 320), st.integers(0, 320), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_parts_add_up_and_never_exceed_the_whole_wage(daily: int, days: int, prior: int, long_term: bool, hospital: bool) -> None:
    case = {"days": days, "prior_paid_days": prior, "long_term": long_term, "hospitalised": hospital}
    found = outputs("sickness_allowance", net_daily_wage=written(daily), **case)
    paid = int(str(found["payable_days"]))
    assert money(found["total"]) == money(found["first_15_days"]) + money(found["from_day_16"])
    assert paid <= days
    assert long_term or paid <= max(300 - prior, 0)
    assert daily * paid >= money(found["total"]) - 1
    assert 2 * money(found["total"]) >= daily * paid
    longer = outputs("sickness_allowance", net_daily_wage=written(daily), **(case | {"days": days + 1}))
    assert money(longer["total"]) >= money(found["total"])


def test_notice_and_claims() -> None:
    assert outputs("sickness_notice", stopped_on="2026-03-01", told_on="2026-03-05", non_working_days=1) == {
        "deadline": "2026-03-04",
        "late": "true",
        "days_open_to_loss": "1",
    }
    assert outputs("sickness_notice", stopped_on="2026-03-01", told_on="2026-03-03")["late"] == "false"
    assert refusal("sickness_notice", stopped_on="2026-03-02", told_on="2026-03-01")[0] == "check.told_after_stop"
    assert outputs("care_claim_deadline", treatment_on="2025-11-30") == {"deadline": "2026-02-28"}
    assert outputs("allowance_cumulation", sickness=True, work_accident=True) == {"allowed": "false"}
    assert outputs("allowance_cumulation", sickness=True) == {"allowed": "true"}
    assert outputs("allowance_protection") == {"seizable": "false", "employer_default_opposable": "false", "follows_wage": "true"}
    assert outputs("self_employed_cover") == {"daily_allowance": "false"}


@pytest.mark.parametrize(
    ("care", "rate", "paid"),
    [
        ({"kind": "care"}, "0.80", "800.01"),  # 800.008
        ({"kind": "drugs"}, "0.80", "800.01"),
        ({"kind": "spa_cure"}, "0.80", "800.01"),
        ({"kind": "drugs", "long_term": True}, "1.00", "1000.01"),
        ({"kind": "care", "work_accident": True}, "1.00", "1000.01"),
        ({"kind": "care", "maternity": True}, "1.00", "1000.01"),
        ({"kind": "care", "pension": "24000.00"}, "1.00", "1000.01"),
        ({"kind": "care", "pension": "24000.01"}, "0.80", "800.01"),
    ],
)
def test_care_is_paid_back(care: dict[str, object], rate: str, paid: str) -> None:
    found = outputs("care_reimbursement", tariff="1000.01", **care)
    assert (found["rate"], found["reimbursement"]) == (rate, paid)
    assert money(found["reimbursement"]) + money(found["patient_share"]) == 100_001


@pytest.mark.parametrize(
    ("person", "why"),
    [
        ({"kind": "spouse", "age": 30}, None),
        ({"kind": "spouse", "age": 30, "own_right": True}, "own_right"),
        ({"kind": "child", "age": 17}, None),
        ({"kind": "child", "age": 18}, "too_old"),
        ({"kind": "child", "age": 20, "situation": "studying"}, None),
        ({"kind": "child", "age": 21, "situation": "studying"}, "too_old"),
        ({"kind": "child", "age": 24, "situation": "apprentice"}, None),
        ({"kind": "child", "age": 25, "situation": "apprentice"}, "too_old"),
        ({"kind": "child", "age": 60, "situation": "disabled"}, None),
        ({"kind": "child", "age": 40, "situation": "daughter_without_income"}, None),
        ({"kind": "ascendant", "age": 80, "means": "24000.00"}, None),
        ({"kind": "ascendant", "age": 80, "means": "24000.01"}, "means_above_minimum"),
    ],
)
def test_dependants(person: dict[str, object], why: str | None) -> None:
    assert ground("dependant_right", **person) == why
    assert outputs("dependant_right", **person)["entitled"] == str(why is None).lower()


def test_the_apprentice_of_1983_is_under_21() -> None:
    found = outputs("dependant_right", switches={"dependant_apprentice_age": 21}, kind="child", age=21, situation="apprentice")
    assert found["entitled"] == "false"


def test_sentences_show_the_figures_in_both_languages() -> None:
    text = answer("sickness_allowance", net_daily_wage="1200.00", days=20).traces["from_day_16"].to_json()["text"]
    assert "16e jour : 5 × 36\u202f000,00\u00a0DA / 30 × 100\u00a0% = 6\u202f000,00\u00a0DA" in text["fr"]
    assert "6\u202f000,00\u00a0دج" in text["ar"]
