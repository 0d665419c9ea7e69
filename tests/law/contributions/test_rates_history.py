"""The rates of the general regime through time, and the refusal to compute with those that are only remembered."""

from datetime import date
from decimal import Decimal

import pytest
from asked import answer, outputs, refusal

from mizan.kernel.refusals import Refused
from mizan.law.algeria import contributions as law
from mizan.law.engine.sources import Standing

TABLES = {
    "2000-03-04": "0.125 0.015 0.0125 0.095 0.065 0.005 0.005 0.0125 0.005",
    "2006-10-01": "0.125 0.015 0.0125 0.10 0.0675 0.0025 0.0025 0.01 0.005",
    "2015-10-01": "0.115 0.015 0.0125 0.11 0.0675 0.0025 0.0025 0.01 0.005",
}
BRANCHES = [
    "social_insurance_employer",
    "social_insurance_worker",
    "work_accident_employer",
    "retirement_employer",
    "retirement_worker",
    "early_retirement_employer",
    "early_retirement_worker",
    "unemployment_employer",
    "unemployment_worker",
]


def same(found: object, expected: str) -> bool:
    return Decimal(str(found)) == Decimal(expected)


@pytest.mark.parametrize(("day", "rates"), TABLES.items())
def test_the_tables_by_branch(day: str, rates: str) -> None:
    found = outputs("cnas_rates", day)
    assert all(same(found[branch], rate) for branch, rate in zip(BRANCHES, rates.split(), strict=True)), found
    assert [found[key] for key in ("employer", "worker", "fos", "total")] == ["0.25", "0.09", "0.005", "0.345"]


@pytest.mark.parametrize(
    ("day", "employer", "worker", "total"),
    [
        ("1985-02-09", "0.24", "0.05", "0.29"),
        ("1990-12-31", "0.24", "0.05", "0.29"),
        ("1991-01-01", "0.24", "0.07", "0.31"),
        ("1994-07-05", "0.24", "0.07", "0.31"),
    ],
)
def test_totals_by_payer_before_1994(day: str, employer: str, worker: str, total: str) -> None:
    found = answer("cnas_rates", day)
    assert dict(found.outputs) == {"employer": employer, "worker": worker, "total": total}
    assert found.standing is Standing.RECALL


def test_between_the_decrees_only_what_was_read_is_said() -> None:
    assert outputs("cnas_rates", "1994-07-06") == {"worker": "0.085"}
    found = outputs("cnas_rates", "1999-06-30")
    assert {key: str(value) for key, value in found.items()} == {
        "worker": "0.085",
        "retirement_employer": "0.075",
        "retirement_worker": "0.05",
        "early_retirement_employer": "0.005",
        "early_retirement_worker": "0.005",
    }


def test_before_1985_nothing_is_known() -> None:
    assert refusal("cnas_rates", "1985-02-08").code == "no_law_on"


@pytest.mark.parametrize(
    ("topic", "given"),
    [("cnas_payslip", {"wage": "8000.00"}), ("cnas_branch_split", {"base": "8000.00"}), ("cnas_declaration", {"base": "8000.00"})],
)
def test_nothing_is_computed_before_october_2006(topic: str, given: dict[str, str]) -> None:
    assert refusal(topic, "2006-09-30", **given).code == "no_law_on"
    assert outputs(topic, "2006-10-01", **given)


def test_the_lines_of_the_funds_begin_in_october_2006() -> None:
    with pytest.raises(Refused, match="no_law_on"):
        law.line_shares_ppm(date(2006, 9, 30))
    assert len(law.line_shares_ppm(date(2006, 10, 1))) == 10
