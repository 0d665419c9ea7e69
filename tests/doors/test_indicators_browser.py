"""A real Chromium on the minister's table and an indicator: both languages, phone and desk, nothing cut off, readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.conftest import signed_in
from tests.flows.conftest import build_world

from mizan.config.database import connect_as
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.kernel.periods import month

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module
PATHS = (
    "alerts",
    "table?month=2026-02",
    "indicators/receipts?month=2026-02",
    "indicators/arrears?fund=CNR&month=2026-02",
    "indicators/field_visits",
)


@pytest.fixture(scope="module")
def minister(database_of_module: str) -> Any:
    """Two months taken, so that there is a series; the minister's browser."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    with connect_as("batch"):
        world = build_world()
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("builder", "2026-01", 2_000_000_00, "2026-02-12")
    world.pay([("1", 300_000_00, "VIREMENT 1600000101 2026-01")], "2026-02-20")
    with connect_as("batch"):
        for number in (1, 2):
            take_snapshot(month(2026, number), by=world.system, at=world.at("2026-03-02", 22))
    return signed_in(world.accounts["minister"])


@pytest.fixture(scope="module")
def served(minister: Any, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The database served by the real web process."""
    yield from web(database_of_module, cluster)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_table_and_an_indicator_can_be_read_by_everybody(chromium: Any, minister: Any, served: str, lang: str, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    cookie = minister.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    page, said = listened(context)
    for path in PATHS:
        assert check(page, f"{served}/{lang}/steering/{path}", size, lang) == []
    assert said == []
    context.close()
