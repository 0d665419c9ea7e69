"""A real Chromium on what recomputation found: the balance, the list, the run; both languages, phone and desk, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.test_recomputed import Readers

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module


@pytest.fixture(scope="module")
def readers(database_of_module: str) -> Readers:
    """Everyone recomputed, two awards that differ, and a run that asks about them."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    readers = Readers()
    readers.recompute("2026-11-12")
    readers.world.prepare("2026-11")
    return readers


@pytest.fixture(scope="module")
def served(readers: Readers, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The database served by the real web process."""
    yield from web(database_of_module, cluster)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_what_was_found_can_be_read_by_everybody(chromium: Any, readers: Readers, served: str, lang: str, size: str) -> None:
    width, height = SIZES[size]
    pages = {"agrees": ("balance/", "balance/CNR/recomputed", "payments/1"), "minister": ("balance/", "balance/CNR/recomputed")}
    for who, paths in pages.items():
        context = chromium.new_context(viewport={"width": width, "height": height})
        cookie = readers.clients[who].cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
        page, said = listened(context)
        for path in paths:
            assert check(page, f"{served}/{lang}/{path}", size, lang) == []
        assert said == []
        context.close()
