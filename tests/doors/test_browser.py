"""A real Chromium on the employer's and the balance pages: both languages, phone and desk, no accessibility violation, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.conftest import Story, told

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module


@pytest.fixture(scope="module")
def story(database_of_module: str) -> Story:
    """One story for the whole module; the tests that act come last and lean on nothing the others left."""
    return told()


@pytest.fixture(scope="module")
def served(story: Story, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The story's database served by the real web process; the address without its final slash."""
    yield from web(database_of_module, cluster)


def opened(chromium: Any, story: Story, who: str, address: str, size: str, scheme: str = "light") -> tuple[Any, list[str]]:
    """A page of a person who has signed in, and what the browser complains of."""
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=False)
    cookie = story.clients[who].cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    return listened(context)


def paths(story: Story, lang: str) -> dict[str, list[str]]:
    """What each person opens."""
    employer = f"/{lang}/employer/{story.number}"
    ids = story.ids
    return {
        "alif": [
            f"{employer}/", f"{employer}/deposit", f"{employer}/dac?period=2026-Q3", f"{employer}/filings",
            f"{employer}/filings/{ids['filing_id']}", f"{employer}/dues?show=all", f"{employer}/dues/{ids['due_id']}",
            f"{employer}/cases", f"{employer}/cases/{ids['case_id']}", f"{employer}/payments",
            f"/{lang}/account/", f"/{lang}/account/password", f"/{lang}/account/tokens",
        ],
        "minister": [
            f"/{lang}/balance/", f"/{lang}/balance/CNR/", f"/{lang}/balance/CNR/retirement/",
            f"/{lang}/balance/CNR/retirement/{ids['employer_id']}", f"/{lang}/balance/dues/{ids['due_id']}",
            f"/{lang}/balance/CNR/retirement/?show=received", f"/{lang}/balance/CNR/retirement/{ids['employer_id']}?show=received",
            f"/{lang}/balance/CNR/retirement/{ids['employer_id']}?show=arrears",
        ],
        "accountant": [
            f"/{lang}/fund/", f"/{lang}/fund/queue", f"/{lang}/fund/queue/{ids['receipt_id']}", f"/{lang}/fund/statement",
            f"/{lang}/fund/transfers", f"/{lang}/fund/journals", f"/{lang}/fund/journals/{ids['proposal_id']}", f"/{lang}/fund/ledger",
        ],
    }  # fmt: skip


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_pages_are_accessible_in_both_directions(chromium: Any, story: Story, served: str, lang: str, size: str) -> None:
    found = []
    for who, wanted in paths(story, lang).items():
        page, said = opened(chromium, story, who, served, size)
        for path in wanted:
            found += check(page, served + path, size, lang)
        page.context.close()
        assert said == []
    assert found == []


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_parts_and_public_pages_are_accessible_in_light_and_dark(chromium: Any, story: Story, served: str, lang: str) -> None:
    found = []
    for scheme in ("light", "dark"):
        page, said = opened(chromium, story, "alif", served, "desk", scheme)
        for path in (f"/{lang}/parts", f"/{lang}/", f"/{lang}/about", f"/{lang}/employer/{story.number}/"):
            found += check(page, served + path, "desk", lang)
        page.context.close()
        assert said == []
    assert found == []


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_head_of_a_page_stays_low_on_a_phone(chromium: Any, story: Story, served: str, lang: str) -> None:
    """One row for the house, the language and the way out, one for who is signed in, one for the entries."""
    for who, path in (("alif", f"/employer/{story.number}/"), ("minister", "/balance/"), ("accountant", "/fund/")):
        page, _ = opened(chromium, story, who, served, "phone")
        page.goto(f"{served}/{lang}{path}")
        middles = [
            page.evaluate(f"(box => box.top + box.height / 2)(document.querySelector('{part}').getBoundingClientRect())")
            for part in (".brand", ".site-tools .language", ".site-tools form button")
        ]
        assert max(middles) - min(middles) < 8, (lang, path, middles)
        assert page.evaluate("document.querySelector('.site-head').getBoundingClientRect().height") <= 170, (lang, path)
        page.context.close()


def test_the_chart_is_drawn_left_to_right_with_its_table_beside_it(chromium: Any, story: Story, served: str) -> None:
    page, said = opened(chromium, story, "minister", served, "desk")
    page.goto(f"{served}/ar/balance/")
    page.wait_for_selector("[data-chart] svg")
    assert page.get_attribute("[data-chart]", "dir") == "ltr"
    assert page.get_attribute("[data-chart]", "aria-label")
    page.click("figure summary")
    assert page.is_visible("#months")
    assert said == []
    page.context.close()


def test_a_pair_is_deposited_by_hand_and_the_return_read(chromium: Any, story: Story, served: str, tmp_path: Path) -> None:
    from tests.doors.test_pages import wrong_pair

    header, detail = wrong_pair(story)
    files = {"header": tmp_path / f"D25E{story.number}.TXT", "detail": tmp_path / f"D25S{story.number}.TXT"}
    files["header"].write_bytes(header)
    files["detail"].write_bytes(detail)
    page, said = opened(chromium, story, "alif", served, "phone")
    page.goto(f"{served}/ar/employer/{story.number}/deposit")
    for name, file in files.items():
        page.set_input_files(f"#{name}", str(file))
    page.check("#test")
    page.click("main form button.button")
    page.wait_for_selector("#anomalies")
    assert "تجربة" in page.inner_text("main h1")
    with page.expect_download() as saved:
        page.click("button[data-kind=json]")
    assert '"partly_taken"' in Path(saved.value.path()).read_text()
    page.goto(f"{served}/ar/employer/{story.number}/deposit")
    for name, file in files.items():
        page.set_input_files(f"#{name}", str(file))
    page.click("main form button.button")
    page.wait_for_url("**/filings/*")
    assert "مأخوذ جزئيا" in page.inner_text("main h1")
    assert said == []
    page.context.close()


def test_a_table_is_sorted_and_the_queue_is_walked_with_the_keyboard(chromium: Any, story: Story, served: str) -> None:
    page, _ = opened(chromium, story, "alif", served, "desk")
    page.goto(f"{served}/fr/employer/{story.number}/dues?show=all")
    amounts = "[...document.querySelectorAll('#dues tbody tr')].map(row => Number(row.cells[3].dataset.value))"
    page.click("#dues thead th:nth-child(4) button")
    assert page.evaluate(amounts) == sorted(page.evaluate(amounts))
    page.click("#dues thead th:nth-child(4) button")
    assert page.evaluate(amounts) == sorted(page.evaluate(amounts), reverse=True)
    page.context.close()
    page, _ = opened(chromium, story, "accountant", served, "desk")
    page.goto(f"{served}/fr/fund/queue")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/fund/queue/{story.ids['receipt_id']}")
    page.context.close()
