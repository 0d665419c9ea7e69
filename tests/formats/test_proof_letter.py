"""The letter that asks for a proof of life: what it says in both languages, on one page, the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from tests.formats.letters_world import PERSON, read

from mizan.formats.letters import LetterLang, ProofAsked, compose_proof, typeset

LANGS: tuple[LetterLang, ...] = ("ar", "fr")
ASKED = ProofAsked(
    number="CNR-V-2026-0000012", fund="CNR", agency={"ar": "وكالة الجزائر", "fr": "Agence d’Alger"},
    benefits=("retirement",), person=PERSON,
    due_month=date(2026, 5, 1),
    asked_on=date(2026, 5, 2), since=date(2025, 5, 3), until=date(2026, 7, 30), grace_days=60,
)  # fmt: skip
SAID = {
    "fr": (
        "BENYOUCEF AMAR", "620504123456", "30 juillet 2026", "3 mai 2025", "À une agence",
        "À la commune ou au consulat", "Chez vous", "Par un proche",
        "Le silence seul n’arrête aucun paiement", "Signature et cachet", "CNR-V-2026-0000012",
    ),
    "ar": ("بن يوسف عمار", "620504123456", "في بيتكم", "عن طريق قريب", "في البلدية أو القنصلية", "الإمضاء والختم"),
}  # fmt: skip


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f\u2066-\u2069\ufffe\x02-]+", "", text)


def pdf(lang: LetterLang, asked: ProofAsked = ASKED) -> bytes:
    return typeset(compose_proof(asked, lang), "proof/1")


@pytest.mark.parametrize("lang", LANGS)
def test_every_way_to_answer_is_on_one_page_that_can_be_searched_and_read_aloud(lang: LetterLang) -> None:
    made = pdf(lang)
    with pypdfium2.PdfDocument(made) as document:
        assert len(document) == 1
    found = plain(read(made))
    for words in SAID[lang]:
        assert plain(words) in found, words
    assert b"pdfuaid" in made
    assert f"/Lang({lang}-DZ)".encode() in made.replace(b" ", b"")


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_ask_gives_the_same_bytes(lang: LetterLang) -> None:
    assert pdf(lang) == pdf(lang)
    assert pdf(lang) != pdf(lang, replace(ASKED, until=date(2026, 7, 31)))


@pytest.mark.parametrize("lang", LANGS)
def test_several_benefits_and_a_name_in_one_script(lang: LetterLang) -> None:
    told = compose_proof(
        replace(ASKED, benefits=("retirement", "survivors"), person=replace(PERSON, name_ar="", nss="", born_on=None)), lang
    )
    assert told["name"] == {"text": "BENYOUCEF AMAR", "lang": "fr"}
    assert told["identity"] == []
    assert told["name_other"]["text"] == ""
    assert typeset(told, "proof/1")
