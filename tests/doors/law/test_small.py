"""Shapes of law that a country's book may take on any day: series, lists, grounds, checks, corrections; shown on a small fictional law."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from tests.doors.law.test_pages import client, read, text_of
from tests.law import smallland

from mizan.doors.law import bookcase
from mizan.doors.law.search.index import index
from mizan.doors.law.sources.page import resting
from mizan.doors.law.standing.page import _by_standing
from mizan.law.engine.topics import load_topics

__all__ = ["client"]  # the fixture, for this module

FACTS = """
[harvest]
unit = "centimes"
entity = "month"
title = { ar = "المحصول", fr = "Récolte" }

[acres]
unit = "count"
least = 1
title = { ar = "المساحة", fr = "Arpents" }

[begins]
unit = "day"
title = { ar = "البداية", fr = "Début" }

[ends]
unit = "day"
title = { ar = "النهاية", fr = "Fin" }

[share]
unit = "ppm"
absent = 500000
source = "small-act.art-9"
title = { ar = "الحصة", fr = "Part" }

[rank]
unit = "count"
title = { ar = "الرتبة", fr = "Rang" }
"""

RULES = '''
from collections.abc import Sequence
from typing import NewType

from mizan.law.engine.primitives import sum_of

Ground = NewType("Ground", int)


@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1), rounding=Rounding.HALF_UP, entity="month")
def due(harvest: Centimes, tithe: RatePpm) -> Centimes:
    """What a month owes."""
    return rate_half_up(harvest, tithe)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1), until=date(2005, 1, 1))
def total(due: Sequence[Centimes]) -> Centimes:
    """What the months owe."""
    return Centimes(sum_of(due))


@rule(source="small-act.art-3", standing=Standing.DERIVED, since=date(2000, 1, 1), rounding=Rounding.HALF_UP)
def part(total: Centimes, share: RatePpm, rank: Count) -> Centimes:
    """The part of a rank."""
    return rate_half_up(total, share)


@rule(source="small-act.art-4", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def ground(acres: Count) -> Ground:
    """Why nothing is owed back."""
    return Ground(1 if acres > 100 else 0)


@rule(source="small-act.art-5", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def in_order(begins: Day, ends: Day) -> Flag:
    """The lease ends after it begins."""
    return Flag(1 if ends >= begins else 0)
'''

LATER = '''
from collections.abc import Sequence

from mizan.law.engine.primitives import sum_of


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2005, 1, 1))
def total(due: Sequence[Centimes]) -> Centimes:
    """What the months owe."""
    return Centimes(sum_of(due))
'''

CORRECTED = LATER.replace(
    'art-2", standing=Standing.GAZETTE, since=date(2005, 1, 1)',
    'art-2-bis", standing=Standing.OFFICIAL, since=date(2005, 1, 1), known_from=date(2020, 1, 1)',
)

TITHE = """
description: "The tithe"
title: { ar: "العشر", fr: "La dîme" }
metadata: { unit: ppm }
values:
  2000-01-01: { value: 0.10, reference: small-act.art-1, standing: gazette, published_on: 2000-01-01 }
  2010-01-01: { value: 12.5%, reference: small-act.art-1-bis, standing: recall, published_on: unknown }
  2024-01-01: { value: none, reference: small-act.art-1, standing: gazette, published_on: 2023-12-01 }
earlier:
  2015-01-01:
    2000-01-01: { value: 0.11, reference: small-act.art-1, standing: gazette, published_on: 2000-01-01 }
"""

SENTENCES = """[rule]
due = "Dû du mois : {harvest:money} × {tithe:rate} = {value:money}"
total = "Total dû : {value:money}"
part = "Part du rang {rank} : {total:money} × {share:rate} = {value:money}"
ground = "Motif : {value}"
in_order = "Bail en ordre : {value}"
"""

TOPICS = """
[tithes]
title = { ar = "الأعشار", fr = "Les dîmes" }
inputs = { harvest = "harvest", acres = "acres", share = "share", begins = "begins", ends = "ends" }
outputs = { months = "due", total = "total" }
ground = "ground"
checks = [{ rule = "in_order", field = "ends" }]
[tithes.lists]
parts = { rule = "part", index = "rank", count = "acres_counted" }
"""

COUNTED = '''
@rule(source="small-act.art-6", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def acres_counted(acres: Count) -> Count:
    """How many parts there are."""
    return Count(min(acres, 8))
'''


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The pages read the small law for the time of a test."""
    sentences = SENTENCES + 'acres_counted = "Nombre de parts : {value}"\n'
    files = {"facts": FACTS, "rules": RULES + COUNTED, "tithe": TITHE, "fr": sentences, "ar": sentences, "more": LATER}
    _with_choices(monkeypatch)
    book = smallland.read(tmp_path, monkeypatch, **files)
    root = next(tmp_path.glob("smallland_*"))
    (root / "topics.toml").write_text(TOPICS)
    topics = load_topics(root, book)
    caches = (bookcase.shelves, index, resting, _by_standing)
    with monkeypatch.context() as patch:
        patch.setattr(bookcase, "book", lambda: book)
        patch.setattr(bookcase, "topics", lambda: topics)
        patch.setattr(bookcase, "ROOT", root)
        for cache in caches:
            cache.cache_clear()
        yield
    for cache in caches:
        cache.cache_clear()


