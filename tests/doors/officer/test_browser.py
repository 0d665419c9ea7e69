"""A real Chromium on the officer's pages: both languages, phone and desk, no accessibility violation, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.officer.office import NOW, Office, office_told

from mizan.config.database import connect_as
from mizan.flows.decide_again import propose_reassessment

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
def proposed_again(office_here: Office) -> Office:
    """The months of omar's career are worth less, and one officer has proposed to decide again."""
    with connect_as("batch"):
        office_here.world.work("omar", 1993, 2025, 40_000_00, at=NOW)
    with office_here.world.desk("one") as by:
        propose_reassessment(office_here.ids["omar_claim"], reason="carrière corrigée", by=by, at=NOW)
    return office_here


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


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_deciding_again_is_accessible_in_both_directions(chromium: Any, proposed_again: Office, served: str, lang: str, size: str) -> None:
    found = []
    for who in ("one", "two"):
        page, said = opened(chromium, proposed_again, who, served, size)
        for name in ("queue", "decided"):
            found += check(page, served + proposed_again.path(name, lang) + f"?who={who}", size, lang)
        if who == "two":
            assert page.locator('button[value="again_decide"]').count() == 1
            assert page.locator("#again tbody tr").count() == 1
        page.context.close()
        assert said == []
    assert found == []
