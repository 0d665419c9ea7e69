"""Lets the tests of the law import the small fictional law beside them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory):
    """The small law as it stands, read once."""
    from smallland import read

    with pytest.MonkeyPatch.context() as patch:
        return read(tmp_path_factory.mktemp("whole"), patch)


@pytest.fixture
def land(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the teaching law. Its name is also that of the small law of these tests, which steps aside meanwhile."""
    monkeypatch.delitem(sys.modules, "smallland", raising=False)
    monkeypatch.setattr(sys, "path", list(sys.path))
    return Path(__file__).parents[2] / "docs" / "law" / "smallland"


@pytest.fixture
def shelf(land: Path):
    """The teaching law and its topics."""
    from mizan.law.console.library import library

    return library(land)