def _with_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small law's folder also holds its set of grounds, and a correction of what it said."""
    write = smallland.write

    def with_choices(root: Path, **changed: str | None) -> Path:
        package = write(root, **changed)
        (package / "choices.toml").write_text(
            '[ground]\nnone = { ar = "لا شيء", fr = "aucun" }\ntoo_large = { ar = "كبير", fr = "domaine trop grand" }\n'
        )
        (package / "corrected.py").write_text(smallland.HEAD + CORRECTED)
        return package

    monkeypatch.setattr(smallland, "write", with_choices)


ASKED = "/fr/law/ask/tithes?on=2010-06-01&acres=7&begins=2001-01-01&ends=2002-01-01"


def test_a_series_is_given_line_by_line_and_each_of_its_steps_is_told(client: Client) -> None:
    assert '<textarea id="harvest"' in client.get("/fr/law/ask/tithes").content.decode()
    raw = client.get(ASKED + "&harvest=100,00%0A200,00%0A%0A300,00").content.decode()
    page = text_of(raw)
    assert "12,50\xa0DA · 25,00\xa0DA · 37,50\xa0DA" in page
    assert "75,00\xa0DA" in page
    assert "Chacun des 3 éléments" in page
    assert "Dû du mois : 300,00\xa0DA × 12,5\xa0% = 37,50\xa0DA" in page
    assert "[1250" not in page
    # The command line takes the same figures in its own writing.
    assert "'harvest=100,00;200,00;300,00'" in page


def test_a_list_gives_each_of_its_values_and_says_how_many(client: Client) -> None:
    raw = client.get(ASKED + "&harvest=100;300").content.decode()
    assert "7 valeurs" in text_of(raw)
    parts = raw.partition('<ol class="values">')[2]
    assert text_of(raw).count("25,00\xa0DA") >= 7
    assert parts


def test_a_wrong_element_is_named_by_its_place(client: Client) -> None:
    page = read(client, ASKED + "&harvest=100;abc", 422)
    assert "Récolte — valeur 2 : « abc » ne se lit pas ; attendu : un montant en dinars" in page


def test_a_right_that_is_not_open_says_why_and_on_which_text(client: Client) -> None:
    refused = client.get(ASKED.replace("acres=7", "acres=500") + "&harvest=100").content.decode()
    assert "Le droit n’est pas ouvert domaine trop grand" in text_of(refused)
    assert 'href="/fr/law/rule/ground"' in refused
    assert "Le droit n’est pas ouvert" not in read(client, ASKED + "&harvest=100")


def test_facts_that_can_not_be_true_together_are_refused_at_their_field(client: Client) -> None:
    raw = client.get(ASKED.replace("ends=2002", "ends=1999") + "&harvest=100")
    assert raw.status_code == 422
    assert 'href="#ends"' in raw.content.decode()
    assert "La petite loi" not in raw.content.decode() or "art. 5" in text_of(raw.content.decode())


def test_what_is_understood_from_an_empty_field_is_said(client: Client) -> None:
    page = read(client, "/fr/law/ask/tithes")
    assert "Vide : 50\xa0%" in page
    assert "Vide : 1" in page
    assert "une suite de valeurs, chacune un montant en dinars" in read(client, "/fr/law/fact/harvest")
    assert "une suite de valeurs" in read(client, "/fr/law/rule/due")


def test_a_value_that_was_ended_and_corrected_keeps_what_the_book_said(client: Client) -> None:
    page = read(client, "/fr/law/value/tithe")
    assert "Rien n’est en vigueur aujourd’hui." in page
    assert "supprimé" in page
    assert "Ce que le livre disait avant sa correction du 1er janvier 2015" in page
    assert "11\xa0%" in page


def test_the_wordings_of_a_rule_stand_in_order_with_what_corrects_what(client: Client) -> None:
    page = read(client, "/fr/law/rule/total")
    for words in (
        "Rédactions successives",
        "Dit par le livre depuis le",
        "31 décembre 2004",
        "1 janvier 2020",
        "lu sur le site de la caisse",
    ):
        assert words in page


def test_a_small_book_is_walked_and_searched_like_a_great_one(client: Client) -> None:
    assert "Les dîmes" in read(client, "/fr/law/questions")
    assert 'href="/fr/law/ask/tithes"' in client.get("/fr/law/search?q=dimes").content.decode()
    for path in ("", "search?q=part", "standing", "sources", "source/small-act", "switches", "rule/part", "ask/part", "fact/share"):
        for lang in ("ar", "fr"):
            read(client, f"/{lang}/law/{path}")
