"""The pages that teach: every block of the tutorial and of the notebook page is run, and says what it says."""

import doctest
import json
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from mizan.law.console import main
from mizan.law.engine import replay

DOCS = Path(__file__).parents[2] / "docs" / "law"
BLOCK = re.compile(r"(?:^`(?P<path>[^`\n]+)`:\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    path: str | None
    kind: str
    text: str


def blocks(page: str) -> Iterator[Block]:
    for match in BLOCK.finditer((DOCS / page).read_text(encoding="utf-8")):
        yield Block(match["path"], match["kind"], match["text"])


def plain(text: str) -> str:
    """Spaces as they are typed, empty lines as doctest wants them."""
    return "".join(line.rstrip() + "\n" for line in text.replace("\u202f", " ").replace("\u00a0", " ").splitlines())


def run(command: str) -> str:
    words = shlex.split(command)
    assert words[0] == "mizan-law", command
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        main(words[1:])
    return said.getvalue()


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield tmp_path
    for name in [name for name in sys.modules if name.split(".")[0] == "ferry"]:
        del sys.modules[name]


def test_the_tutorial_does_what_it_says(workplace: Path) -> None:
    names: dict[str, object] = {"__name__": "tutorial"}
    done = {"file": 0, "console": 0, "python": 0}
    for block in blocks("tutorial.md"):
        if block.path is not None:
            file = workplace / block.path
            file.parent.mkdir(exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
            done["file"] += 1
        elif block.kind == "python":
            exec(compile(block.text, "tutorial.md", "exec"), names)
            done["python"] += 1
        else:
            assert block.kind == "console"
            for said in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                command, _, expected = said.partition("\n")
                found = run(command)
                same = doctest.OutputChecker().check_output(plain(expected), plain(found), doctest.ELLIPSIS)
                assert same, f"{command}\n{found}"
                done["console"] += 1
    assert done["file"] >= 9
    assert done["console"] >= 6
    assert done["python"] == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight * price_kg)", "weight * price_kg * 0.5)", "0.5 is not a whole number"),
        ("reference: ferry-act.art-3, ", "", "missing or unknown: reference"),
    ],
)
def test_what_the_engine_refuses(old: str, new: str, said: str, workplace: Path) -> None:
    for block in blocks("tutorial.md"):
        if block.path is not None:
            (workplace / block.path).parent.mkdir(exist_ok=True)
            (workplace / block.path).write_text(block.text.replace(old, new, 1), encoding="utf-8")
    assert said in run("mizan-law topics --book ferry")


def test_the_notebook_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """With fewer workers, since the page only promises the lines."""
    names: dict[str, object] = {"__name__": "notebook"}
    found = [block for block in blocks("notebook.md") if block.kind == "python"]
    assert len(found) == 2
    assert len([line for line in found[0].text.splitlines() if line.strip()]) <= 10
    for block in found:
        exec(compile(block.text.replace("7_000_000", "70_000"), "notebook.md", "exec"), names)
    out = capsys.readouterr().out.splitlines()
    one, other = out[-4].split()
    assert one.replace(".", "") == other
    assert out[-3] == "4320.00"


def test_the_page_of_decisions_lists_the_keys_of_a_record() -> None:
    page = (DOCS / "decisions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (yes|no) \|", page, re.MULTILINE)
    assert {key for key, _ in rows} == replay._KEYS
    assert {key for key, required in rows if required == "yes"} == replay._NEEDS
    (example,) = [block for block in blocks("decisions.md") if block.kind == "json"]
    assert json.loads(example.text).keys() <= replay._KEYS
    assert json.loads(example.text)["format"] == replay.FORMAT
