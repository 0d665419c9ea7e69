"""The command: explain with steps, refusals by name, audit, worked cases."""

import json
from datetime import date
from pathlib import Path

import pytest

from mizan.kernel.refusals import Refusal
from mizan.law import explain
from mizan.law.algeria.book import topics
from mizan.law.console import main
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
    assert main(["cases", str(tmp_path / "absent")]) == 2


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_explain_tells_the_steps(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "cnas_payslip", "--on", "2026-01-31", "wage=48 000,00", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert "worker = 4320.00" in out
    assert {"ar": "حصة العامل", "fr": "Part ouvrière", "en": "The worker's share, withheld from the wage, rounded once: 4\u202f320,00"}[
        lang
    ] in out


def test_a_result_from_memory_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "cnas_payslip", "--on", "2015-11-30", "wage=48000"])
    assert "à confirmer" in capsys.readouterr().out
    main(["explain", "cnas_payslip", "--on", "2016-01-31", "wage=48000"])
    assert "à confirmer" not in capsys.readouterr().out


def test_explain_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "due_date_das", "--on", "2026-01-01", "--json", "year=2025", "--switch", "das_reading=strict"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["outputs"] == {"deadline": "2026-01-30"}
    assert answer["steps"]["deadline"]["uses"][1]["value"] == "strict"


@pytest.mark.parametrize(
    ("argv", "code", "field"),
    [
        (["snmg", "--on", "1980-01-01"], "no_law_on", "on"),
        (["moon", "--on", "2020-01-01"], "unknown_topic", "topic"),
        (["cnas_payslip", "--on", "2020-01-01"], "fact_missing", "wage"),
        (["cnas_payslip", "--on", "2020-01-01", "wage=x"], "fact_unreadable", "wage"),
        (["cnas_payslip", "--on", "2020-01-01", "wage=-1"], "fact_out_of_bounds", "wage"),
        (["cnas_payslip", "--on", "2020-01-01", "moon=1"], "unknown_fact", "moon"),
        (["law_06_21_rate", "--on", "2020-01-01", "zone=east"], "fact_unreadable", "zone"),
        (["provisional_base_amount", "--on", "2020-01-01", "months=61"], "fact_out_of_bounds", "months"),
        (["snmg_m", "--on", "2020-01-01", "--switch", "moon=full"], "unknown_switch", "moon"),
    ],
)
def test_bad_input_is_refused_by_name(argv: list[str], code: str, field: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *argv, "--json"]) == 1
    refusal = json.loads(capsys.readouterr().out)["refusal"]
    assert (refusal["code"], refusal["field"]) == (code, field)
    assert refusal["message"]["ar"]
    assert refusal["message"]["fr"]


@pytest.mark.parametrize(
    "argv", [[], ["explain"], ["explain", "snmg", "--on", "soon"], ["explain", "snmg", "--on", "2020-01-01", "word"], ["moon"]]
)
def test_misuse_is_told(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    assert "usage" in capsys.readouterr().err


def test_audit_is_one_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    keys = {"name", "kind", "source", "standing", "since", "until"}
    assert all(keys <= entry.keys() and entry["source"] and entry["standing"] for entry in entries)
    assert {entry["kind"] for entry in entries} == {"rule", "value", "switch"}
    assert main(["audit"]) == 0
    assert "recall:" in capsys.readouterr().out


def test_the_book_answers_in_python() -> None:
    answer = explain("cnas_payslip", on=date(2026, 1, 31), wage="48000.00")
    assert isinstance(answer, Answer)
    assert answer.outputs["worker"] == "4320.00"
    refusal = explain("moon", on=date(2026, 1, 31))
    assert isinstance(refusal, Refusal)
