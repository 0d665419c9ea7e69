"""A kept decision, computed again with the law as it was known: the same, or where it differs; a record that was touched is found."""

import json
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from smallland import LAND, RULES, TITHE, read

from mizan.law.algeria.book import book as algeria
from mizan.law.algeria.book import topics as algerian_topics
from mizan.law.algeria.contributions import assess_line
from mizan.law.console import clock, main
from mizan.law.console.library import Library, library
from mizan.law.engine.book import Book
from mizan.law.engine.inputs import Switches
from mizan.law.engine.replay import UnusableError, read_decision, record, replay
from mizan.law.engine.topics import Answer, ask, topic_of

CAREER = {"born_on": "1950-03-01", "left_on": "2013-03-31", "wages": "900;1200;1500;1100", "children": "3;19"}
DECIDED = date(2013, 4, 20)


def decided(shelf: Library, on: date = DECIDED, known: date = DECIDED, **changed: object) -> dict[str, Any]:
    """A decision taken in April 2013, when the book still held a wrong ceiling; read back from its JSON."""
    answer = ask(shelf.book, shelf.topics["old_age_pension"], CAREER | changed, on, Switches(), known)
    assert isinstance(answer, Answer), answer
    return json.loads(json.dumps(record(answer, known, sources={"born_on": "birth certificate 17"})))


def again(shelf: Library, kept: object, *, today: bool = False) -> dict[str, Any]:
    return replay(shelf.book, shelf.topics, read_decision(kept, shelf.book), today=today)


def test_the_record_holds_what_was_asked_given_and_found(shelf: Library) -> None:
    kept = decided(shelf)
    assert kept["format"] == "mizan-decision/1"
    assert (kept["topic"], kept["on"], kept["decided_on"], kept["ground"]) == ("old_age_pension", "2013-04-20", "2013-04-20", None)
    assert kept["given"]["born_on"] == {"value": "1950-03-01", "source": "birth certificate 17"}
    assert kept["given"]["wages"] == "900;1200;1500;1100"
    assert kept["switches"] == {"age_reading": "birthday"}
    assert kept["law_version"].keys() == kept["steps"].keys() == kept["outputs"].keys()
    assert kept["outputs"]["counted"][2] == "1250.00"


def test_a_decision_is_replayed_with_what_was_known_then(shelf: Library) -> None:
    result = again(shelf, decided(shelf))
    assert result["same"]
    assert result["steps"] == []
    assert result["outputs"]["counted"] == {"kept": ["900.00", "1200.00", "1250.00", "1100.00"]} | {
        "found": ["900.00", "1200.00", "1250.00", "1100.00"],
        "same": True,
    }
    assert all(pair["same"] for pair in result["law_version"].values())


def test_today_shows_what_is_known_now_beside(shelf: Library) -> None:
    """The ceiling is 1 300 and not 1 250: the mean of the best three is 1 200 and not 1 183,33."""
    result = again(shelf, decided(shelf), today=True)
    assert result["same"]
    assert not result["today"]["same"]
    assert result["today"]["outputs"]["reference"] == {"kept": "1183.33", "found": "1200.00", "same": False}
    assert not result["today"]["law_version"]["reference"]["same"]
    assert result["today"]["law_version"]["supplement"]["same"]
    moved = {(step["path"].split(" > ")[-1], step["field"]) for step in result["today"]["steps"]}
    assert {("wage_ceiling", "value"), ("wage_ceiling", "standing"), ("reference_wage", "value"), ("pension_m", "value")} <= moved


def test_a_decision_taken_after_the_correction_is_the_same_today(shelf: Library) -> None:
    result = again(shelf, decided(shelf, known=date(2014, 3, 1)), today=True)
    assert result["same"]
    assert result["today"]["same"]


