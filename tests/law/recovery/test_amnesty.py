"""Measures that waived surcharges: law 08-08 art 87; LFC 2015 arts 57 to 59 (liberte 343290, 356420, elwatan 523243); ordinance 21-12."""

from decimal import Decimal

import pytest
from asked import ground, outputs
from hypothesis import given
from hypothesis import strategies as st

MET = {
    "contributions_owed": "100000.00",
    "surcharges_owed": "8000.00",
    "good_faith": True,
    "financial_difficulty": True,
    "current_contributions_paid": True,
    "worker_share_paid": True,
    "plan_months": 60,
}


@pytest.mark.parametrize(
    ("asked_on", "on", "regime"),
    [
        ("2008-03-02", "2008-03-02", "law_08_08"),
        ("2011-03-02", "2011-03-02", "law_08_08"),
        ("2011-03-03", "2011-03-03", "closed"),
        ("2015-07-22", "2015-07-22", "closed"),
        ("2015-07-22", "2015-07-23", "closed"),
        ("2015-07-23", "2015-07-23", "lfc_2015"),
        ("2016-03-31", "2016-03-31", "lfc_2015"),
        ("2016-04-01", "2016-03-31", "closed"),
        ("2016-04-01", "2016-04-01", "lfc_2015"),
        ("2016-12-31", "2016-12-31", "lfc_2015"),
        ("2017-01-01", "2017-01-01", "closed"),
        ("2021-08-24", "2021-08-25", "closed"),
        ("2021-08-25", "2021-08-25", "ordinance_21_12"),
        ("2022-01-31", "2022-01-31", "ordinance_21_12"),
        ("2022-02-01", "2022-02-01", "closed"),
        ("2010-01-01", "2026-01-01", "law_08_08"),
        ("2016-06-01", "2026-01-01", "lfc_2015"),
        ("2026-01-01", "2026-01-01", "closed"),
    ],
)
def test_which_measure_is_open(asked_on: str, on: str, regime: str) -> None:
    assert outputs("amnesty", on, asked_on=asked_on, **MET)["regime"] == regime
    assert ground("amnesty", on, asked_on=asked_on, **MET) == ("no_regime_open" if regime == "closed" else None)


DAYS = {"law_08_08": "2010-01-01", "lfc_2015": "2015-10-01", "ordinance_21_12": "2021-10-01"}


@pytest.mark.parametrize(
    ("regime", "changed", "why"),
    [
        ("law_08_08", {"good_faith": False}, "good_faith_missing"),
        ("law_08_08", {"financial_difficulty": False}, "no_financial_difficulty"),
        ("law_08_08", {"contributions_owed": "0.00"}, "nothing_to_plan"),
        ("law_08_08", {"worker_share_paid": False}, "amnesty_worker_share_unpaid"),
        ("law_08_08", {"worker_share_paid": False, "self_employed": True}, None),
        ("law_08_08", {"current_contributions_paid": False}, None),
        ("lfc_2015", {"good_faith": False, "financial_difficulty": False}, None),
        ("lfc_2015", {"current_contributions_paid": False}, "current_unpaid"),
        ("lfc_2015", {"worker_share_paid": False}, "amnesty_worker_share_unpaid"),
        ("lfc_2015", {"worker_share_paid": False, "self_employed": True}, None),
        ("lfc_2015", {"plan_months": 61}, "plan_too_long"),
        ("lfc_2015", {"plan_defaulted": True}, "instalment_missed"),
        ("lfc_2015", {"contributions_owed": "0.00", "worker_share_paid": False}, None),
        ("ordinance_21_12", {"current_contributions_paid": False}, "current_unpaid"),
        ("ordinance_21_12", {"plan_months": 61}, "plan_too_long"),
        ("ordinance_21_12", {"plan_months": 0, "worker_share_paid": False}, None),
        ("ordinance_21_12", {"plan_defaulted": True}, "instalment_missed"),
    ],
)
def test_conditions(regime: str, changed: dict[str, object], why: str | None) -> None:
    for on in (DAYS[regime], "2026-01-01"):
        told = MET | changed | {"asked_on": DAYS[regime]}
        assert ground("amnesty", on, **told) == why
        found = outputs("amnesty", on, **told)
        assert found["waivable"] == ("8000.00" if why is None else "0.00")


