"""A real Chromium on the review and a part of it: both languages, phone and desk; nothing cut off, readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.conftest import signed_in
from tests.doors.test_review import reviewed
from tests.flows.conftest import build_world

from mizan.config.database import connect_as

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module
PATHS = (
    "?fund=&period=2026-03",
    "/parts/short?fund=&period=2026-03&of=receipts&against=before",
    "/parts/law?fund=&period=2026-03&of=receipts&against=year",
)


@pytest.fixture(scope="module")
def minister(database_of_module: str) -> Any:
    """A month reviewed; the minister's browser."""
    with connect_as("batch"):
        world = build_world()
    return signed_in(reviewed(world).accounts["minister"])


@pytest.fixture(scope="module")
def served(minister: Any, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The database served by the real web process."""
    yield from web(database_of_module, cluster)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_review_can_be_read_by_everybody(chromium: Any, minister: Any, served: str, lang: str, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    cookie = minister.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    page, said = listened(context)
    for path in PATHS:
        assert check(page, f"{served}/{lang}/steering/review{path}", size, lang) == [], path
    page.goto(f"{served}/{lang}/steering/review{PATHS[0]}")
    page.wait_for_selector(".figure-box svg")
    assert page.locator(".figure-box svg").count() == 6
    assert said == []
    context.close()
