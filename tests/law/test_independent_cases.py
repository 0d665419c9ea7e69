"""Cases computed from the rules in exact fractions, apart from the code: bracket edges, eves of dates, floors, ceilings, half centimes."""

import json
from pathlib import Path

import pytest

from mizan.law.console import main

CASES = Path(__file__).parent / "independent_cases.jsonl"


def test_the_book_agrees_with_whoever_computes_apart(capsys: pytest.CaptureFixture[str]) -> None:
    written = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    assert main(["cases", str(CASES)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"{len(written)} passed, 0 failed, 0 skipped"
    assert not [line for line in lines if line.startswith("doubtful")]
