"""The command: worked cases, audit, and the book asked from Python. What it explains is in test_explain."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mizan.kernel.refusals import Refusal
from mizan.law import explain
from mizan.law.algeria.book import book, topics
from mizan.law.console import main
from mizan.law.engine.cases import run_cases
from mizan.law.engine.sources import Standing
from mizan.law.engine.topics import Answer

CASES = Path(__file__).parent / "worked_cases.jsonl"


def test_the_worked_cases_of_the_book(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", str(CASES)]) == 0
    out = capsys.readouterr().out.splitlines()
    lines = CASES.read_text(encoding="utf-8").splitlines()
    assert out[-1] == f"{len(lines)} passed, 0 failed, 0 skipped"
    assert {json.loads(line)["topic"] for line in lines} <= topics().keys()


def test_cases_that_do_not_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {"id": "X", "topic": "snmg", "on": "2026-01-01", "inputs": {}, "expected": {"snmg": "1.00"}, "confidence": "sourced"}
    rows: list[object] = [
        case,
        case | {"id": "D", "confidence": "recall"},
        case | {"id": "S", "topic": "moon"},
        case | {"id": "B", "on": "2026-02-30"},
        case | {"id": "K", "inputs": {"moon": 1}},
        case | {"id": "M", "expected": {"moon": "1.00"}},
        case | {"id": "I", "inputs": None},
        [],
    ]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join([json.dumps(row) for row in rows] + ["{", ""]), encoding="utf-8")
    assert main(["cases", str(file)]) == 1
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == "0 passed, 7 failed, 1 skipped"
    assert "doubtful D snmg - snmg: 24000.00 for 1.00" in out
    assert "failed   K snmg - refused: nothing_asked - moon: «" in out


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_a_file_that_can_not_be_read_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    (tmp_path / "latin").write_bytes("é".encode("latin-1"))
    for command, name, words in (
        ("cases", "absent", {"ar": "لا وجود لهذا الملف", "fr": "n'existe pas", "en": "no such file"}),
        ("cases", ".", {"ar": "مجلد", "fr": "est un dossier", "en": "is a folder"}),
        ("replay", "latin", {"ar": "ليس نصا", "fr": "n'est pas un texte", "en": "is not text"}),
    ):
        assert main([command, str(tmp_path / name), "--lang", lang]) == 2
        told = capsys.readouterr().err
        assert words[lang] in told
        assert "Errno" not in told


def test_a_line_that_can_not_be_read_is_a_failure_named_by_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {"topic": "snmg", "on": "2026-01-01", "inputs": {}, "expected": {"snmg": "24000.00"}}
    good = json.dumps(case).encode()
    file = tmp_path / "cases.jsonl"
    nameless = json.dumps(case | {"expected": {"snmg": 24000.5}}).encode()
    file.write_bytes(b"\n".join([good, b"", b"\xff\xfe", b"[" * 100_000, b"3", nameless, good + b"\r"]))
    assert main(["cases", str(file)]) == 1
    out = capsys.readouterr().out.splitlines()
    assert [line.split(" - ")[0].split() for line in out[:-1]] == [
        ["passed", "line", "1", "snmg"],
        ["failed", "line", "3", "?"],
        ["failed", "line", "4", "?"],
        ["failed", "line", "5", "?"],
        ["failed", "line", "6", "snmg"],
        ["passed", "line", "7", "snmg"],
    ]
    assert out[-1] == "2 passed, 4 failed, 0 skipped"


@pytest.mark.parametrize(
    "changed",
    [
        {"inputs": {"wage": {"amount": 1}}},
        {"inputs": {"wage": None}},
        {"inputs": {"wage": [1, 2]}},
        {"inputs": {"wage": "1e400"}},
        {"inputs": []},
        {"expected": None},
        {"expected": {"worker": {"a": 1}}},
        {"expected": {"worker": "NaN"}},
        {"expected": {"worker": None}},
        {"expected": {"worker": ["4320.00"]}},
        {"on": 2026},
        {"topic": ["cnas_payslip"]},
        {"id": None},
    ],
)
def test_whatever_a_case_says_it_has_a_verdict(changed: dict[str, object]) -> None:
    case: dict[str, object] = {"id": "A", "topic": "cnas_payslip", "on": "2026-01-31", "inputs": {"wage": "48000.00"}}
    case["expected"] = {"worker": "4320.00"}
    (result,) = run_cases(book(), topics(), [json.dumps(case | changed)])
    assert result.verdict == ("passed" if "id" in changed else "skipped" if "topic" in changed else "failed")


def test_money_given_as_a_decimal_number_is_never_a_float() -> None:
    """0.07 as a float is a little more than seven centimes; the text of the file is exact."""
    line = '{"id": "A", "topic": "cnas_payslip", "on": "2026-01-31", "inputs": {"wage": 999999999.97}, "expected": {"worker": 90000000.00}}'
    (result,) = run_cases(book(), topics(), [line])
    assert result.verdict == "passed", result.why


def test_a_file_of_cases_is_read_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first verdict is printed before the second line is read, so the size of a file does not matter."""
    read: list[int] = []

    def lines() -> Iterator[str]:
        for number in range(1, 1_000_000):
            read.append(number)
            yield json.dumps({"id": str(number), "topic": "moon"})

    results = run_cases(book(), topics(), lines())
    assert [next(results).case_id, next(results).case_id] == ["1", "2"]
    assert read == [1, 2]


