"""A real Chromium on the officer's pages: both languages, phone and desk, no accessibility violation, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.officer.office import Office, office_told

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module

PAGES = (
    "queue",
    "find",
    "person",
    "career",
    "household",
    "disputes",
    "new-dispute",
    "dispute",
    "new-claim",
    "claim",
    "second",
    "decision",
    "award",
)


@pytest.fixture(scope="module")
def office_here(database_of_module: str) -> Office:
    """One office for the whole module."""
    return office_told()


@pytest.fixture(scope="module")
def served(office_here: Office, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The office served by the real web process."""
    yield from web(database_of_module, cluster)


def opened(chromium: Any, office: Office, who: str, address: str, size: str) -> tuple[Any, list[str]]:
    """A page of an officer who has signed in, and what the browser complains of."""
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, bypass_csp=False)
    cookie = office.clients[who].cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    return listened(context)


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_pages_are_accessible_in_both_directions(chromium: Any, office_here: Office, served: str, lang: str, size: str) -> None:
    page, said = opened(chromium, office_here, "two", served, size)
    found = []
    for name in PAGES:
        found += check(page, served + office_here.path(name, lang), size, lang)
    for path in (f"/{lang}/verify", f"/{lang}/verify/{'0' * 32}", f"/{lang}/officer/persons/{office_here.ids['omar']}/"):
        found += check(page, served + path, size, lang)
    page.context.close()
    assert said == []
    assert found == []


def test_the_queue_is_walked_with_the_keyboard(chromium: Any, office_here: Office, served: str) -> None:
    page, said = opened(chromium, office_here, "two", served, "desk")
    page.goto(served + office_here.path("queue"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/officer/claims/*")
    assert said == []
    page.context.close()
