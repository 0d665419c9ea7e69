"""The law version: the same for the same law, on every machine, whatever its layout; another as soon as the law says something else."""

import ast
import json
from datetime import date
from pathlib import Path

import pytest
from smallland import RULES, read

from mizan.law.algeria.book import book
from mizan.law.engine.fingerprint import canonical
from mizan.law.engine.lint import functions_of

SAYS_ALL = '''
def levy(harvest, tithe, wages):
    """What a
    field owes."""
    owed = rate_half_up(harvest, tithe) * 2 - -3
    kept: Centimes = Centimes(owed)
    for i in range(LIMIT):
        kept = kept + wages[i] if owed > 0 and not i == 2 else kept % 7
    if 0 < kept <= LIMIT:
        return kept // 2
    else:
        return max(kept, 1)
'''


def known_by(text: str, **constants: object) -> str:
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    return canonical(node, {"LIMIT": 12, "Centimes": int} | constants, {"harvest": "centimes", "tithe": "ppm"}, "centimes")


def test_what_a_rule_says_is_written_out_and_not_left_to_python() -> None:
    """Word for word, so that a Python that would write it otherwise fails here."""
    assert json.loads(known_by(SAYS_ALL)) == [
        "levy",
        [["harvest", "centimes"], ["tithe", "ppm"], ["wages", ""]],
        "centimes",
        "What a field owes.",
        [
            ["set", ["name", "owed"], ["Sub", ["Mult", ["call", "rate_half_up", ["name", "harvest"], ["name", "tithe"]], ["int", 2]],
             ["USub", ["int", 3]]]],
            ["set", ["name", "kept"], ["call", "Centimes", ["name", "owed"]]],
            ["for", ["name", "i"], ["call", "range", ["int", 12]], [
                ["set", ["name", "kept"], [
                    "either",
                    ["And", ["compare", ["name", "owed"], ["Gt", ["int", 0]]], ["Not", ["compare", ["name", "i"], ["Eq", ["int", 2]]]]],
                    ["Add", ["name", "kept"], ["element", ["name", "wages"], ["name", "i"]]],
                    ["Mod", ["name", "kept"], ["int", 7]],
                ]],
            ]],
            ["if", ["compare", ["int", 0], ["Lt", ["name", "kept"]], ["LtE", ["int", 12]]],
             [["return", ["FloorDiv", ["name", "kept"], ["int", 2]]]],
             [["return", ["call", "max", ["name", "kept"], ["int", 1]]]]],
        ],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    owed =", "    # a remark\n\n    owed  =  "),
        ("owed > 0 and not i == 2", "(owed > 0) and (not (i == 2))"),
        ("What a\n    field", "What a field"),
        ("range(LIMIT)", "range(12)"),
        ("kept: Centimes =", "kept ="),
        ("(harvest, tithe, wages)", "(\n    harvest,\n    tithe,\n    wages,\n)"),
        ("    else:\n        return max", "    else: return max"),
    ],
)
def test_layout_comments_and_names_of_constants_change_nothing(old: str, new: str) -> None:
    assert old in SAYS_ALL
    assert known_by(SAYS_ALL.replace(old, new)) == known_by(SAYS_ALL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("* 2", "* 3"),
        ("0 < kept", "0 <= kept"),
        ("tithe, wages", "wages, tithe"),
        ("field owes", "field pays"),
        ("- -3", "+ 3"),
        ("and", "or"),
    ],
)
def test_any_other_change_is_another_version(old: str, new: str) -> None:
    assert known_by(SAYS_ALL.replace(old, new)) != known_by(SAYS_ALL)


def test_a_constant_counts_by_its_value() -> None:
    assert known_by(SAYS_ALL, LIMIT=13) != known_by(SAYS_ALL)


def test_every_wording_of_the_book_has_a_stable_text() -> None:
    """A wording is found again from its file, and no two wordings of the book say the same thing under the same name."""
    seen: dict[str, str] = {}
    for wordings in book().rules.values():
        for wording in wordings:
            filename = wording.function.__code__.co_filename
            node = functions_of(filename)[wording.function.__code__.co_firstlineno]
            assert canonical(node, wording.function.__globals__, wording.inputs, wording.unit) == wording.canonical
            assert seen.setdefault(wording.canonical, wording.name) == wording.name


VERSION = "law-e8c3aaf643828409"


def test_the_version_of_a_small_law_is_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A constant written here: another machine, another Python or another day gives the same, or this fails."""
    small = read(tmp_path, monkeypatch)
    assert small.plan(("left",), date(2012, 1, 1)).law_version == VERSION


def test_a_constant_of_a_rule_is_part_of_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str, keep: int) -> str:
        folder = tmp_path / name
        folder.mkdir()
        rules = RULES.replace("@rule", f"LEAST = {keep}\n\n\n@rule", 1).replace("max(kept, 0)", "max(kept, LEAST)")
        return read(folder, monkeypatch, rules=rules).plan(("left",), date(2012, 1, 1)).law_version

    assert version("a", 0) != version("b", 1)
    assert version("c", 0) == version("d", 0)
