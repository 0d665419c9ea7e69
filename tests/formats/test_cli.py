"""The commands on files: what they print, what they return, what they write."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.formats.das_files import FIRST, HEADER, SECOND, put

from mizan.formats.cli import dac_check_command, das_check_command, das_write_command
from mizan.formats.dac import DacLine, DacReturn, write_csv

QUARTERS = ";".join(f"T{quarter}_{name}" for quarter in (1, 2, 3, 4) for name in ("DUREE", "UNITE", "MONTANT"))
WORKERS = f"""NSS;NOM;PRENOM;NAISSANCE;{QUARTERS};ENTREE;SORTIE
850012345648;Bénali;Amine;15/03/1985;520;H;180000,00;520;H;180 000,00;520;H;180000.00;520;H;180000;01/02/2019;
90 0102 0304 71;HADDAD;SARA;1990-01-02;;;;300;H;95 000,50;520;H;165000;520;H;165000;10/05/2025;
"""
WRITE = ("--employer", "1600012345", "--year", "2025", "--name", "Société d'Exemple")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    header, detail = tmp_path / "D25E1600012345.TXT", tmp_path / "D25S1600012345.TXT"
    header.write_bytes(HEADER)
    detail.write_bytes(FIRST + b"\r\n" + SECOND)
    return str(header), str(detail)


def test_check_prints_the_return_as_json(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert das_check_command([*pair, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["outcome"] == "accepted"
    assert (printed["lines"], printed["taken"], printed["anomalies"]) == (2, 2, [])
    assert "insured_register" in printed["not_checked"]
    assert "minimum_wage" not in printed["not_checked"]


def test_check_exits_one_when_refused_and_zero_when_partly_taken(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(pair[1]).write_bytes(FIRST + b"\r\n" + put(SECOND, 20, "900102030472"))
    assert das_check_command([*pair, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "partly_taken"
    Path(pair[0]).write_bytes(put(HEADER, 10, "X"))
    assert das_check_command([*pair, "--json"]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed["outcome"] == "refused"
    assert set(printed["anomalies"][0]) == {"line", "field", "code", "severity", "message", "basis", "found", "expected"}


@pytest.mark.parametrize(("lang", "words"), [("ar", ["مقبول", "السطر 2"]), ("fr", ["Accepté", "Ligne 2"]), ("both", ["مقبول", "Accepté"])])
def test_check_speaks_to_a_person(lang: str, words: list[str], pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(pair[1]).write_bytes(FIRST + b"\r\n" + put(SECOND, 82, "0" * 8))
    assert das_check_command([*pair, "--lang", lang]) == 0
    printed = capsys.readouterr().out
    assert all(word in printed for word in words)
    assert ("Ligne" in printed) == (lang != "ar")


def test_a_terminal_without_arabic_gets_an_answer(pair: tuple[str, str]) -> None:
    code = "import sys; from mizan.formats.cli import das_check_command as c; sys.exit(c(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, *pair], capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_that_cannot_be_opened_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert das_check_command([str(tmp_path / "none"), str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "none" in said.err
    with pytest.raises(SystemExit) as usage:
        das_check_command([])
    assert usage.value.code == 2


@pytest.mark.parametrize("eol", ["crlf", "lf", "none"])
def test_write_makes_a_pair_that_check_accepts(eol: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workers = tmp_path / "workers.csv"
    workers.write_text(WORKERS, encoding="utf-8")
    assert das_write_command([str(workers), *WRITE, "--out", str(tmp_path / "out"), "--eol", eol, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    names = [Path(name).name for name in printed["files"]]
    assert names == ["D25E1600012345.TXT", "D25S1600012345.TXT"]
    assert das_check_command([*printed["files"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "accepted"
    header, detail = (Path(name).read_bytes() for name in printed["files"])
    assert header[:50] == b"1600012345N202516000     SOCIETE D'EXEMPLE        "
    assert detail[:195] == put(FIRST, 0, FIRST[:195])


def test_write_refuses_what_does_not_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workers = tmp_path / "workers.csv"
    for text, codes in (
        (WORKERS.replace("180000,00", "180000,005"), {"table_cell"}),
        (WORKERS.replace("15/03/1985", "31/02/1985"), {"table_cell"}),
        (WORKERS.replace("T3_MONTANT", "T3"), {"workers_column"}),
        (WORKERS.replace("850012345648", "8500123456481"), {"workers_value"}),
        (WORKERS.replace("180000,00", "9999999999,00"), {"workers_value"}),
        ("", {"file_empty"}),
    ):
        workers.write_text(text, encoding="utf-8")
        assert das_write_command([str(workers), *WRITE, "--out", str(tmp_path / "out"), "--json"]) == 1
        printed = json.loads(capsys.readouterr().out)
        assert {found["code"] for found in printed["anomalies"]} == codes
        assert printed["files"] == []
    assert not (tmp_path / "out").exists()


def test_dac_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dac.csv"
    dac = DacReturn("1600012345", "2026-10", "normal", 3, 0, 0, (DacLine("R22", 100), DacLine("R98", 100)))
    path.write_bytes(write_csv(dac))
    assert dac_check_command([str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "accepted"
    path.write_bytes(write_csv(dac).replace(b"R98", b"R08"))
    assert dac_check_command([str(path), "--lang", "fr"]) == 1
    assert "n'est pas établi" in capsys.readouterr().out
