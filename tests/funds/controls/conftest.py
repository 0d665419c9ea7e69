"""A fresh world for each test."""

from __future__ import annotations

from typing import Any

import pytest
from tests.funds.controls.control_world import ControlWorld, make_control_world


@pytest.fixture
def world(db: Any) -> ControlWorld:
    return make_control_world(db)
