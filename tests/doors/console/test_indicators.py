"""`mizan indicators` and what the night keeps: the same for a person and for a program, and a month that is none is refused."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.flows.conftest import world

from mizan.config.console import _parser
from mizan.config.database import connect_as
from mizan.doors.console import indicators
from mizan.flows.failures import Failure
from mizan.flows.nightly import take_figures
from mizan.funds.indicators.definitions import DEFINITIONS

__all__ = ["world"]


@pytest.fixture
def filed(world: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A declaration paid in part; the clock stands in March."""
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.pay([("1", 300_000_00, "VIREMENT 1600000101 2026-01")], "2026-02-20")
    monkeypatch.setattr(indicators, "now", lambda: world.at("2026-03-02", 22))
    return world


def asked(verb: str, *more: str) -> argparse.Namespace:
    return _parser().parse_args(["indicators", verb, *more])


def test_a_month_is_taken_shown_and_exported(filed: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    number = sum(len(one.funds) + 1 for one in DEFINITIONS.values())
    with connect_as("batch"):
        assert indicators.take(asked("take", "2026-02")) == 0
        assert f"2026-02 to 2026-02-28: {number} new figures (0 restate), 0 as before, 0 failed" in capsys.readouterr().out
        assert indicators.take(asked("take", "2026-02")) == 0
        assert f"0 new figures (0 restate), {number} as before, 0 failed" in capsys.readouterr().out
    with connect_as("audit"):
        assert indicators.show(asked("show", "2026-02")) == 0
        told = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}
        assert told["covered_persons"][0] == "measured"
        assert told["discrepancy_rate"][0] == "nothing_counted"
        assert told["field_visits"][0] == "not_covered"
        assert indicators.show(asked("show", "2026-02", "--fund", "CNAS", "--json")) == 0
        found = {one["indicator"]: one for one in json.loads(capsys.readouterr().out)}
        assert (found["discrepancy_rate"]["state"], found["discrepancy_rate"]["value"]) == ("nothing_counted", None)
        assert found["receipts"]["fund"] == "CNAS"
        for form in ("csv", "parquet"):
            file = tmp_path / form
            assert indicators.export(asked("export", "--format", form, "--out", str(file))) == 0
            assert f"{number} figures" in capsys.readouterr().out
            assert file.stat().st_size > 0


@pytest.mark.parametrize("month", ["2026-13", "2026", "2026-Q1", "soon"])
def test_what_is_no_month_is_refused(filed: Any, capsys: pytest.CaptureFixture[str], month: str) -> None:
    with connect_as("batch"):
        assert indicators.take(asked("take", month)) == 2
        assert indicators.show(asked("show", month)) == 2
    assert "is not a month" in capsys.readouterr().err


def test_a_month_to_come_is_refused_and_a_failure_is_told(filed: Any, capsys: pytest.CaptureFixture[str], db: Any) -> None:
    with connect_as("batch"):
        assert indicators.take(asked("take", "2026-04")) == 2
    assert "has not begun" in capsys.readouterr().err
    with db.raw() as admin:
        admin.execute("ALTER TABLE contributions_match_share DISABLE TRIGGER USER")
        admin.execute("UPDATE contributions_match_share SET amount = amount + 1 WHERE fund = 'CNR'")
    with connect_as("batch"):
        assert indicators.take(asked("take", "2026-02")) == 1
    assert "0 failed" not in capsys.readouterr().out


def test_the_night_keeps_the_month_before_and_this_one_and_goes_on_past_a_failure(filed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from mizan.flows import nightly

    failures: list[Failure] = []
    real = nightly.take_snapshot
    at: datetime = filed.at("2026-03-02", 22)
    with connect_as("batch"):
        assert [(one.month.key, one.failed) for one in take_figures(at=at)] == [("2026-02", 0), ("2026-03", 0)]

        def broken(month: Any, **more: Any) -> Any:
            if month.key == "2026-02":
                raise RuntimeError("planted")
            return real(month, **more)

        monkeypatch.setattr(nightly, "take_snapshot", broken)
        assert [one.month.key for one in take_figures(at=at, tell=failures.append)] == ["2026-03"]
    assert [(one.act, one.subject) for one in failures] == [("take_figures", "2026-02")]
