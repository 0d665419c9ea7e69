"""How well an article was read is what the rules and values that cite it say."""

from __future__ import annotations

import pytest

from mizan.law.algeria.book import book
from mizan.law.engine.sources import Standing, highest


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("law-83-11.art-14", Standing.GAZETTE), ("law-83-11.art-16", Standing.GAZETTE), ("law-08-08.art-84", Standing.GAZETTE),
        ("arrete-1997-05-11", Standing.SECONDARY), ("law-83-11.art-999", None),
    ],
)  # fmt: skip
def test_the_best_reading_of_an_article_counts(text: str, standing: Standing | None) -> None:
    assert book().standing_of(book().sources.reference(text, "test")) is standing


def test_a_span_of_articles_covers_each_of_them_and_no_other() -> None:
    named = [book().sources.reference(f"law-83-11.art-{article}", "test") for article in ("14–16", "14", "16", "17", "14–16")]
    assert [named[0].covers(one) for one in named] == [True, True, True, False, True]
    assert not named[1].covers(named[0])
    assert not named[0].covers(book().sources.reference("law-83-12.art-15", "test"))


def test_the_best_of_none_is_none() -> None:
    assert highest(set()) is None
    assert highest({Standing.RECALL, Standing.SECONDARY}) is Standing.SECONDARY
