"""A real Chromium on the pages of proofs of life: both languages, phone and desk, no accessibility violation, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.officer.test_proofs import TODAY, ProofOffice, proof_office
from tests.flows.proof_world import GROUND

from mizan.doors.clock import TODAY_VARIABLE
from mizan.funds.benefits import proof_switches

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module


@pytest.fixture(scope="module")
def served(database_of_module: str, cluster: Any) -> Iterator[tuple[ProofOffice, str]]:
    """The office served by the real web process, on the day of its story."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TODAY_VARIABLE, TODAY)
        patch.setenv("MIZAN_SWITCHES", f"{proof_switches.GROUND}={GROUND}")
        office = proof_office()
        for address in web(database_of_module, cluster):
            yield office, address


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_pages_are_accessible_in_both_directions(chromium: Any, served: tuple[ProofOffice, str], lang: str, size: str) -> None:
    office, address = served
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, bypass_csp=False)
    cookie = office.clients["officer"].cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    page, said = listened(context)
    found = check(page, address + office.path(lang=lang), size, lang)
    for name in ("new", "late", "proved"):
        found += check(page, address + office.path(name, lang), size, lang)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found += check(page, address + office.path("late", lang, "payment"), size, lang)
    page.context.close()
    assert said == []
    assert found == []
