"""Rights by age and service, abolished and early routes, buying back."""

from datetime import date

import pytest

from mizan.law import explain
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer

ON = date(2024, 6, 30)


def asked(topic: str, on: date = ON, switches: Switches | None = None, **facts: object) -> Answer:
    found = explain(topic, on=on, switches=switches, **facts)
    assert isinstance(found, Answer), found
    return found


def right(on: date = ON, switches: Switches | None = None, **facts: object) -> tuple[str, str | None]:
    base: dict[str, object] = {"scheme": "cnr", "sex": "m", "age": 60, "validated_years": 15, "effective_quarters": 30}
    found = asked("retirement_eligibility", on, switches, **(base | facts))
    ground = found.ground_json()
    route = str(found.outputs["route"])
    assert (found.outputs["pension_entitled"] == "true") == (route not in ("none", "retirement_allocation"))
    assert (found.outputs["allocation_entitled"] == "true") == (route == "retirement_allocation")
    assert (ground is None) == (route != "none")
    return route, ground and ground["code"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("legal_age", None)),
        ({"effective_quarters": 29}, ("none", "effective_service")),
        ({"age": 59}, ("none", "age")),
        ({"age": 59, "arduous_post": True}, ("none", "arduous_list_unknown")),
        ({"age": 59, "validated_years": 32, "effective_quarters": 128}, ("none", "age")),
        ({"sex": "f", "age": 55}, ("legal_age", None)),
        ({"sex": "f", "age": 54}, ("none", "age")),
        ({"sex": "f", "age": 53, "children_raised": 2}, ("legal_age", None)),
        ({"validated_years": 14, "effective_quarters": 56}, ("retirement_allocation", None)),
        ({"validated_years": 14, "quarters": 3, "effective_quarters": 59}, ("retirement_allocation", None)),
        ({"validated_years": 5, "effective_quarters": 0}, ("retirement_allocation", None)),
        ({"validated_years": 4, "effective_quarters": 20}, ("retirement_allocation", None)),
        ({"validated_years": 4, "quarters": 3, "effective_quarters": 19}, ("none", "service")),
        ({"age": 59, "validated_years": 14, "effective_quarters": 56}, ("none", "age")),
        ({"age": 40, "validated_years": 3, "total_incapacity": True}, ("incapacity", None)),
        ({"validated_years": 11, "moudjahid": True, "war_years": 2}, ("legal_age", None)),
        ({"scheme": "casnos", "age": 65, "effective_quarters": 60}, ("self_employed", None)),
        ({"scheme": "casnos", "age": 64, "effective_quarters": 60}, ("none", "age")),
        ({"scheme": "casnos", "age": 65, "effective_quarters": 59}, ("none", "effective_service")),
        ({"scheme": "casnos", "age": 65, "effective_quarters": 60, "contributions_unpaid": True}, ("none", "unpaid_contributions")),
        ({"scheme": "casnos", "age": 65, "validated_years": 10, "effective_quarters": 40}, ("retirement_allocation", None)),
        ({"contributions_unpaid": True}, ("legal_age", None)),
    ],
)
def test_right(facts: dict[str, object], expected: tuple[str, str | None]) -> None:
    assert right(**facts) == expected


def test_fifteen_years_may_be_required_of_those_unable_to_work() -> None:
    facts: dict[str, object] = {"age": 40, "validated_years": 3, "effective_quarters": 12, "total_incapacity": True}
    required = Switches({"incapacity_reading": "fifteen_required"})
    assert right(switches=required, **facts) == ("none", "service")
    assert right(switches=required, **(facts | {"validated_years": 15, "effective_quarters": 30})) == ("incapacity", None)


@pytest.mark.parametrize(
    ("on", "age", "quarters", "route"),
    [
        ("1997-05-30", 50, 128, "none"),
        ("1997-05-31", 40, 128, "without_age"),
        ("1997-05-31", 40, 127, "none"),
        ("1997-05-31", 50, 80, "proportional"),
        ("1997-05-31", 49, 80, "none"),
        ("2016-12-31", 45, 128, "without_age"),
        ("2016-12-31", 50, 79, "none"),
        ("2017-01-01", 57, 128, "none"),
        ("2017-01-01", 58, 128, "transitional"),
        ("2017-12-31", 58, 127, "none"),
        ("2018-01-01", 58, 128, "none"),
        ("2018-12-31", 59, 128, "transitional"),
        ("2019-01-01", 59, 128, "none"),
    ],
)
def test_routes_that_closed(on: str, age: int, quarters: int, route: str) -> None:
    assert right(date.fromisoformat(on), age=age, validated_years=quarters // 4, effective_quarters=quarters)[0] == route


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        ("2010-06-30", {"sex": "f", "age": 45, "effective_quarters": 60, "reference_wage": "40000.00"}, ("true", "0.375", "15000.00")),
        ("2010-06-30", {"sex": "f", "age": 45, "effective_quarters": 60, "reference_wage": "20000.00"}, ("true", "0.375", "11250.00")),
        ("2010-06-30", {"sex": "f", "age": 44, "effective_quarters": 60, "reference_wage": "40000.00"}, ("false", "0.00", "0.00")),
        ("2010-06-30", {"sex": "m", "age": 50, "effective_quarters": 81, "reference_wage": "40000.00"}, ("true", "0.50625", "20250.00")),
        ("2010-06-30", {"sex": "m", "age": 55, "effective_quarters": 140, "reference_wage": "400000.00"}, ("true", "0.80", "225000.00")),
        ("2010-06-30", {"sex": "m", "age": 50, "effective_quarters": 80}, ("true", "0.50", "0.00")),
        ("2019-01-31", {"sex": "m", "age": 50, "effective_quarters": 100}, ("false", "0.00", "0.00")),
    ],
)
def test_proportional_pension(on: str, facts: dict[str, object], expected: tuple[str, str, str]) -> None:
    found = asked("proportional_pension", date.fromisoformat(on), **facts)
    assert tuple(found.outputs[key] for key in ("entitled", "rate", "pension")) == expected


