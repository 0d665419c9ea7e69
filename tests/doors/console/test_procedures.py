"""`mizan procedures`: the same for a person and for a program, as the role that only reads."""

from __future__ import annotations

import argparse
import json

import pytest
from tests.flows.pay_world import at
from tests.funds.procedures.files_world import Files

from mizan.config.console import _parser
from mizan.config.database import connect_as
from mizan.doors.console import procedures
from mizan.funds.benefits.types import StepKind


@pytest.fixture
def files(db: object) -> Files:
    files = Files()
    files.long_way()
    for number in range(11):
        files.whole("2026-10-05", number)
    files.step(files.claim("2026-03-02"), StepKind.TAKEN, at("2026-03-05"))
    return files


def asked(verb: str, *more: str) -> argparse.Namespace:
    return _parser().parse_args(["procedures", verb, *more])


def test_each_command_tells_a_person_and_a_program(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    with connect_as("audit"):
        assert procedures.paths(asked("paths")) == 0
        told = capsys.readouterr().out
        assert "13 files received" in told
        assert "answered > asked: 1 times, median 172800 s, p90 172800 s, back" in told
        assert "if agree_next_day: 1 of 12 files, 604800 s saved" in told
        assert procedures.paths(asked("paths", "--json", "--fund", "CNR")) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["of"], found["paths"]["cases"]) == (13, 13)
        assert procedures.service(asked("service")) == 0
        assert "1 files wait" in capsys.readouterr().out
        assert procedures.service(asked("service", "--json", "--fund", "CASNOS")) == 0
        assert json.loads(capsys.readouterr().out)["waiting"] == 0
        assert procedures.equity(asked("equity")) == 0
        assert "all: 12 people, 12 decided" in capsys.readouterr().out
        assert procedures.equity(asked("equity", "--json")) == 0
        groups = json.loads(capsys.readouterr().out)["groups"]
    assert {group["dimension"] for group in groups} == {"all", "scheme", "sex", "wilaya"}
    assert "NOM" not in told
