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
