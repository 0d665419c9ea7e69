"""Every part: documented, shown by examples, rendered in both languages and directions without a gap."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import RequestFactory

from mizan.doors.pages import Visit
from mizan.doors.public.parts.page import names, shelf
from mizan.doors.shown import LANGS, Lang

PARTS = Path(__file__).parents[2] / "src/mizan/doors/parts"


def visit(lang: Lang) -> Visit:
    """A visit of nobody in particular."""
    request = RequestFactory().get(f"/{lang}/parts")
    return Visit(request, lang, None, (), date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC), {})


@pytest.mark.parametrize("name", sorted(path.name for path in PARTS.iterdir()))
def test_a_part_lies_in_one_folder_with_its_words_and_examples(name: str) -> None:
    files = {path.name for path in (PARTS / name).iterdir()}
    assert {"README.md", "part.html", "examples.toml"} <= files


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", names())
def test_a_part_renders_its_examples(name: str, lang: Lang) -> None:
    shown = shelf(visit(lang), name)
    assert shown.examples
    for example in shown.examples:
        assert not re.search(r"\{[%{]|None\b", example.html), example.name
        assert "style=" not in example.html


def test_an_amount_is_isolated_from_the_text_around_it() -> None:
    html = shelf(visit("ar"), "tile").examples[0].html
    assert re.search(r"<bdi[^>]*>1\xa0234\xa0567\xa0890,12\xa0دج</bdi>", html)
