"""`mizan-law` alone: its wheel in an empty environment, without Django, database or network, explains, runs cases and replays."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "worked_cases.jsonl"
UV = shutil.which("uv")

pytestmark = pytest.mark.skipif(UV is None, reason="uv builds the wheel")


def uv(*words: str, **variables: str) -> None:
    """Offline: what is needed is in uv's cache since the project was installed with it."""
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"} | variables
    done = subprocess.run([str(UV), *words, "--offline", "--quiet"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--wheel", "--out-dir", str(folder), str(ROOT / "packages" / "mizan-law"))
    (made,) = folder.glob("*.whl")
    return made


class Alone:
    """An environment that holds the wheel, and beside it the two libraries it asks for; nothing else."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        uv("venv", "--python", sys.executable, str(folder / "venv"))
        uv("pip", "install", "--no-deps", str(wheel), VIRTUAL_ENV=str(folder / "venv"))
        for name in ("babel", "yaml"):
            found = importlib.util.find_spec(name)
            assert found is not None
            assert found.origin is not None
            shutil.copytree(Path(found.origin).parent, folder / "libraries" / name)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {"PYTHONPATH": str(self.folder / "libraries"), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", "PYTHONWARNINGS": "error"}
        program = str(self.folder / "venv" / "bin" / words[0])
        return subprocess.run([program, *words[1:]], env=environment, cwd=self.folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def alone(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Alone:
    return Alone(tmp_path_factory.mktemp("alone"), wheel)


def test_the_wheel_asks_for_two_libraries_and_holds_the_whole_book(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        metadata = message_from_bytes(packed.read(next(name for name in names if name.endswith("METADATA"))))
    asked = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert sorted(line.split(">")[0] for line in asked) == ["babel", "pyyaml"]
    source = ROOT / "packages" / "mizan-law" / "src"
    held = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert held <= names


def test_nothing_of_the_house_is_there(alone: Alone) -> None:
    for name in ("django", "mizan.funds", "numpy", "numba"):
        assert alone.run("python", "-c", f"import {name}").returncode != 0
    found = alone.run("python", "-c", "import sys, mizan.law.console; print(sorted(set(sys.modules) & {'numpy', 'numba', 'sqlite3'}))")
    assert found.stdout.strip() == "[]", found.stderr


def test_it_explains_keeps_and_replays(alone: Alone) -> None:
    explained = alone.run(
        "mizan-law", "explain", "cnas_payslip", "--on", "2026-01-31", "wage=48000", "--lang", "ar", "--record", "kept.json"
    )
    assert explained.returncode == 0, explained.stderr
    assert "حصة العامل" in explained.stdout
    replayed = alone.run("mizan-law", "replay", "kept.json", "--today")
    assert replayed.returncode == 0, replayed.stdout + replayed.stderr
    file = alone.folder / "kept.json"
    kept = json.loads(file.read_text(encoding="utf-8"))
    kept["outputs"]["worker"] = "1.00"
    file.write_text(json.dumps(kept), encoding="utf-8")
    assert alone.run("mizan-law", "replay", "kept.json").returncode == 1


def test_it_runs_the_worked_cases(alone: Alone) -> None:
    done = alone.run("mizan-law", "cases", str(CASES))
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1] == f"{len(CASES.read_text(encoding='utf-8').splitlines())} passed, 0 failed, 0 skipped"


def test_it_answers_in_python(alone: Alone) -> None:
    text = (
        "from datetime import date; from mizan.law import explain; "
        "print(explain('cnas_payslip', on=date(2026, 1, 31), wage='48000.00').outputs['worker'])"
    )
    assert alone.run("python", "-c", text).stdout.strip() == "4320.00"