@pytest.mark.parametrize(
    ("topic", "on", "decided_on", "found", "today"),
    [
        ("tithe", "2002-06-01", "2003-01-31", "100.51", "100.50"),
        ("tithe", "2010-03-01", "2010-03-31", "100.51", "125.63"),
        ("tithe", "2010-03-01", "2010-06-15", "125.63", "125.63"),
    ],
)
def test_a_correction_and_a_retroactive_text_leave_the_past_as_it_was_decided(
    topic: str, on: str, decided_on: str, found: str, today: str, shelf: Library
) -> None:
    kept = {"topic": topic, "on": on, "decided_on": decided_on, "given": {"harvest": "1005.05"}, "outputs": {"due": found}, "ground": None}
    result = again(shelf, kept, today=True)
    assert result["same"]
    assert result["today"]["outputs"]["due"]["found"] == today
    assert result["today"]["same"] == (found == today)


def _ground(kept: dict[str, Any]) -> None:
    kept["ground"] = "too_young"


def _output(kept: dict[str, Any]) -> None:
    kept["outputs"]["pension"] = "9999.00"


def _element(kept: dict[str, Any]) -> None:
    kept["outputs"]["first_payments"][0] = "1.00"


def _fact(kept: dict[str, Any]) -> None:
    kept["given"]["wages"] = "900;1200;1500;1150"


def _sourced_fact(kept: dict[str, Any]) -> None:
    kept["given"]["born_on"]["value"] = "1980-01-01"


def _switch(kept: dict[str, Any]) -> None:
    kept["switches"]["age_reading"] = "calendar"


def _version(kept: dict[str, Any]) -> None:
    kept["law_version"]["pension"] = "law-0000000000000000"


def _step_value(kept: dict[str, Any]) -> None:
    kept["steps"]["pension"]["uses"][0]["value"] = 1


def _step_text(kept: dict[str, Any]) -> None:
    kept["steps"]["pension"]["uses"][1]["text"]["fr"] = "Taux : 70 %"


def _step_article(kept: dict[str, Any]) -> None:
    kept["steps"]["pension"]["uses"][1]["article"]["number"] = "99"


def _step_gone(kept: dict[str, Any]) -> None:
    del kept["steps"]["pension"]["uses"][3]


def _step_more(kept: dict[str, Any]) -> None:
    kept["steps"]["pension"]["uses"].append({"rule": "gift", "value": 1, "uses": []})


def _step_each(kept: dict[str, Any]) -> None:
    kept["steps"]["counted"]["each"][0]["ar"] = "x"


def _day(kept: dict[str, Any]) -> None:
    kept["on"] = "2011-12-31"


def _known(kept: dict[str, Any]) -> None:
    kept["decided_on"] = "2014-03-01"


TAMPERED = [
    _ground, _output, _element, _fact, _sourced_fact, _switch, _version, _step_value, _step_text, _step_article, _step_gone, _step_more,
    _step_each, _day, _known,
]  # fmt: skip


@pytest.mark.parametrize("touch", TAMPERED, ids=lambda touch: touch.__name__)
def test_a_record_that_was_touched_differs(touch: Callable[[dict[str, Any]], None], shelf: Library) -> None:
    kept = decided(shelf)
    touch(kept)
    assert not again(shelf, kept)["same"]


def test_where_it_differs_is_named(shelf: Library) -> None:
    kept = decided(shelf)
    _step_article(kept)
    (step,) = again(shelf, kept)["steps"]
    assert (step["path"], step["field"]) == ("pension > pension_m > pension_rate", "article")
    assert (step["kept"]["number"], step["found"]["number"]) == ("99", "5")
    _step_gone(kept)
    assert [(step["field"], step["kept"], step["found"]) for step in again(shelf, kept)["steps"][1:]] == [("step", None, "pension_ground")]


def test_facts_the_law_refuses_are_a_difference_with_its_reason(shelf: Library) -> None:
    kept = decided(shelf)
    kept["given"]["left_on"] = "1940-01-01"
    result = again(shelf, kept)
    assert not result["same"]
    assert (result["refusal"].code, result["refusal"].field) == ("check.left_after_birth", "left_on")
    kept = decided(shelf)
    kept["given"]["moon"] = "full"
    assert again(shelf, kept)["refusal"].code == "unknown_fact"


