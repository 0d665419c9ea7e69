"""The letter of a decision: what it says, that it says it the same way each time, and that it can be searched and read aloud."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.letters_world import changed, decided_by_law, granted, pdf, read, refused

from mizan.formats.letters import TEMPLATE, Increased, compose, typeset
from mizan.formats.letters.appeal import appeal_against
from mizan.formats.letters.compose import grouped, verify_address
from mizan.formats.letters.steps import matters, steps_told, walk
from mizan.kernel.money import format_amount
from mizan.kernel.refusals import Refused
from mizan.law.algeria.book import book
from mizan.law.labels import Labels

LANGS = ("ar", "fr")


def plain(text: str) -> str:
    """A text without the spaces, marks and hyphens that typesetting moves."""
    return re.sub(r"[\s\u00a0\u202f\u2066-\u2069\ufffe\x02-]+", "", text)


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_decision_gives_the_same_bytes(lang: str) -> None:
    again = typeset(compose(granted(), lang), TEMPLATE)
    assert again == pdf("granted", lang)
    assert again != pdf("refused", lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_letter_says_the_increases_in_what_is_given(lang: str) -> None:
    raised = replace(granted(), increases=(Increased(date(2026, 5, 1), 3708618, 3894048),))
    words = "revalorisées le 1er mai 2026" if lang == "fr" else "ثمنت المعاشات في 1 ماي 2026"
    said, before = (plain(json.dumps(compose(one, lang), ensure_ascii=False, default=str)) for one in (raised, granted()))
    assert plain(words) in said
    assert plain(words) not in before
    assert plain(format_amount(3894048, lang)) in said


@pytest.mark.parametrize("lang", LANGS)
def test_a_letter_says_when_only_what_is_taken_changed(lang: str) -> None:
    told = replace(granted(), increases=(Increased(date(2026, 1, 1), 2156000, 2200000, taken=True),))
    said = plain(json.dumps(compose(told, lang), ensure_ascii=False, default=str))
    assert plain("retient sur les pensions a changé le 1er janvier 2026" if lang == "fr" else "ما يقتطعه القانون من المعاشات") in said
    assert plain("revalorisées" if lang == "fr" else "ثمنت المعاشات") not in said
    assert plain(format_amount(2200000, lang)) in said


def test_another_process_gives_the_same_bytes() -> None:
    program = "import hashlib; from tests.formats import letters_world as w; print(hashlib.sha256(w.pdf('granted', 'ar')).hexdigest())"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert found.stdout.strip() == hashlib.sha256(pdf("granted", "ar")).hexdigest()


@pytest.mark.parametrize("lang", LANGS)
def test_a_letter_is_tagged_for_reading_aloud_and_for_archives(lang: str) -> None:
    made = pdf("granted", lang)
    assert b"/MarkInfo" in made
    assert b"pdfuaid" in made
    assert b"pdfaid" in made
    assert f"/Lang({lang}-DZ)".encode() in made.replace(b" ", b"")


def test_the_french_letter_can_be_searched() -> None:
    found = plain(read(pdf("granted", "fr")))
    for words in (
        "Votre droit est reconnu", "BENYOUCEF AMAR", "37 086,18 DA", "Loi n° 83-12 relative à la retraite",
        "commission locale de recours préalable",
        "dans les 15 jours", "17 avril 2026", "CNR-2026-0004512", "3F9A 1C0B 7DE2 4580 A6B1 C2D3 E4F5 0617",
    ):  # fmt: skip
        assert plain(words) in found


def test_the_arabic_letter_can_be_searched() -> None:
    found = plain(read(pdf("granted", "ar")))
    for words in ("الصندوق الوطني للتقاعد", "معاش التقاعد", "بن يوسف عمار", "اللجنة المحلية للطعن المسبق", "37086,18"):
        assert plain(words) in found


@pytest.mark.parametrize("lang", LANGS)
def test_a_refusal_says_why_and_grants_nothing(lang: str) -> None:
    told = compose(refused(), lang)
    assert told["figure"] is None
    assert told["amounts"] == []
    reason = book().inputs.choices["retirementground"].titles["age"][lang]
    assert reason in told["paragraphs"][0]
    assert any(reason in step["text"] for step in told["steps"])


@pytest.mark.parametrize("lang", LANGS)
def test_a_change_shows_both_figures_and_what_it_replaces(lang: str) -> None:
    told = compose(changed(), lang)
    assert (told["changes"][0]["before"], told["changes"][0]["after"]) == (format_amount(3600000, lang), format_amount(3708618, lang))
    assert "CNR-2025-0000001" in {one["value"] for one in told["references"]}


@pytest.mark.parametrize("lang", LANGS)
def test_every_step_told_bears_its_article_and_the_last_is_the_amount(lang: str) -> None:
    steps = compose(granted(), lang)["steps"]
    assert 8 <= len(steps) <= 16
    assert all(step["article"] for step in steps)
    assert format_amount(3779406, lang) in steps[-1]["text"]


def test_a_career_in_both_schemes_tells_both_parts() -> None:
    told = steps_told(
        decided_by_law(casnos_quarters="40", casnos_effective_quarters="40", incomes="600000.00", born_on="1959-01-01"), "retirement"
    )
    assert {"salaried_raw_m", "self_employed_earned_m", "claim_self_employed_rate"} <= {step["rule"] for step in told}
    alone = steps_told(granted().record, "retirement")
    assert not {"self_employed_earned_m", "claim_self_employed_rate"} & {step["rule"] for step in alone}


def test_the_steps_named_for_a_kind_are_rules_of_the_book() -> None:
    named = {rule for kind in matters().values() for key in ("order", "always", "if_new", "only_with") for rule in kind.get(key, ())}
    named |= {rule for kind in matters().values() for rules in kind.get("only_with", {}).values() for rule in rules}
    assert named <= set(book().rules) | set(book().values)


def test_a_kind_that_names_no_steps_tells_the_upper_ones() -> None:
    told = steps_told(granted().record, "unheard_of")
    assert told
    assert all(step["article"] for step in told)


def test_facts_name_where_they_come_from() -> None:
    facts = {fact["text"]: fact["source"] for fact in compose(granted(), "fr")["facts"]}
    assert facts["Date de naissance : 4 mai 1962"] == "état civil"
    assert not any("Moudjahid" in text for text in facts)


def test_each_rule_is_told_once() -> None:
    rules = [step["rule"] for _, step in walk(granted().record)]
    assert len(rules) == len(set(rules))


def test_the_appeal_is_that_of_the_law() -> None:
    appeal = appeal_against(date(2026, 4, 2), "fr")
    assert (appeal.days, appeal.deadline, appeal.number) == (15, date(2026, 4, 17), "8")
    with pytest.raises(Refused):
        appeal_against(date(2005, 1, 1), "fr")


@given(st.binary(min_size=16, max_size=16))
def test_a_code_survives_being_typed(raw: bytes) -> None:
    assert grouped(raw.hex()).replace(" ", "").lower() == raw.hex()


def test_the_square_opens_the_page_of_verification() -> None:
    assert verify_address(replace(granted(), address="https://a.example/"), "ar") == f"https://a.example/ar/verify/{granted().code}"


def test_both_languages_say_the_same_things() -> None:
    labels = Labels.load([resources.files("mizan.formats.letters")])
    assert labels.keys("ar") == labels.keys("fr")
    for key in labels.keys("fr"):
        assert labels.placeholders(key, "ar") == labels.placeholders(key, "fr"), key


def test_names_in_one_script_only_are_written_once() -> None:
    person = replace(granted().person, name_ar="")
    told = compose(replace(granted(), person=person, claimant=person), "ar")
    assert told["name"] == {"text": "BENYOUCEF AMAR", "lang": "fr"}
    assert told["name_other"]["text"] == ""
    typeset(told, TEMPLATE)
