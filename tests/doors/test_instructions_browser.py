"""A real Chromium on the register: both languages, phone and desk; nothing cut off, nothing a screen reader would miss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.instruction_world import Register
from tests.funds.conftest import people_of

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module


@pytest.fixture(scope="module")
def register(database_of_module: Any) -> Register:
    """Instructions in several states, a document adopted."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return Register(people_of())


@pytest.fixture(scope="module")
def served(register: Register, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The database served by the real web process."""
    yield from web(database_of_module, cluster)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_register_can_be_read_by_everybody(chromium: Any, register: Register, served: str, lang: str, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    cookie = register.clients["minister"].cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    page, said = listened(context)
    for path in register.paths:
        assert check(page, f"{served}/{lang}/steering/instructions/{path}", size, lang) == [], path
    assert said == []
    context.close()
