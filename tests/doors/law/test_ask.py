"""Asking the law: the answer is the engine's to the centime, every step is shown, and what is wrong is said beside its field."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.doors.law.test_pages import client, read, text_of

from mizan.doors.law.ask.answer import once
from mizan.doors.law.ask.form import typed
from mizan.law import explain
from mizan.law.algeria.book import topics
from mizan.law.engine.topics import Answer

__all__ = ["client"]  # the fixture, for this module

PAYSLIP = "/fr/law/ask/cnas_payslip?on=2026-01-31&wage=48000"


def test_the_form_comes_first_and_answers_nothing(client: Client) -> None:
    raw = client.get("/fr/law/ask/cnas_payslip").content.decode()
    assert 'name="wage"' in raw
    assert 'name="on"' in raw
    assert 'id="answer"' not in raw


def test_the_answer_is_the_engine_s_and_shows_every_step(client: Client) -> None:
    raw = client.get(PAYSLIP).content.decode()
    page = text_of(raw)
    answer = explain("cnas_payslip", on=date(2026, 1, 31), wage="48000")
    assert isinstance(answer, Answer)
    assert raw.count('<details class="unfold answer"') == len(answer.outputs)
    for amount in ("4\xa0320,00\xa0DA", "12\xa0480,00\xa0DA", "43\xa0680,00\xa0DA"):
        assert amount in page
    for key, trace in answer.traces.items():
        assert f'id="step-{key}"' in raw
        assert answer.outcomes[key].law_version in page
        assert trace.to_json()["text"]["fr"].replace("\u202f", "\xa0") in page
    for words in ("en vigueur depuis le", "au centime le plus proche", "lu dans une source secondaire"):
        assert words in page
    assert 'href="/fr/law/value/retirement_worker_rate"' in raw
    assert "mizan law explain cnas_payslip --on 2026-01-31 wage=48000 --lang fr" in page


def test_the_address_of_an_answer_gives_it_again(client: Client) -> None:
    raw = client.get(PAYSLIP).content.decode()
    address = re.search(r'<a href="([^"]+)">Adresse de cette réponse', raw)
    assert address is not None
    again = client.get(html.unescape(address[1])).content.decode()
    assert text_of(again) == text_of(raw)


def test_a_question_that_needs_nothing_is_answered_at_once_for_today(client: Client) -> None:
    assert "24\xa0000,00\xa0DA" in read(client, "/fr/law/ask/snmg")
    assert "18\xa0000,00\xa0دج" in read(client, "/ar/law/ask/snmg?on=2013-05-01")


def test_a_rule_and_a_value_can_be_asked_too(client: Client) -> None:
    assert "16\xa0560,00\xa0DA" in read(client, "/fr/law/ask/r22_due?on=2026-01-31&base=48 000,00")
    assert "20\xa0000,00\xa0DA" in read(client, "/fr/law/ask/snmg_m?on=2021-01-01")


def test_a_doubtful_answer_warns_and_names_what_it_leans_on(client: Client) -> None:
    raw = client.get("/fr/law/ask/cnas_payslip?on=2010-01-31&wage=48000").content.decode()
    warned = raw.partition('class="notice notice-soon"')[2].partition("<h2>")[0]
    assert "À confirmer avant de s’y fier" in warned
    assert '/fr/law/value/retirement_employer_rate"' in warned
    # A step ends on the day before the next one begins.
    assert "jusqu’au 31 décembre 2015" in text_of(raw)
    assert "notice-soon" not in client.get("/fr/law/ask/snmg?on=2026-01-31").content.decode()


def test_another_reading_of_an_open_question_gives_another_answer(client: Client) -> None:
    given = "months=2&workers=3&previous_month_base=100000&previous_quarter_base=0&previous_year_base=0"
    base = f"/fr/law/ask/provisional_assessment?on=2026-01-31&{given}"
    assert "200\xa0000,00\xa0DA" in read(client, base)
    page = read(client, base + "&switch.provisional_base=flat")
    assert "144\xa0000,00\xa0DA" in page  # 3 workers, 2 months, 24 000,00
    assert "--switch provisional_base=flat" in page


@pytest.mark.parametrize(
    ("lang", "query", "field", "words"),
    [
        ("fr", "wage=abc", "wage", "« abc » ne se lit pas ; attendu : un montant en dinars"),
        ("ar", "wage=abc", "wage", "مبلغ بالدينار"),
        ("fr", "wage=-5", "wage", "est hors des limites"),
        ("fr", "on=2026-02-30&wage=5", "on", "Écrivez une date"),
        ("fr", "on=2026-01-31", "wage", "Il manque une donnée ; attendu : un montant en dinars"),
        ("fr", "wage=5&colour=red", "", "« colour » n'est pas une donnée de ce sujet ; il faut : Assiette"),
        ("fr", "on=1950-01-01&wage=5", "on", "Aucune règle ni valeur n'est connue pour « "),
        ("fr", "on=2026-01-31&wage=5&switch.nothing=1", "", "Aucun choix ne porte ce nom"),
        ("fr", "on=2026-01-31&wage=99999999999999999", "wage", "ne se lit pas"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client: Client, lang: str, query: str, field: str, words: str) -> None:
    answer = client.get(f"/{lang}/law/ask/cnas_payslip?{query}")
    assert answer.status_code == 422
    raw = answer.content.decode()
    assert words in text_of(raw)
    assert 'id="answer"' not in raw
    summary = raw.partition('class="errors"')[2].partition("</div>")[0]
    assert words in text_of(summary)
    if field:
        assert f'href="#{field}"' in summary
        assert f'id="{field}-error"' in raw
    # What was written stays written.
    if "wage=abc" in query:
        assert 'value="abc"' in raw


def test_a_choice_that_is_none_of_them_is_refused_by_its_titles(client: Client) -> None:
    raw = client.get("/fr/law/ask/law_06_21_relief?on=2026-01-31&wage=5&zone=moon").content.decode()
    assert "Nord, Hauts Plateaux, Sud" in text_of(raw)


def test_results_the_day_has_no_law_for_are_named(client: Client) -> None:
    page = read(client, "/fr/law/ask/law_06_21_relief?on=2008-06-01&wage=40000&zone=north")
    assert "Pris en charge par la CNAC" in page
    assert "Pris en charge par le Trésor — Aucune règle ni valeur n'est connue pour" in page


def test_figures_are_read_as_people_write_them() -> None:
    topic = topics()["due_date_cnas"]
    assert typed(topic, {"workers": "1 234", "period_end": "2026-01-31"}) == {"workers": "1234", "period_end": "2026-01-31"}
    assert typed(topics()["cnas_payslip"], {"wage": "٤٨٠٠٠٫٥٠"}) == {"wage": "48000,50"}


def test_a_step_is_opened_once_and_leads_back_afterwards() -> None:
    leaf = {"rule": "base", "value": 1, "uses": []}
    shared = {"rule": "share", "value": 2, "uses": [leaf]}
    tree = once({"rule": "total", "value": 3, "uses": [shared, {"rule": "twice", "value": 4, "uses": [shared, leaf]}]}, "total")
    assert tree["anchor"] == "step-total"
    first, twice = tree["uses"]
    assert first["uses"] == [leaf]
    assert twice["uses"][0] == {**shared, "uses": [], "again": first["anchor"]}
    assert twice["uses"][1] == leaf


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(sorted(topics())),
    st.dictionaries(
        st.sampled_from(["on", "wage", "base", "zone", "workers", "year", "hired_on", "switch.das_reading", "x"]), st.text(max_size=20)
    ),
)
def test_no_address_breaks_the_page(client: Client, topic: str, query: dict[str, str]) -> None:
    answer = client.get(f"/ar/law/ask/{topic}", query)
    assert answer.status_code in (200, 400, 422)
    assert answer.status_code != 400 or any("\x00" in value for value in query.values())
