"""Sentences: both languages say the same things, templates hold none of their own, and every refusal has one."""

import re
from pathlib import Path

import pytest

from mizan.doors import wording

ROOT = Path(__file__).parents[2]
DOORS = ROOT / "src/mizan/doors"
TEMPLATES = sorted(path for path in DOORS.glob("**/*.html") if "api" not in path.parts)  # the machines' reference page is English
KEY = re.compile(r"\{%\s*t\s+\"([\w.\-]+)\"\s*((?:[^%]|%(?!\}))*)%\}")


def test_both_languages_have_the_same_keys() -> None:
    labels = wording.labels()
    assert sorted(labels.keys("ar") ^ labels.keys("fr")) == []


def test_both_languages_show_the_same_values() -> None:
    labels = wording.labels()
    differ = [
        key for key in labels.keys("ar") & labels.keys("fr")
        if labels.placeholders(key, "ar") - {"count"} != labels.placeholders(key, "fr") - {"count"}
    ]  # fmt: skip
    assert differ == []


def test_arabic_counts_in_six_ways_where_french_counts_in_two() -> None:
    labels = wording.labels()
    short = [
        key for key in labels.keys("fr")
        if len(labels.plural_forms(key, "fr")) > 1 and not {"one", "two", "few", "many", "other"} <= labels.plural_forms(key, "ar")
    ]  # fmt: skip
    assert short == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(DOORS)))
def test_a_template_names_only_sentences_that_exist_and_gives_them_their_values(template: Path) -> None:
    labels = wording.labels()
    for key, rest in KEY.findall(template.read_text()):
        for lang in ("ar", "fr"):
            assert labels.has(key, lang), f"{key} is missing in {lang}"
            given = set(re.findall(r"(\w+)=", rest))
            assert labels.placeholders(key, lang) <= given, key


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(DOORS)))
def test_a_template_has_no_words_of_its_own(template: Path) -> None:
    whole = re.sub(r"\{% block (?:width|crumbs)[^%]*%\}\w*\{% endblock %\}", "", template.read_text())
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", "", whole, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", text, flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]{2,}", text) == []


def test_every_refusal_of_the_house_has_its_sentence() -> None:
    codes: set[str] = set()
    for path in [*ROOT.glob("src/mizan/**/*.py"), *ROOT.glob("packages/*/src/mizan/**/*.py")]:
        if "api" in path.parts:
            continue
        codes |= set(re.findall(r"(?:refused|Refusal)\(\s*\"([a-z_]+)\"", path.read_text()))
        listed = re.search(r"^CODES = \((.*?)^\)", path.read_text(), re.DOTALL | re.MULTILINE) if path.name == "errors.py" else None
        codes |= set(re.findall(r"\"([a-z_]+)\"", listed[1])) if listed else set()
    assert codes
    missing = [(code, lang) for code in sorted(codes) for lang in ("ar", "fr") if not wording.has(f"refusal.{code}", lang)]  # type: ignore[arg-type]
    assert missing == []


def test_figures_in_arabic_sentences_do_not_change_places() -> None:
    """A plain space between figures, or before a percent sign, is turned round in a right-to-left line."""
    for path in DOORS.glob("**/labels.ar.toml"):
        outside = re.sub("\u2066.*?\u2069", "", path.read_text())
        assert re.findall(r"[0-9] [0-9%]", outside) == [], path


def test_french_says_one_for_none_too_so_a_count_that_may_be_nil_is_written_out() -> None:
    """CLDR gives zero the French singular: "Une recette" would be said of none at all."""
    labels = wording.labels()
    for key in ("controller.home.queue.heading", "controller.home.transfers.heading", "controller.home.cases.heading",
                "controller.home.journals.heading", "controller.statement.done", "controller.queue.count", "employer.home.workers",
                "employer.outcome.accepted", "employer.outcome.corrections"):  # fmt: skip
        assert "0" in labels.text(key, "fr", count=0, amount=0), key
