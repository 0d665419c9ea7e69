"""The age of retirement and what lowers it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.law import explain
from mizan.law.algeria import retirement
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer

ON = date(2026, 1, 15)


def age(on: date = ON, switches: Switches | None = None, **facts: object) -> int:
    found = explain("retirement_age", on=on, switches=switches, **({"scheme": "cnr", "sex": "m"} | facts))
    assert isinstance(found, Answer), found
    return int(str(found.outputs["age_months"]))


@pytest.mark.parametrize(
    ("facts", "years"),
    [
        ({}, 60),
        ({"sex": "f"}, 55),
        ({"sex": "f", "children_raised": 1}, 54),
        ({"sex": "f", "children_raised": 3}, 52),
        ({"sex": "f", "children_raised": 4}, 52),
        ({"children_raised": 3}, 60),
        ({"moudjahid": True}, 55),
        ({"sex": "f", "moudjahid": True, "children_raised": 3}, 47),
        ({"moudjahid": True, "war_disability": "0.30"}, 52),
        ({"moudjahid": True, "war_disability": "0.50"}, 50),
        ({"moudjahid": True, "war_disability": "1"}, 50),
        ({"war_disability": "0.50"}, 60),
        ({"education_staff": True}, 57),
        ({"sex": "f", "education_staff": True}, 52),
        ({"scheme": "casnos"}, 65),
        ({"scheme": "casnos", "sex": "f"}, 60),
        ({"scheme": "casnos", "sex": "f", "children_raised": 5}, 57),
        ({"scheme": "casnos", "moudjahid": True}, 60),
        ({"scheme": "casnos", "education_staff": True}, 65),
    ],
)
def test_age(facts: dict[str, object], years: int) -> None:
    assert age(**facts) == years * 12


def test_five_percent_of_disability_is_six_months() -> None:
    assert age(moudjahid=True, war_disability="0.14") == 55 * 12 - 12
    assert age(moudjahid=True, war_disability="0.15") == 55 * 12 - 18
    assert age(moudjahid=True, war_disability="0.20") == 55 * 12 - 24
    found = explain("retirement_age", on=ON, scheme="cnr", sex="m", moudjahid=True, war_disability="0.15")
    assert isinstance(found, Answer)
    assert found.outputs["age"] == "54"


def test_education_staff_before_and_after_the_law_of_2025() -> None:
    assert age(on=date(2025, 7, 22), education_staff=True) == 60 * 12
    assert age(on=date(2025, 7, 23), education_staff=True) == 57 * 12


def test_education_and_children_add_only_by_the_switch() -> None:
    both = {"sex": "f", "education_staff": True, "children_raised": 2}
    assert age(**both) == 52 * 12
    assert age(switches=Switches({"education_stacking": "both_add"}), **both) == 50 * 12


def test_the_age_of_women_may_count_in_the_limit_of_ten_years() -> None:
    facts = {"sex": "f", "moudjahid": True, "children_raised": 3}
    assert age(switches=Switches({"women_age_in_cap": 1}), **facts) == 50 * 12


@given(
    st.sampled_from(["m", "f"]),
    st.sampled_from(["cnr", "casnos"]),
    st.integers(0, 10),
    st.booleans(),
    st.booleans(),
    st.integers(0, 1_000_000),
)
@settings(deadline=None)
def test_reductions_never_pass_ten_years(sex: str, scheme: str, children: int, education: bool, moudjahid: bool, disability: int) -> None:
    full = {("cnr", "m"): 60, ("cnr", "f"): 55, ("casnos", "m"): 65, ("casnos", "f"): 60}[scheme, sex] * 12
    found = retirement.retirement_age_months(
        ON,
        scheme=scheme,  # type: ignore[arg-type]
        sex=sex,  # type: ignore[arg-type]
        children_raised=children,
        education_staff=education,
        moudjahid=moudjahid,
        war_disability_ppm=disability,
    )
    assert full - 120 <= found <= full


def test_working_on_and_ages_by_regulation() -> None:
    found = explain("retirement_age", on=ON, scheme="cnr", sex="m", arduous_post=True)
    assert isinstance(found, Answer)
    assert (found.outputs["work_until"], found.outputs["regulation"]) == ("65", "arduous_list_not_found")
    scarce = explain("retirement_age", on=ON, scheme="cnr", sex="m", scarce_profession=True)
    assert isinstance(scarce, Answer)
    assert scarce.outputs["regulation"] == "deferral_by_regulation"
    before = explain("retirement_age", on=date(2016, 12, 31), scheme="cnr", sex="m")
    assert isinstance(before, Answer)
    assert "work_until" not in before.outputs
