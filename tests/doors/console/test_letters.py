"""`mizan letters`: a day's letters in one file, in the name of who may open the files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.flows.pay_world import hold
from tests.flows.proof_world import ProofWorld, make_proof_world

from mizan.config.console import _parser
from mizan.config.database import connect_as
from mizan.doors.console import letters


@pytest.fixture
def world(db: object) -> ProofWorld:
    made = make_proof_world()
    for agency in ("31000", "16000"):
        made.pensioner("1950-11-09", since="2026-01-01", agency=agency)
    made.night("2026-11-02")
    return made


def run(verb: str, out: Path, *, by: str, day: str, fund: str = "CNR", more: tuple[str, ...] = ()) -> int:
    words = ["letters", verb, "--fund", fund, "--day", day, "--out", str(out), "--by", by, *more]
    arguments = _parser().parse_args(words)
    with connect_as("batch"):
        return (letters.proofs if verb == "proofs" else letters.notices)(arguments)


def name_of(world: ProofWorld, account: str) -> str:
    from mizan.funds.access.sql import rows

    with connect_as("batch"):
        ((username,),) = rows("SELECT username FROM access_account WHERE id = %s", [world.pay.accounts[account]])
    return str(username)


def test_both_kinds_are_printed_and_printed_again(world: ProofWorld, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    officer, accountant = name_of(world, "officer"), name_of(world, "agrees")
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    assert run("proofs", one, by=officer, day="2026-11-02") == 0
    assert "2 letters" in capsys.readouterr().out
    assert run("proofs", two, by=officer, day="2026-11-02") == 0
    assert one.read_bytes() == two.read_bytes()
    assert run("proofs", two, by=officer, day="2026-11-02", more=("--agency", "31000", "--lang", "fr")) == 0
    assert [name[:5] for name in zipfile.ZipFile(two).namelist()] == ["31000", "list."]
    hold(world.pay, world.pay.award(), "2026-08-25")
    assert run("notices", one, by=accountant, day="2026-08-25") == 0
    assert len(zipfile.ZipFile(one).namelist()) == 2


def test_who_may_not_and_what_can_not_be_read(world: ProofWorld, tmp_path: Path) -> None:
    officer, accountant = name_of(world, "officer"), name_of(world, "agrees")
    out = tmp_path / "no.zip"
    for verb, by, day, fund, code in (
        ("proofs", accountant, "2026-11-02", "CNR", 1), ("proofs", officer, "2026-11-02", "CASNOS", 1),
        ("notices", officer, "2026-08-25", "CNR", 1), ("notices", accountant, "2026-08-26", "CNR", 1),
        ("proofs", "nobody", "2026-11-02", "CNR", 2), ("proofs", officer, "lundi", "CNR", 2),
    ):  # fmt: skip
        assert run(verb, out, by=by, day=day, fund=fund) == code
    assert not out.exists()
