"""A real Chromium on the pages of controls: the queue, a finding with its forms, the register; both languages, phone and desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.test_controls import Desk

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module


class Raw:
    """The module's database for the administrator."""

    def __init__(self, name: str, socket: str) -> None:
        self.name, self.socket = name, socket

    def raw(self) -> Any:
        return psycopg.connect(f"host={self.socket} port=5432 user=mizan_admin dbname={self.name}", autocommit=True)


@pytest.fixture(scope="module")
def desk(database_of_module: str, cluster: Any) -> Desk:
    """Findings of every kind, one taken with a hold asked, one whose fraud is proposed."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    desk = Desk(Raw(database_of_module, str(cluster.socket)))
    number = desk.finding("two_pensions")
    desk.post("controls", number, act="take")
    desk.post("controls", number, act="ask_hold", ground="same_year_twice", reason="Choix écrit demandé, sans réponse.")
    shared = desk.finding("shared_account")
    desk.post("controls", shared, act="take")
    desk.post("controls", shared, act="conclude", conclusion="fraud", cause="weak_control", reason="Deux noms, un seul compte.")
    return desk


@pytest.fixture(scope="module")
def served(desk: Desk, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The database served by the real web process."""
    yield from web(database_of_module, cluster)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_controls_can_be_read_and_worked_by_everybody(chromium: Any, desk: Desk, served: str, lang: str, size: str) -> None:
    width, height = SIZES[size]
    two, shared = desk.finding("two_pensions"), desk.finding("shared_account")
    pages = {
        "controls": ("controls/", f"controls/{two}", f"controls/{shared}"),
        "controls_2": (f"controls/{shared}",),
        "prepares": ("controls/", f"controls/{two}"),
        "auditor": ("controls/", f"controls/{desk.finding('prescriber_series', 'CNAS')}"),
        "minister": ("controls/register", "controls/register/same_two_people"),
    }
    for who, paths in pages.items():
        context = chromium.new_context(viewport={"width": width, "height": height})
        cookie = desk.clients[who].cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
        page, said = listened(context)
        for path in paths:
            assert check(page, f"{served}/{lang}/{path}", size, lang) == []
        assert said == []
        context.close()
