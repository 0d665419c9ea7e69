"""Finding words in the book, in Arabic and in French, however they are typed."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mizan.doors.law.search.index import find, folded, index
from mizan.law.algeria.book import book, topics


def names(query: str) -> list[str]:
    return [entry.name for entry in find(query)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("snmg", "snmg_m"), ("SNMG_M", "snmg_m"), ("salaire minimum", "snmg_m"), ("r22_due", "r22_due"), ("œuvres sociales", "fnpos_rate"),
        ("oeuvres SOCIALES", "retirement_works_fund"), ("prévention bâtiment", "r38_due"), ("prevention batiment", "r38_due"),
        ("الأجر الوطني", "snmg_m"), ("الاجر الوطني", "snmg_m"), ("تقاعد", "retirement_employer"), ("83-14", "law-83-14"), ("أبسط", ""),
    ],
)  # fmt: skip
def test_words_are_found(query: str, name: str) -> None:
    assert (name in names(query)) if name else names(query) == []


def test_what_is_called_by_the_words_comes_before_what_mentions_them() -> None:
    found = names("snmg")
    assert found[0] == "snmg"
    assert found.index("snmg_m") < found.index("voluntary_rate" if "voluntary_rate" in found else found[-1])


def test_everything_can_be_found_by_its_name() -> None:
    held = {
        *book().rules,
        *book().values,
        *book().inputs.facts,
        *book().inputs.switches,
        *topics(),
        *(one.key for one in book().sources.all()),
    }
    assert {entry.name for entry in index()} == held
    for name in held:
        assert name in names(name), name


@given(st.text(max_size=40))
def test_no_query_breaks_the_search_and_folding_twice_changes_nothing(query: str) -> None:
    assert folded(folded(query)) == folded(query)
    for entry in find(query):
        assert entry in index()


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_page_shows_what_was_found_or_says_that_nothing_was(db: object, lang: str) -> None:
    client = Client(headers={"host": "localhost"})
    page = client.get(f"/{lang}/law/search", {"q": "snmg"}).content.decode()
    for href in (f"/{lang}/law/value/snmg_m", f"/{lang}/law/ask/snmg", f"/{lang}/law/source/press-snmg"):
        assert f'href="{href}"' in page
    assert 'class="empty"' in client.get(f"/{lang}/law/search", {"q": "xyzzy"}).content.decode()
    many = client.get(f"/{lang}/law/search", {"q": "e"}).content.decode()
    assert many.count('<th scope="row"') == 60
    hostile = client.get(f"/{lang}/law/search", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in hostile
