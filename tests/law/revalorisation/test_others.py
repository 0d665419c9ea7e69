"""What goes with an increase: minima, allocations, invalidity pensions, the State's aid, the third person, recent awards; and columns."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book, topics
from mizan.law.algeria.revalorisation import increase_of, revalue, revalue_columns
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer, ask


def told(topic: str, on: date, switches: Switches | None = None, **given: object) -> dict[str, object] | Refusal:
    answer = ask(book(), topics()[topic], given, on, switches or Switches())
    return dict(answer.outputs) if isinstance(answer, Answer) else answer


@pytest.mark.parametrize(
    ("kind", "on", "pension", "minimum", "paid"),
    [
        ("pension", date(2026, 1, 1), "20000.00", "24000.00", "24000.00"),
        ("pension", date(2026, 1, 1), "24000.00", "24000.00", "25200.00"),
        ("allocation", date(2026, 1, 1), "15000.00", "18000.00", "18000.00"),
        ("moudjahid_pension", date(2026, 1, 1), "50000.00", "60000.00", "60000.00"),
        ("invalidity_pension", date(2026, 1, 1), "18000.00", "18000.00", "19800.00"),
        ("pension", date(2024, 5, 1), "20000.00", "20000.00", "22600.00"),
        ("allocation", date(2012, 1, 1), "6000.00", "3500.00", "7800.00"),
        ("pension", date(2012, 1, 1), "6000.00", "15000.00", "19500.00"),
    ],
)
def test_what_is_paid_is_never_below_the_minimum(kind: str, on: date, pension: str, minimum: str, paid: str) -> None:
    found = told("revalorisation_to_paid", on, pension=pension, kind=kind)
    assert isinstance(found, dict)
    assert (found["minimum"], found["paid"]) == (minimum, paid)


def test_an_allocation_may_have_been_raised_first_in_2012() -> None:
    read = Switches({"allocation_floor_2012": "raised_15000"})
    found = told("revalorisation_to_paid", date(2012, 1, 1), read, pension="6000.00", kind="allocation")
    assert isinstance(found, dict)
    assert found["new_pension"] == "19500.00"


def test_invalidity_pensions_follow_and_are_named_in_2026() -> None:
    alone = Switches({"invalidity_follows_pensions": 0})
    for on, pension, expected in ((date(2024, 5, 1), "30000.00", "30000.00"), (date(2026, 1, 1), "30000.00", "31500.00")):
        found = told("revalorisation_invalidity", on, alone, pension=pension)
        assert isinstance(found, dict)
        assert found["new_pension"] == expected
    followed = told("revalorisation_invalidity", date(2024, 5, 1), pension="30000.00")
    assert isinstance(followed, dict)
    assert followed["new_pension"] == "33600.00"


@pytest.mark.parametrize(
    ("on", "pension", "aid"),
    [
        (date(2009, 5, 1), "10999.99", "550.00"),
        (date(2009, 5, 1), "11000.00", "0.00"),
        (date(2009, 5, 2), "10000.00", "0.00"),
        (date(2010, 5, 1), "10000.00", "0.00"),
    ],
)
def test_the_state_s_aid_of_2009(on: date, pension: str, aid: str) -> None:
    found = told("revalorisation", on, pension=pension)
    assert isinstance(found, dict)
    assert found["state_aid"] == aid


def test_the_supplement_for_a_third_person_is_known_for_2018_only() -> None:
    found = told("third_person_revalorisation", date(2018, 5, 1), supplement="10000.00")
    assert isinstance(found, dict)
    assert found["new_supplement"] == "10300.00"
    for on in (date(2018, 4, 30), date(2018, 5, 2), date(2024, 5, 1)):
        refusal = told("third_person_revalorisation", on, supplement="10000.00")
        assert isinstance(refusal, Refusal)
        assert refusal.code == "no_law_on"


@pytest.mark.parametrize(
    ("reading", "awarded", "eligible"),
    [
        ("in_payment", "2024-04-30", "true"),
        ("in_payment", "2024-05-01", "false"),
        ("end_of_year_n_2", "2022-12-31", "true"),
        ("end_of_year_n_2", "2023-01-01", "false"),
        ("end_of_year_n_1", "2023-12-31", "true"),
        ("end_of_year_n_1", "2024-01-01", "false"),
    ],
)
def test_recent_awards(reading: str, awarded: str, eligible: str) -> None:
    found = told(
        "revalorisation_eligibility", date(2024, 5, 1), Switches({"award_cutoff": reading}), awarded_on=awarded, effective_on="2024-05-01"
    )
    assert isinstance(found, dict)
    assert found["eligible"] == eligible


DAYS = st.sampled_from(
    [date(2012, 1, 1), date(2014, 5, 1), date(2018, 5, 1), date(2020, 5, 1), date(2024, 5, 1), date(2025, 5, 1), date(2026, 1, 1)]
)


@given(DAYS, st.integers(0, 10**12))
@settings(max_examples=100)
def test_an_increase_never_lowers_a_pension_and_is_its_rate_rounded_once(on: date, pension: int) -> None:
    found = revalue(Centimes(pension), on=on)
    base = max(pension, 1_500_000) if on == date(2012, 1, 1) and pension else pension
    assert found.amount == base + (base * found.rate_ppm * 2 + 1_000_000) // 2_000_000
    assert found.amount >= pension


@pytest.mark.parametrize("on", [date(2012, 1, 1), date(2018, 5, 1), date(2024, 5, 1), date(2025, 5, 1), date(2026, 1, 1)])
def test_columns_are_equal_to_one_by_one(on: date) -> None:
    edges = [bound * 100_000 + step for bound in (15, 20, 25, 35, 40, 60, 70, 80, 100, 150) for step in (-1, 0, 1)]
    pensions = np.concatenate([np.array([0, 1, *edges]), np.random.default_rng(1).integers(0, 40_000_000, 300)])
    found = revalue_columns(pensions, on=on)
    for pension, row in zip(pensions.tolist(), found.tolist(), strict=True):
        one = revalue(Centimes(pension), on=on)
        assert row == [one.rate_ppm, one.amount]


def test_columns_of_days_of_award() -> None:
    awards = np.array([date(1990, 1, 1).toordinal(), date(2000, 1, 1).toordinal(), date(2004, 1, 1).toordinal()])
    pensions = np.full(3, 1_000_000)
    assert revalue_columns(pensions, on=date(2004, 5, 1), awarded_on=awards)[:, 1].tolist() == [1_060_000, 1_040_000, 1_000_000]
    assert revalue_columns(pensions, on=date(2006, 5, 1), awarded_on=awards)[:, 1].tolist() == [1_080_000, 1_040_000, 1_040_000]
    with pytest.raises(Refused) as caught:
        revalue_columns(pensions, on=date(2004, 5, 1))
    assert caught.value.refusal.code == "fact_missing"
    with pytest.raises(Refused) as caught:
        revalue_columns(pensions, on=date(2007, 5, 1))
    assert caught.value.refusal.code == "no_law_on"


def test_the_sentence_of_the_state_aid_holds_where_none_is_due() -> None:
    answer = ask(book(), topics()["revalorisation"], {"pension": "12345.67"}, date(2009, 5, 1))
    assert isinstance(answer, Answer)
    sentence = answer.traces["state_aid"].to_json()["text"]["fr"]
    assert "seulement pour une pension de moins de" in sentence
    assert "= 0,00" not in sentence, "what is not due is not said to be the product"


@pytest.mark.parametrize(
    ("reading", "kind", "least", "fund", "state", "expected"),
    [
        # 15,000 earned rise to 16,500; the minimum of January 2026 is 24,000, borne by the fund.
        ("differential", "pension", "20000.00", "5000.00", "0.00", ("16500.00", "7500.00", "0.00", "24000.00")),
        ("kept", "pension", "20000.00", "5000.00", "0.00", ("16500.00", "7500.00", "0.00", "24000.00")),
        # Half of a career: half of the minimum. What was added is no longer lacking.
        ("differential", "pension", "10000.00", "0.00", "0.00", ("16500.00", "0.00", "0.00", "16500.00")),
        # A moudjahid's minimum of 60,000: the fund to its own minimum, the State the rest.
        ("differential", "moudjahid_pension", "50000.00", "5000.00", "30000.00", ("16500.00", "7500.00", "36000.00", "60000.00")),
        # Above every minimum, with something added before: the reading says whether it stays.
        ("kept", "allocation", "15000.00", "1000.00", "0.00", ("16500.00", "1500.00", "0.00", "18000.00")),
    ],
)
def test_an_award_is_raised_part_by_part(reading: str, kind: str, least: str, fund: str, state: str, expected: tuple[str, ...]) -> None:
    whole = {"pension": "20000.00", "moudjahid_pension": "50000.00", "allocation": "15000.00"}[kind]
    given = {"pension": "15000.00", "fund_adds": fund, "state_adds": state, "kind": kind, "least": least, "least_of": whole}
    days = {"awarded_on": "2024-03-01", "effective_on": "2026-01-01"}
    read = Switches({"top_up_after_increase": reading, "moudjahid_top_up_bearer": "state"})
    found = told("revalorisation_award", date(2026, 1, 1), read, **given, **days)
    assert isinstance(found, dict)
    assert tuple(found[name] for name in ("earned", "fund_top_up", "state_top_up", "total")) == expected


def test_an_award_with_no_known_minimum_keeps_what_is_added_and_one_too_recent_keeps_all() -> None:
    given = {"pension": "15000.00", "fund_adds": "5000.00", "state_adds": "100.00", "kind": "pension", "effective_on": "2026-01-01"}
    raised = told("revalorisation_award", date(2026, 1, 1), **given, awarded_on="2025-12-31")
    recent = told("revalorisation_award", date(2026, 1, 1), **given, least="20000.00", least_of="20000.00", awarded_on="2026-01-01")
    assert isinstance(raised, dict)
    assert isinstance(recent, dict)
    assert (raised["earned"], raised["fund_top_up"], raised["state_top_up"], raised["total"]) == (
        "16500.00",
        "5000.00",
        "100.00",
        "21600.00",
    )
    assert (recent["earned"], recent["total"]) == ("15000.00", "20100.00")


def test_on_which_days_the_law_raises() -> None:
    assert increase_of(date(2024, 5, 1), known=date(2024, 5, 14)).source == "order-2024-05-14"
    for on, known, code in (
        (date(2025, 5, 1), date(2025, 6, 1), "no_increase_on"),
        (date(2024, 5, 2), date(2025, 6, 1), "no_increase_on"),
        (date(2023, 1, 1), date(2025, 6, 1), "increase_scale_unknown"),
        (date(2024, 5, 1), date(2024, 5, 13), "increase_not_decided"),
    ):
        with pytest.raises(Refused) as caught:
            increase_of(on, known=known)
        assert caught.value.refusal.code == code
