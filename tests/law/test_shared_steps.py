"""What two rules of a tree both use is told once, where it first comes."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from smallland import read

from mizan.law.engine.plan import Outcome

FACTS = """
[harvest]
unit = "centimes"
title = { ar = "المحصول", fr = "Récolte" }
"""
RULES = '''
@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def due(harvest: Centimes) -> Centimes:
    """What is owed."""
    return Centimes(harvest // 10)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def left(harvest: Centimes, due: Centimes) -> Centimes:
    """What is kept."""
    return Centimes(harvest - due)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def shared(left: Centimes, due: Centimes) -> Centimes:
    """Both together."""
    return Centimes(left + due)
'''
SAID = '[rule]\ndue = "{value:money}"\nleft = "{value:money}"\nshared = "{value:money}"\n'


def test_a_rule_is_unfolded_where_it_first_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = read(tmp_path, monkeypatch, facts=FACTS, rules=RULES, ar=SAID, fr=SAID)
    found = small.plan(("shared",), date(2001, 1, 1)).run({"harvest": 100})
    assert isinstance(found, Outcome)
    left, due = found.trace().to_json()["uses"]
    assert [used["rule"] for used in left["uses"]] == ["harvest", "due"]
    assert [used["rule"] for used in left["uses"][1]["uses"]] == ["harvest"]
    assert (due["rule"], due["value"], due["uses"], due["again"]) == ("due", 10, [], True)
    assert "again" not in left["uses"][1]
    assert "again" not in left["uses"][0]


def spoil(part: Any) -> None:
    """Empties everything a tree holds."""
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            spoil(inner)
    part.clear()


def test_what_a_reader_does_to_a_tree_stays_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What all the cases of a day share is written once, but handed to each: article, title, sentences."""
    small = read(tmp_path, monkeypatch, facts=FACTS, rules=RULES, ar=SAID, fr=SAID)
    found = small.plan(("shared",), date(2001, 1, 1)).run({"harvest": 100})
    assert isinstance(found, Outcome)
    trace = found.trace()
    tree = trace.to_json()
    untouched = deepcopy(tree)
    spoil(tree)
    assert tree == {}
    assert trace.to_json() == untouched


def test_each_case_says_its_own_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = '[rule]\ndue = "{harvest:money} → {value:money}"\nleft = "{harvest:plain} {due:int} {value:money}"\nshared = "{value:money}"\n'
    plan = read(tmp_path, monkeypatch, facts=FACTS, rules=RULES, ar=said, fr=said).plan(("shared",), date(2001, 1, 1))
    for harvest, plain, due in ((100_000, "1\u202f000,00", "10\u202f000"), (234_560, "2\u202f345,60", "23\u202f456")):
        found = plan.run({"harvest": harvest})
        assert isinstance(found, Outcome)
        left = found.trace().to_json()["uses"][0]
        assert left["text"]["fr"].startswith(f"{plain} {due} ")
        assert left["uses"][1]["text"]["fr"].startswith(f"{plain}\u00a0DA → ")
