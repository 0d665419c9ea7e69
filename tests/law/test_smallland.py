"""The law that teaches the engine: each thing it shows is true."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from smallland import LAND

from mizan.kernel.refusals import Refusal
from mizan.law.console import main
from mizan.law.console.library import Library, library
from mizan.law.engine.inputs import Switches
from mizan.law.engine.topics import Answer, ask

CAREER = {"born_on": "1950-03-01", "left_on": "2020-03-31", "wages": "900;1200;1500;1100", "children": "3;19"}


def answer(
    shelf: Library, topic: str, on: str, known: str | None = None, switches: Switches | None = None, **facts: object
) -> Answer | Refusal:
    day = date.fromisoformat(known) if known else None
    return ask(shelf.book, shelf.topics[topic], facts, date.fromisoformat(on), switches or Switches(), day)


def outputs(found: Answer | Refusal) -> dict[str, object]:
    assert isinstance(found, Answer), found
    return dict(found.outputs)


@pytest.mark.parametrize(
    ("on", "known", "flooded", "due"),
    [
        ("2001-12-31", None, "no", "100.51"),
        ("2002-06-01", None, "no", "100.50"),
        ("2002-06-01", "2012-04-30", "no", "100.51"),
        ("2002-06-01", "2012-05-01", "no", "100.50"),
        ("2003-01-01", None, "yes", "100.51"),
        ("2005-01-01", None, "yes", "60.31"),
        ("2010-03-01", None, "no", "125.63"),
        ("2010-03-01", "2010-06-14", "no", "100.51"),
        ("2010-03-01", "2010-06-15", "no", "125.63"),
        ("2015-01-01", None, "yes", "87.94"),
    ],
)
def test_the_tithe_by_hand(shelf: Library, on: str, known: str | None, flooded: str, due: str) -> None:
    """1 005,05 at 10 % is 100,505 and at 12,5 % 125,63125; then less 40 % or 30 %, each rounded to the nearest centime."""
    assert outputs(answer(shelf, "tithe", on, known, harvest="1005.05", flooded=flooded))["due"] == due


def test_a_pension_by_hand(shelf: Library) -> None:
    """Best three of 900, 1 200, 1 300 (ceiling), 1 100: mean 1 200; 60 % is 720, and 25,50 for the one child under eighteen."""
    assert outputs(answer(shelf, "old_age_pension", "2020-05-01", **CAREER)) == {
        "counted": ["900.00", "1200.00", "1300.00", "1100.00"],
        "reference": "1200.00",
        "supplement": "25.50",
        "pension": "745.50",
        "first_payments": ["372.75", "745.50", "745.50"],
    }


def test_a_corrected_ceiling_is_replayed_as_it_was_held(shelf: Library) -> None:
    assert outputs(answer(shelf, "old_age_pension", "2013-05-01", "2014-02-28", **CAREER))["counted"] == [
        "900.00",
        "1200.00",
        "1250.00",
        "1100.00",
    ]
    assert outputs(answer(shelf, "old_age_pension", "2013-05-01", "2014-03-01", **CAREER))["counted"][2] == "1300.00"


@pytest.mark.parametrize(
    ("changed", "ground"),
    [
        ({"born_on": "1960-04-01"}, "too_young"),
        ({"wages": "900;0;1200"}, "too_short"),
        ({"born_on": "1970-01-01", "wages": ""}, "too_young"),
    ],
)
def test_where_there_is_no_right_the_ground_is_said(shelf: Library, changed: dict[str, str], ground: str) -> None:
    found = answer(shelf, "old_age_pension", "2020-05-01", **CAREER | changed)
    assert outputs(found)["pension"] == "0.00"
    assert outputs(found)["first_payments"] == []
    assert isinstance(found, Answer)
    told = found.ground_json(("ar", "fr", "en"))
    assert told is not None
    assert (told["code"], told["article"]["number"]) == (ground, "3")


def test_the_other_reading_is_a_switch(shelf: Library) -> None:
    young = CAREER | {"born_on": "1960-12-01"}
    by_year = Switches({"age_reading": "calendar"})
    assert outputs(answer(shelf, "old_age_pension", "2020-05-01", **young))["pension"] == "0.00"
    assert outputs(answer(shelf, "old_age_pension", "2020-05-01", None, by_year, **young))["pension"] == "745.50"


@pytest.mark.parametrize(
    ("changed", "code", "field", "basis"),
    [
        ({"left_on": "1950-03-01"}, "check.left_after_birth", "left_on", "old-age-act.art-3"),
        ({"wages": "900;-1;1200"}, "fact_out_of_bounds", "wages[2]", "old-age-act.art-2"),
        ({"children": "3;61"}, "fact_out_of_bounds", "children[2]", "old-age-act.art-6"),
        ({"wages": "900;x"}, "fact_unreadable", "wages[2]", "old-age-act.art-2"),
        ({"born_on": "1950-02-30"}, "fact_unreadable", "born_on", "old-age-act.art-3"),
    ],
)
def test_impossible_facts_are_refused_with_the_article(shelf: Library, changed: dict[str, str], code: str, field: str, basis: str) -> None:
    found = answer(shelf, "old_age_pension", "2020-05-01", **CAREER | changed)
    assert isinstance(found, Refusal)
    assert (found.code, found.field, found.basis) == (code, field, basis)


def test_every_feature_it_promises_is_there(shelf: Library) -> None:
    book, topic = shelf.book, shelf.topics["old_age_pension"]
    wordings = [wording for found in book.rules.values() for wording in found]
    assert {wording.entity for wording in wordings} == {"", "month", "child"}
    assert any(wording.known_from for wording in wordings)
    assert any(wording.until for wording in wordings)
    assert any(wording.helpers for wording in wordings)
    assert any(value.earlier for value in book.values.values())
    assert any(step.published_on and step.published_on > step.since for value in book.values.values() for step in value.steps)
    assert book.inputs.switches
    assert topic.ground
    assert topic.checks
    assert topic.lists


@settings(deadline=None)
@given(wages=st.lists(st.integers(0, 500_000), max_size=8), more=st.integers(0, 500_000))
def test_one_more_month_never_lowers_a_pension(land_once: Library, wages: list[int], more: int) -> None:
    """Wages are centimes; the ceiling holds each month."""

    def pension(months: list[int]) -> int:
        found = answer(land_once, "old_age_pension", "2020-05-01", **CAREER | {"wages": months})
        return int(str(outputs(found)["pension"]).replace(".", ""))

    assert pension(wages) <= pension([*wages, more]) <= 130_000 * 6 // 10 + 2_550


@pytest.fixture(scope="module")
def land_once() -> Library:
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "smallland", raising=False)
        patch.setattr(sys, "path", list(sys.path))
        return library(LAND)


def test_the_commands_of_its_page_run(land: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    import shlex

    monkeypatch.chdir(land.parents[2])
    commands = [line for line in (land / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("mizan law ")]
    assert len(commands) == 3
    for command in commands:
        assert main(shlex.split(command)[2:]) == 0, command
        assert capsys.readouterr().out
