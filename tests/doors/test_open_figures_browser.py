"""A real Chromium on the open figures and the guidelines: both languages, phone and desk, nothing cut off, readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.conftest import signed_in
from tests.flows.conftest import build_world
from tests.funds.publication.publication_world import declared, published

from mizan.config.database import connect_as

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module
OPEN = ("figures", "figures/covered_persons", "figures/equity", "figures/year/ssi", "figures/year/sdg")


@pytest.fixture(scope="module")
def minister(database_of_module: str) -> Any:
    """What is due is published; the minister's browser."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    with connect_as("batch"):
        world = build_world()
    declared(world)
    published(world)
    return signed_in(world.accounts["minister"])


@pytest.fixture(scope="module")
def served(minister: Any, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The database served by the real web process."""
    yield from web(database_of_module, cluster)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_open_figures_and_guidelines_can_be_read_by_everybody(chromium: Any, minister: Any, served: str, lang: str, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    page, said = listened(context)
    for path in OPEN:
        assert check(page, f"{served}/{lang}/{path}", size, lang) == []
    cookie = minister.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    assert check(page, f"{served}/{lang}/steering/issa", size, lang) == []
    assert said == []
    context.close()
