"""What a branch of the book hands to others is still there once the book has read the folders beside it."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from mizan.law.algeria.book import book

FACADES = ("contributions", "survivors", "revalorisation", "deductions")


@pytest.mark.parametrize("name", FACADES)
def test_no_folder_takes_the_name_of_what_a_facade_hands_out(name: str) -> None:
    facade = importlib.import_module(f"mizan.law.algeria.{name}")
    assert book().rules
    taken = [public for public in facade.__all__ if isinstance(getattr(facade, public), ModuleType)]
    assert not taken
    beside = {path.stem for folder in facade.__path__ for path in Path(folder).iterdir()}
    assert not beside & set(facade.__all__)
