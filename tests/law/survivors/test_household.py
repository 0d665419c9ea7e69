"""A household: the right of each member, its shares, and what changes them; ages and means as the fund's page tells them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.kernel.money import Centimes
from mizan.law.algeria.book import book, topics
from mizan.law.algeria.survivors import Household, Survivor, household_on, household_through, reversion
from mizan.law.engine.compile import compiled
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer, ask

ON = date(2026, 3, 31)
PENSION = Centimes(12_000_000)
WIDOW = Survivor("spouse", date(1970, 1, 1), "f", lawful_marriage=True)
CHILD = Survivor("child", date(2010, 5, 5), "m")
MOTHER = Survivor("ascendant", date(1945, 2, 2), "f")
UNCLE = Survivor("collateral", date(1980, 1, 1), "m", in_charge=True)


def of(*members: Survivor, on: date = ON, **switches: str) -> Household:
    return household_on(PENSION, members, on=on, switches=Switches(switches))


def grounds(*members: Survivor, on: date = ON) -> list[str]:
    return [share.ground for share in of(*members, on=on).shares]


@pytest.mark.parametrize(
    ("member", "ground"),
    [
        (WIDOW, "none"),
        (replace(WIDOW, lawful_marriage=False), "not_lawfully_married"),
        (replace(WIDOW, remarried_on=ON), "remarried"),
        (replace(WIDOW, remarried_on=date(2026, 4, 1)), "none"),
        (replace(WIDOW, died_on=ON, remarried_on=ON), "died"),
        (replace(CHILD, born_on=date(2008, 4, 1)), "none"),
        (replace(CHILD, born_on=date(2008, 3, 31)), "past_age"),
        (replace(CHILD, born_on=date(2026, 4, 1)), "not_yet_born"),
        (replace(CHILD, born_on=date(2005, 4, 1), studies_until=ON), "none"),
        (replace(CHILD, born_on=date(2005, 3, 31), studies_until=ON), "past_age"),
        (replace(CHILD, born_on=date(2005, 4, 1), studies_until=date(2026, 3, 30)), "past_age"),
        (replace(CHILD, born_on=date(2001, 4, 1), apprentice_until=ON, apprentice_pay_m=Centimes(1_199_999)), "none"),
        (replace(CHILD, born_on=date(2001, 4, 1), apprentice_until=ON, apprentice_pay_m=Centimes(1_200_000)), "past_age"),
        (replace(CHILD, born_on=date(2001, 3, 31), apprentice_until=ON), "past_age"),
        (replace(CHILD, born_on=date(1980, 1, 1), disabled=True, income_m=Centimes(9_000_000)), "none"),
        (replace(CHILD, born_on=date(1980, 1, 1), sex="f"), "none"),
        (replace(CHILD, born_on=date(1980, 1, 1), sex="f", income_m=Centimes(1)), "past_age"),
        (replace(MOTHER, income_m=Centimes(2_400_000)), "none"),
        (replace(MOTHER, income_m=Centimes(2_400_001)), "own_means"),
        (UNCLE, "none"),
        (replace(UNCLE, in_charge=False), "not_in_charge"),
    ],
)
def test_the_right_of_a_member(member: Survivor, ground: str) -> None:
    found = of(member)
    assert [share.ground for share in found.shares] == [ground]
    assert (found.total > 0) == (ground == "none")


def test_apprentices_stayed_until_21_as_far_as_the_first_text_is_known() -> None:
    apprentice = replace(CHILD, born_on=date(2001, 1, 1), apprentice_until=date(2030, 1, 1))
    assert grounds(apprentice, on=date(2021, 12, 31)) == ["none"]
    assert grounds(apprentice, on=date(2022, 1, 1)) == ["past_age"]
    assert grounds(apprentice, on=date(2025, 2, 1)) == ["none"]


def test_each_member_has_its_own_amount() -> None:
    grown = replace(CHILD, born_on=date(2000, 1, 1))
    found = of(WIDOW, CHILD, grown, MOTHER)
    assert [share.amount for share in found.shares] == [6_000_000, 2_400_000, 0, 2_400_000]
    assert (found.total, found.rounding) == (10_800_000, 0)


def test_a_collateral_without_a_spouse_by_both_readings() -> None:
    assert of(UNCLE).total == 5_400_000
    assert of(UNCLE, collateral_share="as_ascendant").total == 3_600_000


@pytest.mark.parametrize(
    ("members", "reading", "expected"),
    [
        ((CHILD, CHILD), "to_children", [0, 5_400_000, 5_400_000]),
        ((CHILD, CHILD), "recomputed", [0, 5_400_000, 5_400_000]),
        ((CHILD,), "to_children", [0, 9_600_000]),
        ((CHILD,), "recomputed", [0, 5_400_000]),
        ((CHILD, MOTHER), "to_children", [0, 8_400_000, 2_400_000]),
        ((CHILD, MOTHER), "recomputed", [0, 5_400_000, 3_600_000]),
        ((MOTHER,), "to_children", [0, 3_600_000]),
        ((), "to_children", [0]),
    ],
)
def test_a_widow_marries_again(members: tuple[Survivor, ...], reading: str, expected: list[int]) -> None:
    found = of(replace(WIDOW, remarried_on=date(2026, 1, 1)), *members, remarried_share=reading)
    assert [share.amount for share in found.shares] == expected
    assert found.total == sum(expected)


def test_one_of_two_widows_marries_again() -> None:
    other = replace(WIDOW, remarried_on=date(2026, 1, 1))
    assert [share.amount for share in of(WIDOW, other, CHILD, CHILD).shares] == [3_000_000, 0, 3_900_000, 3_900_000]
    # Without children the widow who is left is alone.
    assert [share.amount for share in of(WIDOW, other).shares] == [9_000_000, 0]


def test_a_household_through_time() -> None:
    members = [replace(WIDOW, died_on=date(2027, 2, 2)), replace(CHILD, born_on=date(2008, 6, 6)), CHILD]
    found = household_through(PENSION, members, since=date(2026, 1, 2), until=date(2029, 1, 1))
    assert [(made.on, made.total) for made in found] == [
        (date(2026, 1, 2), 10_800_000),
        (date(2026, 6, 6), 9_600_000),  # the elder is 18: widow and one child
        (date(2027, 2, 2), 5_400_000),  # the widow dies: an only orphan
        (date(2028, 5, 5), 0),  # the younger is 18
    ]


def test_a_new_minimum_changes_a_household() -> None:
    found = household_through(Centimes(100), [WIDOW], since=date(2022, 6, 1), until=date(2026, 6, 1))
    assert [(made.on, made.total) for made in found] == [
        (date(2022, 6, 1), 1_500_000),
        (date(2023, 1, 1), 2_000_000),
        (date(2026, 1, 1), 2_400_000),
    ]


def test_the_topic_is_asked_with_lists() -> None:
    given = {
        "deceased_pension": "120000.00",
        "relation": "spouse;child;ascendant",
        "born_on": "1970-01-01;2010-05-05;1945-02-02",
        "sex": "f;m;f",
        "lawful_marriage": "1;0;0",
        "income": "0;0;24000.01",
    }
    answer = ask(book(), topics()["survivors_household"], given, ON)
    assert isinstance(answer, Answer)
    assert answer.outputs["ground"] == ["none", "none", "own_means"]
    assert answer.outputs["amount"] == ["60000.00", "36000.00", "0.00"]
    assert (answer.outputs["total"], answer.outputs["not_reverted"]) == ("96000.00", "24000.00")


@given(st.lists(st.sampled_from([WIDOW, CHILD, MOTHER, UNCLE, replace(CHILD, born_on=date(1990, 1, 1))]), max_size=9))
@settings(max_examples=40)
def test_a_household_has_what_its_counts_have(members: list[Survivor]) -> None:
    spouses = sum(member is WIDOW for member in members)
    if spouses > 4:
        return
    found = household_on(PENSION, members, on=ON)
    children = sum(member in (CHILD, UNCLE) for member in members)
    counted = reversion(PENSION, on=ON, spouses=spouses, children=children, ascendants=sum(member is MOTHER for member in members))
    assert found.total == counted.total
    assert found.rounding == found.total - sum(share.amount for share in found.shares)
    assert abs(found.rounding) <= (len(members) + 1) // 2


def test_households_compile_to_the_same_amounts() -> None:
    groups = [[WIDOW, CHILD, CHILD], [], [replace(WIDOW, remarried_on=ON), CHILD, MOTHER], [MOTHER, MOTHER, UNCLE]]
    expected = [share.amount for group in groups for share in household_on(PENSION, group, on=ON).shares]
    members = [member for group in groups for member in group]
    choices = book().inputs.choices
    columns = {
        "deceased_pension_m": [PENSION] * len(groups),
        "deceased_benefit": [0] * len(groups),
        "household_on": [ON.toordinal()] * len(groups),
        "survivor_relation": [choices["survivorrelation"].names.index(m.relation) for m in members],
        "survivor_born_on": [m.born_on.toordinal() for m in members],
        "survivor_sex": [choices["sex"].names.index(m.sex) for m in members],
        "survivor_lawful_marriage": [int(m.lawful_marriage) for m in members],
        "survivor_died_on": [date(2200, 1, 1).toordinal()] * len(members),
        "survivor_remarried_on": [(m.remarried_on or date(2200, 1, 1)).toordinal() for m in members],
        "survivor_studies_until": [date(1900, 1, 1).toordinal()] * len(members),
        "survivor_apprentice_until": [date(1900, 1, 1).toordinal()] * len(members),
        "survivor_apprentice_pay_m": [0] * len(members),
        "survivor_disabled": [0] * len(members),
        "survivor_income_m": [m.income_m for m in members],
        "survivor_in_charge": [int(m.in_charge) for m in members],
    }
    starts = [0]
    for group in groups:
        starts.append(starts[-1] + len(group))
    found = compiled(book(), ("survivor_amount_m",), ON).run(columns, starts={"survivor": starts})
    assert found[:, 0].tolist() == expected


@pytest.mark.parametrize(
    ("bearer", "fund", "state"), [(None, "16000.00", "0.00"), ("fund", "16000.00", "0.00"), ("state", "0.00", "16000.00")]
)
def test_who_bears_what_lifts_a_household_to_the_minimum(bearer: str | None, fund: str, state: str) -> None:
    given = {"deceased_pension": "10000.00", "relation": "spouse;child", "born_on": "1970-01-01;2010-05-05", "sex": "f;m"}
    given |= {"lawful_marriage": "1;0", "income": "0;0"}
    answer = ask(book(), topics()["survivors_household"], given, ON, Switches({"reversion_top_up_bearer": bearer} if bearer else {}))
    assert isinstance(answer, Answer)
    assert (answer.outputs["total"], answer.outputs["top_up"]) == ("24000.00", "16000.00")
    assert (answer.outputs["fund_top_up"], answer.outputs["state_top_up"]) == (fund, state)
