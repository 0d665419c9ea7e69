"""A real Chromium on the service pages: both languages, phone and desk, nothing cut off, nothing for axe to find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.test_service import FILES, PATHS, Read

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module


@pytest.fixture(scope="module")
def read(database_of_module: str) -> Read:
    """Files that went every way."""
    return Read()


@pytest.fixture(scope="module")
def served(read: Read, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The database served by the real web process."""
    yield from web(database_of_module, cluster)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_service_pages_can_be_read_by_everybody(chromium: Any, read: Read, served: str, lang: str, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    cookie = read.clients["director"].cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    page, said = listened(context)
    for path in (*PATHS, FILES, "steering/service/equity?show=granted"):
        assert check(page, f"{served}/{lang}/{path}", size, lang) == []
    page.wait_for_selector("[data-chart] svg")
    assert said == []
    context.close()
