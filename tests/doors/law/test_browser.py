"""A real Chromium on the statute book, without an account: both languages, phone and desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module

PATHS = (
    "", "search?q=retraite", "search?q=xyzzy", "questions", "switches", "switch/provisional_base", "sources", "source/law-83-14",
    "standing",
    "branch/contributions", "branch/contributions/general", "branch/minimum_wage", "rule/r22_due", "rule/provisional_base_amount",
    "value/snmg_m", "value/retirement_employer_rate", "fact/base", "ask/cnas_payslip",
    "ask/cnas_payslip?on=2010-01-31&wage=48000", "ask/provisional_assessment", "ask/snmg",
)  # fmt: skip


@pytest.fixture(scope="module")
def served(database_of_module: str, cluster: Any) -> Iterator[str]:
    """An empty house served by the real web process: the law needs no data."""
    yield from web(database_of_module, cluster)


def visited(chromium: Any, size: str, scheme: str = "light") -> tuple[Any, list[str]]:
    width, height = SIZES[size]
    return listened(chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme))


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_book_is_accessible_in_both_directions(chromium: Any, served: str, lang: str, size: str) -> None:
    page, said = visited(chromium, size)
    found = []
    for path in PATHS:
        found += check(page, f"{served}/{lang}/law/{path}", size, lang)
    assert said == []
    found += check(page, f"{served}/{lang}/law/ask/cnas_payslip?wage=abc", size, lang, status=422)
    page.context.close()
    assert found == []


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_book_is_accessible_in_the_dark(chromium: Any, served: str, lang: str) -> None:
    page, said = visited(chromium, "phone", "dark")
    found = []
    for path in ("", "value/snmg_m", "rule/r22_due", "ask/cnas_payslip?on=2010-01-31&wage=48000"):
        found += check(page, f"{served}/{lang}/law/{path}", "phone", lang)
    page.context.close()
    assert said == []
    assert found == []


def test_a_value_s_picture_is_a_step_line_that_runs_left_to_right(chromium: Any, served: str) -> None:
    page, said = visited(chromium, "phone")
    page.goto(f"{served}/ar/law/value/snmg_m")
    page.wait_for_selector("[data-chart] svg path", state="attached")
    assert page.get_attribute("[data-chart]", "dir") == "ltr"
    assert "24" in page.get_attribute("[data-chart]", "aria-label")
    # Years stand in order from left to right, and the line only ever runs level or straight up and down.
    years = page.evaluate(
        "[...document.querySelectorAll('[data-chart] svg text')].map(t => [t.textContent, t.getBoundingClientRect().left])"
        ".filter(([text]) => /^(19|20)[0-9]{2}$/.test(text)).sort((a, b) => a[1] - b[1]).map(([text]) => text)"
    )
    assert len(years) >= 3
    assert years == sorted(years)
    line = page.evaluate(
        "[...document.querySelectorAll('[data-chart] svg path[fill=none]')].map(p => p.getAttribute('d'))"
        ".reduce((a, b) => b.length > a.length ? b : a, '')"
    )
    points = [tuple(map(float, pair.split())) for pair in line.replace("L", " L").replace("M", "").split(" L")]
    assert len(points) > 20
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points)), points
    page.click("figure summary")
    assert page.is_visible("#steps")
    assert said == []
    page.context.close()


@pytest.mark.parametrize("size", sorted(SIZES))
def test_a_question_is_asked_and_its_steps_are_unfolded(chromium: Any, served: str, size: str) -> None:
    page, said = visited(chromium, size)
    page.goto(f"{served}/fr/law/")
    page.fill("#q", "fiche de paie")
    page.click("form.seek button")
    page.click("#found tbody a")
    page.fill("#wage", "48 000,00")
    page.fill("#on", "2026-01-31")
    page.click("form[novalidate] button.button")
    page.wait_for_selector("#answer")
    assert "4 320,00 DA" in page.inner_text("#answer").replace("\xa0", " ")
    assert page.is_visible("#step-worker")
    assert not page.is_visible("#step-employer")
    page.click("details.answer:nth-of-type(2) > summary")
    assert page.is_visible("#step-employer")
    # Each step leads to the rule it is.
    page.click("#step-employer a:has-text('employer_rate')")
    page.wait_for_url("**/fr/law/rule/employer_rate")
    assert said == []
    page.context.close()
