"""Deductions on pensions, by hand: law 83-11 art. 73; finance law for 2022 art. 31 (scale and formula from memory); soirdalgerie/82875."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book, topics
from mizan.law.algeria.deductions import deduct, deduct_columns, deduction_change, deduction_changes
from mizan.law.algeria.deductions.from_gross import FEW
from mizan.law.engine.plan import Outcome
from mizan.law.engine.topics import Answer, ask

Y2022 = date(2022, 1, 1)


def told(topic: str, on: date, **given: object) -> dict[str, object] | Refusal:
    answer = ask(book(), topics()[topic], given, on)
    return dict(answer.outputs) if isinstance(answer, Answer) else answer


@pytest.mark.parametrize(
    ("pension", "tax"),
    [
        ("0.00", "0.00"),
        ("20000.00", "0.00"),
        ("30000.00", "0.00"),
        # 2,300 less 1,000 is 1,300; × 93/61 − 81,213/41 = 1.1627...
        ("30000.01", "1.17"),
        # 3,450 less 40 % is 2,070; × 93/61 − 81,213/41 = 1,175.0967...
        ("35000.00", "1175.10"),
        ("40000.00", "2745.42"),
        ("42499.99", "3774.52"),
        ("42500.00", "3775.00"),
        ("60000.00", "8500.00"),
        ("80000.00", "13900.00"),
        ("100000.00", "19900.00"),
        ("160000.00", "37900.00"),
        ("320000.00", "90700.00"),
        ("320001.00", "90700.35"),
    ],
)
def test_tax_of_a_retiree_since_2022(pension: str, tax: str) -> None:
    found = told("irg_retiree", Y2022, taxable_pension=pension)
    assert isinstance(found, dict)
    assert found["tax"] == tax


def test_the_steps_of_the_tax() -> None:
    found = told("irg_retiree", Y2022, taxable_pension="35000.00")
    assert isinstance(found, dict)
    assert (found["scale_tax"], found["abated_tax"], found["net_pension"]) == ("3450.00", "2070.00", "33824.90")


def exact_tax(pension: int) -> Fraction:
    """The same tax in exact fractions of a centime, written from its definition."""
    if pension <= 3_000_000:
        return Fraction(0)
    tax, below = Fraction(0), 2_000_000
    for top, rate in ((4_000_000, 23), (8_000_000, 27), (16_000_000, 30), (32_000_000, 33), (10**15, 35)):
        tax += Fraction(max(min(pension, top) - below, 0) * rate, 100)
        below = top
    tax -= min(max(tax * 2 / 5, Fraction(100_000)), Fraction(150_000))
    return tax * 93 / 61 - Fraction(8_121_300, 41) if pension < 4_250_000 else tax


@given(st.integers(0, 5_000_000) | st.integers(0, 10**11))
@settings(max_examples=300)
def test_the_tax_is_exact_to_its_last_step(pension: int) -> None:
    outcome = book().plan(("irg_m",), Y2022).run({"taxable_pension_m": pension})
    assert isinstance(outcome, Outcome)
    assert outcome["irg_m"] == (exact_tax(pension) * 2 + 1) // 2


@given(st.integers(0, 20_000_000), st.integers(0, 20_000_000))
@settings(max_examples=100)
def test_a_greater_pension_leaves_more(one: int, other: int) -> None:
    plan = book().plan(("pension_after_irg_m",), Y2022)
    low, high = (plan.run({"taxable_pension_m": pension}) for pension in sorted((one, other)))
    assert isinstance(low, Outcome)
    assert isinstance(high, Outcome)
    # The formula ends 48 centimes below the plain tax, at 42,500 DA.
    assert high["pension_after_irg_m"] >= low["pension_after_irg_m"] - 49


@pytest.mark.parametrize(
    ("on", "exempt", "not_known"),
    [
        (date(2007, 12, 31), "9999.99", "10000.00"),
        (date(2008, 1, 1), "19999.99", "20000.00"),
        (date(2020, 5, 31), "19999.99", "20000.00"),
        (date(2020, 6, 1), "30000.00", "30000.01"),
        (date(2021, 12, 31), "30000.00", "30000.01"),
    ],
)
def test_before_2022_only_the_exempt_are_known(on: date, exempt: str, not_known: str) -> None:
    found = told("irg_retiree", on, taxable_pension=exempt)
    assert isinstance(found, dict)
    assert (found["tax"], found["net_pension"]) == ("0.00", exempt)
    refusal = told("irg_retiree", on, taxable_pension=not_known)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.field) == ("check.irg_known", "taxable_pension")


def test_before_2007_no_exemption_is_known() -> None:
    refusal = told("irg_retiree", date(2006, 12, 31), taxable_pension="5000.00")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_law_on"


@pytest.mark.parametrize(
    ("pension", "rate"),
    [
        ("19999.99", "0.00"), ("20000.00", "0.80"), ("24999.99", "0.80"), ("25000.00", "0.60"), ("30000.00", "0.30"),
        ("35000.00", "0.10"), ("39999.99", "0.10"), ("40000.00", "0.00"),
    ],
)  # fmt: skip
def test_the_abatement_of_2010(pension: str, rate: str) -> None:
    found = told("irg_retiree_abatement", date(2010, 1, 1), taxable_pension=pension, scale_tax="1000.01")
    assert isinstance(found, dict)
    assert found["rate"] == rate
    assert isinstance(told("irg_retiree_abatement", date(2009, 12, 31), taxable_pension=pension, scale_tax="1000.01"), Refusal)


def test_the_abatement_of_2010_is_at_most_a_thousand() -> None:
    found = told("irg_retiree_abatement", date(2010, 1, 1), taxable_pension="24000.00", scale_tax="1300.00")
    assert found == {"rate": "0.80", "abatement": "1000.00", "tax": "300.00"}


@pytest.mark.parametrize(
    ("on", "pension", "expected"),
    [
        (date(2025, 12, 31), "20000.00", ("0.00", "20000.00", "0.00", "20000.00")),
        (date(2025, 12, 31), "20000.01", ("400.00", "19600.01", "0.00", "19600.01")),
        (date(2026, 1, 1), "24000.00", ("0.00", "24000.00", "0.00", "24000.00")),
        (date(2026, 1, 1), "50000.00", ("1000.00", "49000.00", "5530.00", "43470.00")),
    ],
)
def test_from_the_gross_pension_to_the_net(on: date, pension: str, expected: tuple[str, ...]) -> None:
    found = told("pension_net", on, pension=pension)
    assert isinstance(found, dict)
    assert tuple(found[key] for key in ("social_insurance", "taxable_pension", "tax", "net_pension")) == expected


def test_a_net_pension_of_an_unknown_scale_is_refused() -> None:
    refusal = told("pension_net", date(2015, 1, 1), pension="40000.00")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "check.pension_irg_known"


def test_days_of_payment() -> None:
    assert told("pension_pay_days", date(2021, 1, 1)) == {"first": "15", "last": "26"}
    assert isinstance(told("pension_pay_days", date(2020, 12, 31)), Refusal)


@pytest.mark.parametrize("rows", [300, FEW])
def test_columns_are_equal_to_one_by_one(rows: int) -> None:
    """Few enough to be interpreted, and too many."""
    on = date(2026, 1, 1)
    pensions = np.concatenate([np.arange(2_399_990, 2_400_010), np.random.default_rng(2).integers(0, 50_000_000, rows)])
    for pension, row in zip(pensions.tolist(), deduct_columns(pensions, on=on).tolist(), strict=True):
        one = deduct(Centimes(pension), on=on)
        assert row == [one.net, one.social_insurance, one.income_tax]
        assert one.net + one.social_insurance + one.income_tax == pension


def test_an_unknown_tax_is_never_taken_for_none() -> None:
    on = date(2015, 1, 1)
    assert deduct(Centimes(1_900_000), on=on).net == 1_862_000
    with pytest.raises(Refused) as caught:
        deduct(Centimes(4_000_000), on=on)
    assert caught.value.refusal.code == "check.pension_irg_known"
    for times in (1, FEW):
        with pytest.raises(Refused) as caught:
            deduct_columns(np.array([1_000_000, 4_000_000] * times), on=on)
        assert caught.value.refusal.params["row"] == 1


def test_the_days_on_which_deductions_change_and_their_texts() -> None:
    found = deduction_changes(date(2019, 1, 1), date(2027, 1, 1), known=date(2026, 2, 1))
    assert [(one.on, one.source) for one in found] == [
        (date(2020, 6, 1), "decree-21-137"),
        (date(2022, 1, 1), "finance-law-2022.art-31"),
        (date(2026, 1, 1), "decree-26-01"),
    ]
    assert found[-1].law_version == deduct(Centimes(2_200_000), on=date(2026, 1, 1)).law_version
    for day in (date(2025, 12, 31), date(2026, 1, 2)):
        assert deduction_change(day, known=date(2026, 2, 1)) is None
    # What was not published yet changes nothing.
    assert deduction_change(date(2026, 1, 1), known=date(2025, 12, 1)) is None
