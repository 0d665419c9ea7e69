"""The pages of the statute book: everything the book holds has a page, in both languages, and says on which text it stands."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from mizan.doors.law.bookcase import shelves
from mizan.doors.law.written import dated_words, gazette_words, number_of, text_kind, unit_words, written
from mizan.doors.shown import LANGS, Lang
from mizan.law.algeria.book import book, topics
from mizan.law.engine.audit import audit
from mizan.law.engine.sources import Source
from mizan.law.engine.units import BOUNDS


@pytest.fixture
def client(db: object) -> Client:
    return Client(headers={"host": "localhost"})


def text_of(page: str) -> str:
    body = re.sub(r"<(script|style).*?</\1>|<head.*?</head>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\xa0", "~")).replace("~", "\xa0")


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return text_of(answer.content.decode())


def every_address(lang: Lang) -> Iterator[str]:
    for name in ("home", "search", "questions", "switches", "sources", "standing"):
        yield reverse(f"law:{name}", kwargs={"lang": lang})
    for branch in shelves().root.walk():
        if branch.path:
            yield reverse("law:branch", kwargs={"lang": lang, "folder": branch.key})
    kinds = {"rule": book().rules, "value": book().values, "fact": book().inputs.facts, "switch": book().inputs.switches}
    for kind, names in kinds.items():
        yield from (reverse(f"law:{kind}", kwargs={"lang": lang, "name": name}) for name in names)
    yield from (reverse("law:source", kwargs={"lang": lang, "source": one.key}) for one in book().sources.all())
    # A value shows all it has to say on its own page; it can be asked, but no page leads there.
    for name in {*topics(), *book().rules}:
        yield reverse("law:ask", kwargs={"lang": lang, "topic": name})


@pytest.mark.parametrize("lang", LANGS)
def test_everything_the_book_holds_has_its_page_and_is_reached(client: Client, lang: Lang) -> None:
    """From the first page on, every link inside the book is followed once; everything in the book is on the way."""
    other = "Français" if lang == "ar" else "العربية"
    seen, waiting = set(), [f"/{lang}/law/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        raw = client.get(path)
        assert raw.status_code == 200, path
        page = raw.content.decode()
        assert other in page, path
        assert not re.search(r"\{[%{]|\bNone\b|law\.[a-z_]+\.", text_of(page)), path
        found = (html.unescape(href) for href in re.findall(r'href="([^"#]+)"', page))
        waiting += [href for href in found if href.startswith(f"/{lang}/law/") and "?" not in href]
    held = set(every_address(lang))
    assert len(held) > 200
    assert held <= seen


def test_a_rule_says_what_it_is_where_it_was_read_and_who_uses_it(client: Client) -> None:
    page = read(client, "/fr/law/rule/r22_due")
    rule = book().rules["r22_due"][-1]
    reference = book().sources.reference(rule.source, rule.place)
    for words in (
        "Ligne R22, régime général", "résultat", reference.source.title["fr"], reference.source.title["ar"], f"art. {reference.article}",
        "au centime le plus proche", "Lignes de la déclaration d'assiette", "declaration_due", "def r22_due(",
    ):  # fmt: skip
        assert words in page, words
    raw = client.get("/fr/law/rule/r22_due").content.decode()
    for href in ("/fr/law/rule/r22_rate", "/fr/law/fact/base", "/fr/law/ask/cnas_declaration", "/fr/law/ask/r22_due"):
        assert f'href="{href}"' in raw, href


def test_a_value_is_shown_through_time_as_a_picture_and_its_table(client: Client) -> None:
    raw = client.get("/fr/law/value/snmg_m").content.decode()
    value = book().values["snmg_m"]
    assert 'data-chart="value-steps-data"' in raw
    spec = re.search(r'id="value-steps-data">(.*?)</script>', raw)
    assert spec is not None
    assert spec[1].count('"at"') == len(value.steps)
    body = raw.partition('id="steps"')[2].partition("</table>")[0]
    assert body.count("<tr") - 1 == len(value.steps)
    page = text_of(raw)
    assert "24\xa0000,00\xa0DA" in page
    assert "de 1\xa0000,00\xa0DA en 1990 à 24\xa0000,00\xa0DA en 2026" in page
    assert "Le numéro du décret est de mémoire" in page
    # A step ends on the day before the next one begins.
    assert "31 décembre 2025" in page
    export = client.get("/fr/law/value/snmg_m?export=csv")
    assert export.headers["Content-Disposition"] == 'attachment; filename="snmg_m.csv"'
    assert len(export.content.decode().strip().splitlines()) == len(value.steps) + 1


def test_a_value_that_never_changed_has_no_picture(client: Client) -> None:
    raw = client.get("/ar/law/value/dac_delay_days").content.decode()
    assert "data-chart" not in raw
    assert 'id="steps"' in raw


def test_an_open_question_gives_its_readings_its_default_and_its_reason(client: Client) -> None:
    page = read(client, "/fr/law/switch/provisional_base")
    for words in (
        "le mois précédent",
        "le trimestre précédent",
        "une base forfaitaire",
        "sans les ordonner",
        "Base de la taxation provisoire",
    ):
        assert words in page
    assert "Toute valeur de 0 jour à 366 jours" in read(client, "/fr/law/switch/reconciliation_delay_days")
    assert "تركتها النصوص مفتوحة" in read(client, "/ar/law/switches")


def test_a_text_says_what_rests_on_it_and_what_was_only_read_there(client: Client) -> None:
    page = read(client, "/fr/law/source/decree-26-01")
    assert "Journal officiel n° 1, 8 janvier 2026" in page
    assert "snmg_m" in page
    assert "lu ici" in read(client, "/fr/law/source/press-snmg")
    listed = client.get("/fr/law/sources").content.decode()
    assert all(f"/fr/law/source/{one.key}" in listed for one in book().sources.all())


@pytest.mark.parametrize(
    ("gazette", "words"),
    [
        ("n° 72 of 2004-11-13", "Journal officiel n° 72, 13 novembre 2004"),
        ("n° 40 of 2015", "Journal officiel n° 40, 2015"),
        ("n° 49 of 2015-09-16, to be confirmed", "Journal officiel n° 49, 16 septembre 2015 (à confirmer)"),
        ("n° 31 of May 2020", "Journal officiel n° 31, mai 2020"),
        ("n° 53 of 2026-07-23, contested", "Journal officiel n° 53, 23 juillet 2026 (contesté)"),
        ("unknown", "non trouvé"),
        ("", ""),
    ],
)
def test_the_gazette_is_told_in_the_reader_s_language(gazette: str, words: str) -> None:
    assert gazette_words(Source("k", "law", "1", "2004", gazette, {"ar": "ع", "fr": "f"}, ""), "fr") == words


@pytest.mark.parametrize(
    ("dated", "words"),
    [
        ("2004-11-13", "13 novembre 2004"),
        ("2015", "2015"),
        ("2024-09", "septembre 2024"),
        ("2018 to 2022", "de 2018 à 2022"),
        ("unknown", "non trouvé"),
    ],
)
def test_the_date_of_a_text_is_told_as_far_as_it_is_known(dated: str, words: str) -> None:
    assert dated_words(Source("k", "law", "1", dated, "", {"ar": "ع", "fr": "f"}, ""), "fr") == words


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_text_and_every_unit_has_its_word(lang: Lang) -> None:
    for source in book().sources.all():
        assert text_kind(source, lang) != source.kind, source.kind
    units = {book().unit(name) for name in (*book().rules, *book().values, *book().inputs.facts, *book().inputs.switches)}
    for unit in units | set(BOUNDS):
        assert unit_words(unit, lang) != unit, unit
    texts = {"flag": "true", "day": "2020-01-01", "year": "2000"}
    for unit, (least, most) in BOUNDS.items():
        assert written(unit, least, lang)
        assert least <= number_of(unit, texts.get(unit, "1")) <= most


def test_standing_lists_the_audit_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    recalled = [entry for entry in audit(book()) if entry["standing"] == "recall"]
    monkeypatch.setattr("mizan.doors.law.standing.page.A_PAGE", 10)
    pages, found = -(-len(recalled) // 10), 0
    assert pages > 1
    for number in range(1, pages + 1):
        raw = client.get(f"/fr/law/standing?of=recall&page={number}").content.decode()
        assert "aucune source n’a été trouvée" in text_of(raw)
        found += raw.partition('id="entries"')[2].count('<th scope="row"')
        assert ("Page suivante" in raw) == (number < pages)
    assert found == len(recalled)
    for odd in ("?of=nothing", "?of=recall&page=-3", "?of=recall&page=x", "?of=recall&page=99999"):
        assert client.get(f"/fr/law/standing{odd}").status_code == 200


def test_a_name_under_the_wrong_kind_leads_to_its_page(client: Client) -> None:
    assert client.get("/ar/law/rule/snmg_m").headers["Location"] == "/ar/law/value/snmg_m"
    assert client.get("/ar/law/value/base").headers["Location"] == "/ar/law/fact/base"
    for path in ("rule/nothing", "value/nothing", "fact/nothing", "switch/nothing", "source/nothing", "branch/nothing", "ask/nothing"):
        assert client.get(f"/ar/law/{path}").status_code == 404, path


def test_an_address_on_paper_needs_no_language(client: Client) -> None:
    assert client.get("/law/rule/r22_due").headers["Location"] == "/ar/law/rule/r22_due"
    client.get("/fr/law/")
    assert client.get("/law/ask/snmg?on=2012-01-01").headers["Location"] == "/fr/law/ask/snmg?on=2012-01-01"
    assert client.get("/law/").headers["Location"] == "/fr/law/"


def test_the_book_is_linked_from_every_page(client: Client) -> None:
    raw = client.get("/ar/").content.decode()
    assert raw.count('href="/ar/law/"') == 3  # the entry at the top, the card, the foot
    assert '<a href="/ar/law/" aria-current="page">' in client.get("/ar/law/sources").content.decode()


def test_nothing_is_kept_of_who_reads(client: Client) -> None:
    answer = client.get("/fr/law/ask/cnas_payslip?on=2026-01-31&wage=48000")
    assert set(answer.cookies) <= {"mizan_lang"}
    assert "mizan_lang" in answer.cookies
