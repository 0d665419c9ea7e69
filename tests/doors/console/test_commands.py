"""The commands on the books, on a real database: what they print and how they end."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

import pytest

from mizan.config.database import connect_as
from mizan.doors.console import commands
from mizan.funds.access.queries import system_account
from mizan.funds.ledger.actions.post import post
from mizan.funds.ledger.types import EntryDraft, Journal, Line, Nature
from mizan.kernel.funds import Branch, Fund

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
NONE = argparse.Namespace()


def _post(key: str) -> int:
    lines = (
        Line(Fund.CNAS, Nature.RECEIVABLE, Branch.SOCIAL_INSURANCE, "employers", 100),
        Line(Fund.CNAS, Nature.REVENUE, Branch.SOCIAL_INSURANCE, "", -100),
    )
    draft = EntryDraft(journal=Journal.ASSESSMENT, booked_on=AT.date(), verb="assess", act_key=key, lines=lines)
    return post(draft, by=system_account(), at=AT)


@pytest.mark.usefixtures("db")
def test_an_empty_database_holds_no_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    with connect_as("audit"):
        assert commands.ledger_verify(NONE) == commands.NO_LEDGER
    assert "No ledger" in capsys.readouterr().err


@pytest.mark.usefixtures("db")
def test_verify_names_the_unsealed_tail_then_proves_it(capsys: pytest.CaptureFixture[str]) -> None:
    with connect_as("batch"):
        entry = _post("one")
        assert commands.ledger_verify(NONE) == commands.SOUND
        assert f"1 not sealed yet: {entry}" in capsys.readouterr().out
        assert commands.ledger_seal(NONE) == 0
        assert commands.ledger_verify(NONE) == commands.SOUND
    assert "1 entries verified" in capsys.readouterr().out


@pytest.mark.usefixtures("db")
def test_the_night_seals_and_finds_sound_books(capsys: pytest.CaptureFixture[str]) -> None:
    with connect_as("batch"):
        assert commands.night(NONE) == commands.SOUND
    assert "0 entries sealed" in capsys.readouterr().out


@pytest.mark.usefixtures("db")
def test_a_detail_the_books_do_not_know_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with connect_as("batch"):
        _post("alone")  # a receivable with no due behind it
        assert commands.night(NONE) == commands.BROKEN
    assert "DOES NOT AGREE" in capsys.readouterr().err


@pytest.mark.usefixtures("db")
def test_the_night_tells_what_failed_and_goes_on(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from mizan.flows import nightly

    def broken(**_: object) -> int:
        raise ValueError("broken")

    monkeypatch.setattr(nightly, "take_waiting_returns", broken)
    with connect_as("batch"):
        assert commands.night(NONE) == commands.BROKEN
    told = capsys.readouterr()
    assert "FAILED: take_returns waiting: ValueError: broken" in told.err
    assert "0 entries sealed" in told.out


@pytest.mark.usefixtures("db")
def test_the_day_the_books_open_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    from mizan.flows import assess_missing as flow

    asked: list[date] = []
    monkeypatch.setattr(flow, "assess_missing", lambda *, since, **_: asked.append(since) or ())
    with connect_as("batch"):
        commands.night(NONE)
        monkeypatch.setenv(commands.OPENING_VARIABLE, "2024-11-01")
        commands.night(NONE)
    assert asked == [date(2024, 11, 1)]