def test_the_last_day_of_a_step_may_be_said_later(shelf: Library) -> None:
    """A text that ends a wording next year changes nothing that was decided before."""
    kept = decided(shelf)
    kept["steps"]["pension"]["until"] = "2030-01-01"
    assert again(shelf, kept)["same"]


def test_what_was_not_kept_is_not_compared(shelf: Library) -> None:
    kept = decided(shelf)
    del kept["steps"], kept["law_version"], kept["standing"], kept["format"]
    kept["outputs"] = {"pension": kept["outputs"]["pension"]}
    assert again(shelf, kept)["same"]


def test_a_switch_whose_default_changes_keeps_its_choice(shelf: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record writes the reading taken, so the outputs stay; the version says that the book now takes another by default."""
    kept = decided(shelf, born_on="1953-12-01")
    assert (kept["ground"], kept["switches"]) == ("too_young", {"age_reading": "birthday"})
    folder = tmp_path / "smallland"
    shutil.copytree(LAND, folder)
    switches = folder / "switches.toml"
    switches.write_text(switches.read_text(encoding="utf-8").replace('default = "birthday"', 'default = "calendar"'), encoding="utf-8")
    for name in [name for name in sys.modules if name.split(".")[0] == "smallland"]:
        monkeypatch.delitem(sys.modules, name)
    moved = library(folder)
    result = again(moved, kept)
    assert {key: pair["same"] for key, pair in result["outputs"].items()} == dict.fromkeys(kept["outputs"], True)
    assert result["ground"]["same"]
    assert not result["law_version"]["pension"]["same"]
    assert result["law_version"]["reference"]["same"]
    del kept["switches"]
    assert not again(moved, kept)["outputs"]["pension"]["same"]


UNUSABLE = {
    "not an object": ([1], "not_object"),
    "nothing": ({}, "field"),
    "another format": ({"format": "mizan-decision/9"}, "format"),
    "an unknown field": ({"seal": "x"}, "field"),
    "no topic": ({"topic": None}, "field"),
    "an unknown topic": ({"topic": "moon"}, "topic"),
    "no day": ({"on": "2013-02-30"}, "day"),
    "a day that is a number": ({"on": 2013}, "field"),
    "facts that are a list": ({"given": []}, "field"),
    "no outputs": ({"outputs": {}}, "field"),
    "steps of nothing": ({"outputs": {"pension": "1.00"}}, "field"),
    "a ground that is a number": ({"ground": 3}, "field"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_record_that_can_not_be_used(name: str, shelf: Library) -> None:
    changed, key = UNUSABLE[name]
    kept = changed if not isinstance(changed, dict) or not changed else decided(shelf) | changed
    with pytest.raises(UnusableError) as caught:
        again(shelf, kept)
    assert caught.value.key == key


def test_an_edited_wording_is_seen_in_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a decision used is never edited; where it was, the version says so even when the amount is the same."""

    def small(name: str, **changed: str) -> Book:
        (tmp_path / name).mkdir()
        return read(tmp_path / name, monkeypatch, **changed)

    def replayed(kept: dict[str, Any], book: Book) -> dict[str, Any]:
        return replay(book, {}, read_decision(kept, book))

    first = small("first")
    topic = topic_of(first, {}, "due")
    assert topic is not None
    answer = ask(first, topic, {"harvest": "10.05"}, date(2012, 1, 1), known=date(2012, 2, 1))
    assert isinstance(answer, Answer)
    kept = record(answer, date(2012, 2, 1))
    assert replayed(kept, small("same"))["same"]
    laid_out = RULES.replace("    return rate", "    # as before\n    return rate")
    assert replayed(kept, small("layout", rules=laid_out))["same"]
    edited = replayed(kept, small("edited", rules=RULES.replace("(harvest, tithe)\n", "(harvest, tithe) + 0\n", 1)))
    assert [edited[part]["due"]["same"] for part in ("outputs", "law_version")] == [True, False]
    later = TITHE + "  2013-01-01: { value: 20%, reference: small-act.art-1, standing: gazette, published_on: unknown }\n"
    assert replayed(kept, small("later", tithe=later))["same"]


def test_the_short_record_of_a_step_is_replayed_too() -> None:
    """What the funds keep with each due."""
    line = assess_line("R22", 4_800_000, on=date(2026, 1, 31))
    kept = json.loads(json.dumps(line.trace.record()))
    result = replay(algeria(), algerian_topics(), read_decision(kept, algeria()))
    assert result["same"]
    assert result["outputs"]["r22_due"]["found"] == "16560.00"
    assert not replay(algeria(), algerian_topics(), read_decision(kept | {"value": kept["value"] + 1}, algeria()))["same"]
    for wrong in ({"target": "moon"}, {"value": "1"}, {"facts": None}):
        with pytest.raises(UnusableError):
            read_decision(kept | wrong, algeria())


WORDS = st.sampled_from(["", "value", "uses", "rule", "x", "1", "900;1", "2013-01-01", "age_reading"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_a_record_says_the_answer_is_a_verdict(shelf: Library, data: st.DataObject) -> None:
    """Any field replaced by anything: the same, a difference or unusable, never a fault."""
    kept = decided(shelf)
    table: Any = kept
    for _ in range(data.draw(st.integers(1, 3))):
        keys = sorted(table) if isinstance(table, dict) else list(range(len(table))) if isinstance(table, list) else []
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()):
            table[key] = data.draw(JSON)
            break
        table = table[key]
    try:
        result = again(shelf, kept, today=True)
    except UnusableError:
        return
    assert result["same"] in (True, False)


def test_the_command_keeps_and_replays(land: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, at = tmp_path / "decision.json", ["--book", str(land)]
    facts = [f"{key}={value}" for key, value in CAREER.items()]
    argv = ["explain", "old_age_pension", "--on", "2013-04-20", "--known", "2013-04-20", *facts, *at, "--record", str(file)]
    assert main([*argv, "--source", "born_on=birth certificate 17"]) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["given"]["born_on"]["source"] == "birth certificate 17"
    capsys.readouterr()
    assert main(["replay", str(file), *at, "--lang", "en"]) == 0
    assert "The decision is the same, computed again with the law known on 2013-04-20." in capsys.readouterr().out
    assert main(["replay", str(file), *at, "--lang", "fr", "--today"]) == 0
    out = capsys.readouterr().out
    assert "reference : gardé 1183.33, recalculé 1200.00" in out
    assert "elle serait autre" in out
    kept = json.loads(file.read_text(encoding="utf-8"))
    _output(kept)
    file.write_text(json.dumps(kept), encoding="utf-8")
    assert main(["replay", str(file), *at, "--lang", "ar"]) == 1
    assert "القرار يختلف" in capsys.readouterr().out
    assert main(["replay", str(file), *at, "--json", "--today"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["outputs"]["pension"] == {"kept": "9999.00", "found": "735.50", "same": False}
    assert found["today"]["outputs"]["pension"]["found"] == "745.50"


def test_the_day_of_a_decision_is_today_unless_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "decision.json"
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 5))
    assert main(["explain", "cnas_payslip", "--on", "2026-01-31", "wage=48000", "--record", str(file), "--json"]) == 0
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert json.loads(capsys.readouterr().out)["known"] == kept["decided_on"] == "2026-03-05"
    assert main(["replay", str(file), "--today"]) == 0
    assert main(["explain", "cnas_payslip", "--on", "2026-01-31", "wage=x", "--record", str(tmp_path / "none.json")]) == 1
    assert not (tmp_path / "none.json").exists()


@pytest.mark.parametrize("text", ["", "{", "[1,", '{"on": NaN}', "\ufeff{}", "[" * 100_000, "null"])
@pytest.mark.parametrize("machine", [False, True])
def test_a_file_that_can_not_be_used_is_told(text: str, machine: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "decision.json"
    file.write_text(text, encoding="utf-8")
    assert main(["replay", str(file), *(["--json"] if machine else [])]) == 2
    captured = capsys.readouterr()
    assert json.loads(captured.out)["unusable"]["message"]["ar"] if machine else "JSON" in captured.err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe")
    assert main(["replay", str(tmp_path / "bytes.json")]) == 2