def test_audit_is_one_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    keys = {"name", "kind", "source", "article", "standing", "since", "until", "published_on", "title", "gazette"}
    assert all(keys <= entry.keys() and entry["source"] and entry["standing"] for entry in entries)
    assert {"rule", "value", "switch"} <= {entry["kind"] for entry in entries} <= {"rule", "value", "switch", "fact"}
    order = [list(Standing).index(Standing(entry["standing"])) for entry in entries]
    assert order == sorted(order)
    steps = sum(len(value.steps) + sum(len(held) for _, held in value.earlier) for value in book().values.values())
    wordings = sum(len(wordings) for wordings in book().rules.values())
    count = {kind: sum(entry["kind"] == kind for entry in entries) for kind in ("rule", "value", "switch", "fact")}
    sourced = sum(fact.reference is not None for fact in book().inputs.facts.values())
    assert count == {"rule": wordings, "value": steps, "switch": len(book().inputs.switches), "fact": sourced}


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_audit_says_what_each_standing_means(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--lang", lang]) == 0
    out = capsys.readouterr().out
    for standing in Standing:
        assert f"{standing}: " in out
        assert book().labels.text(f"standing.{standing}", lang) in out


def test_audit_lists_what_was_corrected_and_the_facts_with_a_source(land: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--json", "--book", str(land)]) == 0
    entries = json.loads(capsys.readouterr().out)
    ceiling = [(e["since"], e["held_until"], e["value"], e["standing"]) for e in entries if e["name"] == "wage_ceiling"]
    assert sorted(ceiling, key=str) == [
        ("2001-06-01", "2014-03-01", 100_000, "gazette"),
        ("2001-06-01", None, 100_000, "gazette"),
        ("2012-01-01", "2014-03-01", 125_000, "recall"),
        ("2012-01-01", None, 130_000, "secondary"),
    ]
    assert {e["name"]: (e["source"], e["article"], e["least"], e["standing"]) for e in entries if e["kind"] == "fact"} == {
        "wage_m": ("old-age-act", "2", 0, "gazette"),
        "child_age": ("old-age-act", "6", 0, "gazette"),
    }
    assert [e["known_from"] for e in entries if e["name"] == "tithe_due" and e["since"] == "2002-01-01"] == ["2012-05-01"]


def test_the_book_answers_in_python() -> None:
    answer = explain("cnas_payslip", on=date(2026, 1, 31), wage="48000.00")
    assert isinstance(answer, Answer)
    assert answer.outputs["worker"] == "4320.00"
    refusal = explain("moon", on=date(2026, 1, 31))
    assert isinstance(refusal, Refusal)