@pytest.mark.parametrize(
    ("on", "facts", "ground"),
    [
        ("1997-05-30", {"age": 50, "effective_quarters": 80}, "route_closed"),
        ("2010-06-30", {"age": 49, "effective_quarters": 80}, "age"),
        ("2010-06-30", {"age": 50, "effective_quarters": 79}, "effective_service"),
        ("2017-01-01", {"age": 50, "effective_quarters": 80}, "route_closed"),
    ],
)
def test_proportional_ground(on: str, facts: dict[str, object], ground: str) -> None:
    found = asked("proportional_pension", date.fromisoformat(on), sex="m", **facts).ground_json()
    assert found is not None
    assert found["code"] == ground


@pytest.mark.parametrize(
    ("years", "most"), [(0, 0), (19, 0), (20, 5), (21, 5), (22, 6), (23, 6), (24, 7), (26, 8), (27, 8), (28, 9), (29, 10), (40, 10)]
)
def test_years_of_anticipation(years: int, most: int) -> None:
    assert asked("early_retirement_anticipation", validated_years=years).outputs["max_anticipation_years"] == str(most)


@pytest.mark.parametrize(
    ("facts", "ground"),
    [
        ({}, "none"),
        ({"age": 49}, "age"),
        ({"sex": "f", "age": 45}, "none"),
        ({"validated_years": 19}, "service"),
        ({"effective_quarters": 39}, "effective_service"),
        ({"recent_quarters": 11}, "effective_service"),
        ({"anticipation_years": 6}, "anticipation_too_long"),
    ],
)
def test_right_to_retire_early(facts: dict[str, object], ground: str) -> None:
    base: dict[str, object] = {"sex": "m", "age": 55, "validated_years": 21, "effective_quarters": 40, "recent_quarters": 12}
    assert asked("early_retirement_right", **(base | {"anticipation_years": 5} | facts)).outputs["ground"] == ground


def test_civil_servants_may_retire_early_since_1998() -> None:
    facts: dict[str, object] = {"sex": "m", "age": 55, "validated_years": 21, "effective_quarters": 40, "recent_quarters": 12}
    before, since = date(1998, 10, 2), date(1998, 10, 3)
    assert asked("early_retirement_right", before, civil_servant=True, **facts).outputs["ground"] == "route_closed"
    assert asked("early_retirement_right", before, **facts).outputs["ground"] == "none"
    assert asked("early_retirement_right", since, civil_servant=True, **facts).outputs["ground"] == "none"


def test_early_pension() -> None:
    facts: dict[str, object] = {"validated_years": 25, "reference_wage": "50000.00"}
    found = asked("early_retirement_pension", date(2010, 6, 30), anticipation_years=5, **facts).outputs
    assert (found["raw_pension"], found["pension"]) == ("31250.00", "29687.50")
    # 33,333.33 x 62.5 % x 97 % = 20,208.3313: rounded once.
    once = asked("early_retirement_pension", anticipation_years=3, validated_years=25, reference_wage="33333.33").outputs
    assert once["reduced_pension"] == "20208.33"
    low = asked("early_retirement_pension", anticipation_years=5, validated_years=25, reference_wage="20000.00").outputs
    assert (low["reduced_pension"], low["pension"]) == ("11875.00", "20000.00")
    too_long = asked("early_retirement_pension", anticipation_years=8, **facts)
    assert too_long.outputs["pension"] == "0.00"


@pytest.mark.parametrize(("years", "wages"), [(0, 0), (1, 13), (4, 13), (5, 16), (7, 16), (8, 19), (10, 19)])
def test_lump_sum_of_the_employer(years: int, wages: int) -> None:
    found = asked("early_retirement_lump_sum", monthly_wage="40000.00", anticipation_years=years).outputs
    assert (found["wages"], found["lump_sum"]) == (str(wages), f"{wages * 40_000}.00")


@pytest.mark.parametrize(
    ("age", "working", "short", "most"),
    [(59, True, True, 0), (60, True, True, 5), (62, True, True, 3), (64, True, True, 1), (65, True, True, 0), (70, True, True, 0),
     (60, False, True, 0), (60, True, False, 0)],
)  # fmt: skip
def test_years_that_may_be_bought(age: int, working: bool, short: bool, most: int) -> None:
    found = asked("buy_back_years", date(2015, 12, 31), age=age, working=working, short_of_15_years=short).outputs
    assert found["max_years"] == str(most)
    assert found["effective_quarters_needed"] == "30"


def test_credited_periods_and_national_service() -> None:
    found = asked(
        "validated_service", worked_quarters=40, paid_leave_quarters=2, national_service_quarters=8, unemployment_quarters=4
    ).outputs
    assert (found["credited"], found["validated"], found["validated_before_legal_age"]) == ("10", "54", "46")
