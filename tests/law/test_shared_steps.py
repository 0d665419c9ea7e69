"""What two rules of a tree both use is told once, where it first comes."""

from datetime import date
from pathlib import Path

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
