"""Every code has its sentence in both languages with the same values, a basis, and a field that has a name."""

import re
import string
from pathlib import Path

import pytest

from mizan.formats import anomalies
from mizan.formats.anomalies import LANGUAGES, anomaly, field_name, sentences, word
from mizan.law.algeria.book import book

ROOT = Path(anomalies.__file__).parent
CODE = re.compile(r'"([a-z0-9_]+)"')


def values(text: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(sentences()))
def test_a_sentence_says_the_same_in_both_languages(code: str) -> None:
    entry = sentences()[code]
    arabic, french = (entry.text[lang] for lang in LANGUAGES)
    assert values(arabic) == values(french)
    assert re.search(r"[\u0600-\u06ff]", arabic)
    assert not re.search(r"[\u0600-\u06ff]", french)
    assert entry.basis
    assert arabic.endswith(".")
    assert french.endswith(".")


@pytest.mark.parametrize("code", sorted(sentences()))
def test_every_code_is_used(code: str) -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    identifiers = (Path(anomalies.__file__).parents[3] / "packages/mizan-law/src/mizan/kernel/identifiers.py").read_text(encoding="utf-8")
    assert f'"{code}"' in sources or f'"{code}"' in identifiers


LAYOUTS = {"cnas-das-layout", "cnas-nss-key", "mizan-files", "iso-20022-camt-053", "iso-20022-pain-002", "banque-algerie-06-2004"}


def test_a_basis_is_a_source_of_the_statute_book_or_a_layout() -> None:
    for code, entry in sentences().items():
        if entry.basis not in LAYOUTS:
            assert book().sources.reference(entry.basis, code).source.title["ar"]


def test_every_anomaly_made_in_the_code_has_its_sentence() -> None:
    made = {
        code
        for path in ROOT.rglob("*.py")
        for call in re.findall(r'(?:anomaly|\.add|self\.add|line\.add)\(\s*"([a-z0-9_]+)"', path.read_text(encoding="utf-8"))
        for code in (call,)
    }
    assert made
    assert made <= set(sentences())


def test_fields_and_words_are_named_in_both_languages() -> None:
    for field in ("employer_number", "q3_amount", "total_q1", "line_base", "booked_on", "file"):
        assert field_name(field, "ar") != field_name(field, "fr")
    assert field_name("q3_amount", "fr") == "Salaire (trimestre 3)"
    assert word("outcome_refused", "fr").startswith("Refusé")


def test_a_long_value_is_cut_in_its_sentence() -> None:
    found = anomaly("centre_form", field="centre", found="9" * 500)
    assert found.found is not None
    assert len(found.found) == anomalies.SHOWN
    assert found.found.endswith("…")
