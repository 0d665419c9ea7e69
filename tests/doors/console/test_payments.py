"""`mizan payments`: a month from prepared to paid again, each act in the name of an account that keeps the fund's books."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.flows.pay_world import PAYER, PAYER_ACCOUNT, PayWorld, make_world
from tests.flows.test_pay_month import faults
from tests.flows.test_pay_returns import report

from mizan.config.console import _parser
from mizan.config.database import connect_as
from mizan.doors.console import payments

Say = Callable[..., tuple[int, str, str]]
NOVEMBER = ("--fund", "CNR", "--month", "2026-11")
SENT = ("--profile", "pain001", "--payer", PAYER, "--account", PAYER_ACCOUNT)


@pytest.fixture
def world(db: object) -> PayWorld:
    return make_world()


@pytest.fixture
def say(world: PayWorld, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a verb of the command as it runs (batch role); returns the code, what was printed, and what was complained of."""

    def run(verb: str, *words: str, by: str | None = None) -> tuple[int, str, str]:
        named = () if by is None else ("--by", f"pay_{by}")
        arguments = _parser().parse_args(["payments", verb, *words, *named])
        does = {"list": payments.listed, "returns": payments.returns}.get(verb) or getattr(payments, verb)
        with connect_as("batch"):
            code = does(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_a_month_is_prepared_agreed_sent_and_paid_again(world: PayWorld, say: Say, tmp_path: Path) -> None:
    world.award()
    world.award(person=world.person(account=None))
    code, told, _ = say("prepare", *NOVEMBER, "--pay-on", "2026-11-20", by="prepares")
    assert code == 0
    assert "CNR 2026-11 attempt 1" in told
    assert "prepared, 1 payments" in told
    assert "account_missing" in told
    code, _, complained = say("approve", *NOVEMBER, by="prepares")
    assert code == 1
    assert "aucune n’a préparé" in complained
    assert "agreed" in say("approve", *NOVEMBER, by="agrees")[1]
    assert say("approve", *NOVEMBER, by="agrees")[0] == 1
    assert say("file", *NOVEMBER, *SENT, "--out", str(tmp_path / "early.xml"), by="agrees")[0] == 1
    assert not (tmp_path / "early.xml").exists()
    assert "approved" in say("approve", *NOVEMBER, by="approves")[1]
    code, told, _ = say("file", *NOVEMBER, *SENT, "--out", str(tmp_path / "one.xml"), by="prepares")
    body = (tmp_path / "one.xml").read_bytes()
    assert (code, sha256(body).hexdigest() in told) == (0, True)
    assert say("file", *NOVEMBER, *SENT, "--out", str(tmp_path / "two.xml"), by="fourth")[0] == 0
    assert (tmp_path / "two.xml").read_bytes() == body
    text = body.decode()
    reference = text.split("<EndToEndId>")[1].split("<")[0]
    paid = int(text.split("<CdtTrfTxInf>")[1].split("</InstdAmt>")[0].rsplit(">", 1)[1].replace(".", ""))
    (tmp_path / "back.xml").write_bytes(report((reference, paid)))
    assert "1 payments came back" in say("returns", *NOVEMBER, str(tmp_path / "back.xml"), by="agrees")[1]
    assert "taken before" in say("returns", *NOVEMBER, str(tmp_path / "back.xml"), by="agrees")[1]
    shown = say("show", *NOVEMBER)[1]
    number = shown.split("  return ")[1].split(":")[0]
    assert say("reissue", *NOVEMBER, "--return", number, "--ground", "nouveau compte", by="agrees")[0] == 0
    assert "to pay again" in say("show", *NOVEMBER)[1]
    assert faults() == []


def test_a_finding_is_answered_and_a_changed_run_names_its_differences(world: PayWorld, say: Say) -> None:
    first = world.award()
    world.award(person=world.person(account=None))
    told = say("prepare", *NOVEMBER, "--pay-on", "2026-11-20", by="prepares")[1]
    number = told.split("  finding ")[1].split(":")[0]
    assert say("answer", *NOVEMBER, "--finding", number, "--cleared", "tant pis", by="agrees")[0] == 1
    assert say("answer", *NOVEMBER, "--finding", "999", "--upheld", "rien", by="agrees")[0] == 1
    assert say("answer", *NOVEMBER, "--finding", number, "--upheld", "compte demandé", by="agrees")[1] == f"finding {number}: upheld\n"
    world.decide(first, 4_400_000, "2026-11-01", "2026-11-23")
    assert "agreed" in say("approve", *NOVEMBER, by="agrees")[1]
    code, _, complained = say("approve", *NOVEMBER, by="approves")
    assert code == 1
    assert f"award {first} (amount)" in complained
    assert "no longer due" in say("show", *NOVEMBER)[1]
    assert say("cancel", *NOVEMBER, "--reason", " ", by="agrees")[0] == 1
    assert "cancelled" in say("cancel", *NOVEMBER, "--reason", "à refaire", by="agrees")[1]
    assert say("show", *NOVEMBER)[0] == 1
    assert "cancelled" in say("list", "--fund", "CNR")[1]


def test_only_who_keeps_the_funds_books_acts(world: PayWorld, say: Say) -> None:
    world.award()
    code, told, complained = say("prepare", *NOVEMBER, "--pay-on", "2026-11-20", by="cnas")
    assert (code, told) == (1, "")
    assert complained
    assert say("list")[1] == ""


def test_what_cannot_be_read_is_said(world: PayWorld, say: Say, tmp_path: Path) -> None:
    world.award()
    assert say("prepare", *NOVEMBER, "--pay-on", "2026-11-20", by="nobody")[0] == 2
    assert say("prepare", *NOVEMBER, "--pay-on", "vendredi", by="prepares")[0] == 2
    for month in ("2026-13", "2026-Q4", "novembre"):
        code, _, complained = say("prepare", "--fund", "CNR", "--month", month, "--pay-on", "2026-11-20", by="prepares")
        assert code == 2
        assert month in complained
    assert say("returns", *NOVEMBER, str(tmp_path / "none.xml"), by="agrees")[0] == 2
    (tmp_path / "bad.xml").write_bytes(b"<a/>")
    assert say("returns", *NOVEMBER, str(tmp_path / "bad.xml"), by="agrees")[0] == 1
    assert say("approve", *NOVEMBER, by="agrees")[0] == 1
