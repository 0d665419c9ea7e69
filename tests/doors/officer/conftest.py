"""The office in a database of one test, or of one module."""

from __future__ import annotations

import pytest
from tests.doors.officer.office import Office, office_told


@pytest.fixture
def office(db: object) -> Office:
    """The office in a database of this test alone."""
    return office_told()
