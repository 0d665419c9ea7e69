"""A real Chromium on the minister's table and an indicator: both languages, phone and desk, nothing cut off, readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import AXE, BROWSER, SIZES, check, chromium, listened, web
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
    for path in (*PATHS, "table?month=2026-02&fund=CNAS"):
        assert check(page, f"{served}/{lang}/steering/{path}", size, lang) == []
    assert said == []
    context.close()


TALLEST = 6_000
"""Pixels of the table on a phone before anything is unfolded: it was 21,800 when each of its rows was a card."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_phone_folds_what_a_desk_shows_and_each_row_opens_its_indicator(
    chromium: Any, minister: Any, served: str, lang: str, size: str
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    cookie = minister.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    page, said = listened(context)
    page.goto(f"{served}/{lang}/steering/table?month=2026-02")
    page.wait_for_load_state("load")
    folds = page.locator("details[data-wide]")
    opened = [folds.nth(number).evaluate("one => one.open") for number in range(folds.count())]
    assert len(opened) > 4
    assert opened == [size == "desk"] * len(opened)
    if size == "phone":
        assert page.evaluate("document.documentElement.scrollHeight") < TALLEST
        last = folds.last
        last.locator("summary").click()
        row = last.locator("tbody tr").first
        assert row.is_visible()
        # One indicator is a few lines: its name with its figure beside it, what changed below.
        name, figure = row.locator("th .cell").bounding_box(), row.locator(".brief-value .cell").bounding_box()
        assert abs(name["y"] - figure["y"]) < 8
        assert (figure["x"] < name["x"]) == (lang == "ar")
        assert not row.locator(".brief-wide").is_visible()
        box = row.bounding_box()
        assert box["height"] < 170
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.evaluate(AXE.read_text())
        assert page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        # The whole row is its link.
        row.scroll_into_view_if_needed()
        box = row.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 6)
        page.wait_for_url("**/steering/indicators/**")
    assert said == []
    context.close()


def test_a_phone_unfolds_without_a_script(chromium: Any, minister: Any, served: str) -> None:
    width, height = SIZES["phone"]
    context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=False)
    cookie = minister.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    page = context.new_page()
    page.goto(f"{served}/fr/steering/table?month=2026-02")
    last = page.locator("details[data-wide]").last
    assert not last.locator("tbody tr").first.is_visible()
    last.locator("summary").click()
    assert last.locator("tbody tr").first.is_visible()
    context.close()