def test_surcharges_fall_when_the_last_instalment_is_paid() -> None:
    told = MET | {"asked_on": "2021-10-01"}
    before, after = outputs("amnesty", "2021-10-01", **told), outputs("amnesty", "2021-10-01", **told, plan_completed=True)
    assert (before["waived"], before["left_to_pay"]) == ("0.00", "100000.00")
    assert (after["waived"], after["left_to_pay"]) == ("8000.00", "100000.00")
    lost = outputs("amnesty", "2021-10-01", **told, plan_defaulted=True, plan_completed=True)
    assert (lost["waived"], lost["left_to_pay"]) == ("0.00", "108000.00")


def test_who_owes_surcharges_alone_is_cleared_at_once() -> None:
    found = outputs("amnesty", "2021-10-01", asked_on="2021-10-01", surcharges_owed="8000.00", current_contributions_paid=True)
    assert found == {"regime": "ordinance_21_12", "waivable": "8000.00", "waived": "8000.00", "left_to_pay": "0.00"}


@given(st.integers(0, 10**11), st.integers(0, 10**11), st.booleans(), st.booleans(), st.booleans(), st.sampled_from(sorted(DAYS.values())))
def test_no_measure_gives_more_than_the_surcharges(
    owed: int, surcharges: int, current: bool, share: bool, completed: bool, asked_on: str
) -> None:
    told = MET | {"contributions_owed": str(Decimal(owed) / 100), "surcharges_owed": str(Decimal(surcharges) / 100)}
    told |= {"current_contributions_paid": current, "worker_share_paid": share, "plan_completed": completed}
    found = {
        name: Decimal(str(text)) for name, text in outputs("amnesty", "2026-01-01", asked_on=asked_on, **told).items() if name != "regime"
    }
    assert 0 <= found["waived"] <= found["waivable"] <= Decimal(surcharges) / 100
    assert found["left_to_pay"] + found["waivable"] == Decimal(owed + surcharges) / 100


def test_the_windows_as_known_on_a_day() -> None:
    assert outputs("amnesty_windows", "2010-01-01") == {"law_08_08_from": "2008-03-02", "law_08_08_to": "2011-03-02"}
    assert outputs("amnesty_windows", "2016-03-31")["lfc_2015_to"] == "2016-03-31"
    found = outputs("amnesty_windows", "2026-01-01")
    assert (found["lfc_2015_to"], found["ordinance_21_12_to"], found["plan_months_most"]) == ("2016-12-31", "2022-01-31", "60")


@pytest.mark.parametrize(
    ("declared_on", "spared"), [("2015-07-22", "false"), ("2015-07-23", "true"), ("2015-09-21", "true"), ("2015-09-22", "false")]
)
def test_workers_declared_within_sixty_days(declared_on: str, spared: str) -> None:
    found = outputs("amnesty_undeclared_workers", "2026-01-01", declared_on=declared_on)
    assert found == {"spared": spared, "last_day": "2015-09-21"}


@pytest.mark.parametrize(
    ("age", "farmer", "reading", "years", "waived"),
    [
        (54, False, "all_years", 9, "9"),
        (55, False, "all_years", 9, "9"),
        (55, False, "limited_years", 9, "4"),
        (56, False, "all_years", 9, "4"),
        (56, False, "all_years", 3, "3"),
        (70, True, "limited_years", 9, "9"),
    ],
)
def test_years_of_surcharges_of_the_self_employed(age: int, farmer: bool, reading: str, years: int, waived: str) -> None:
    chosen: dict[str, str | int] = {"amnesty_at_age": reading}
    told = {"age": age, "farmer": farmer, "surcharge_years": years}
    assert outputs("amnesty_self_employed_years", "2016-01-01", switches=chosen, **told) == {"waived_years": waived}
