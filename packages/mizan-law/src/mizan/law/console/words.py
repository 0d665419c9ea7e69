"""The sentences of the command in a person's language: refusals with their article, steps with their basis."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from mizan.kernel.refusals import Refusal
from mizan.law.engine.book import Book, words
from mizan.law.engine.errors import BookError
from mizan.law.engine.trace import sentence_of
from mizan.law.engine.units import SERIES, whole
from mizan.law.labels import LabelError, Labels
from mizan.law.labels.patterns import KINDS

LANGS = ("ar", "fr", "en")


@cache
def _own() -> Labels:
    return Labels.load([Path(__file__).parent])


def own(key: str, lang: str, /, **params: object) -> str:
    """A sentence of the command itself."""
    return _own().text(f"law_console.{key}", lang, **params)


class Words:
    """What is said about one book in one language (`ar`, `fr` or `en`)."""

    def __init__(self, book: Book | None, lang: str) -> None:
        self.book, self.lang = book, lang
        self.labels = book.labels if book is not None else words()

    def own(self, key: str, /, **params: object) -> str:
        """A sentence of the command itself."""
        return own(key, self.lang, **params)

    def title(self, titles: Mapping[str, str], name: str = "") -> str:
        """A title in the language; English has none, and says the name."""
        return titles.get(self.lang) or name or titles["fr"]

    def article(self, article: Mapping[str, Any]) -> str:
        """The title of a text and the number of its article; in English, its kind and number."""
        if self.lang == "en" and self.book is not None:
            source = self.book.sources.reference(str(article["source"]), "").source
            title = f"{source.kind} {source.number}".strip()
        else:
            title = self.title(article["title"])
        return title + (self.labels.text("word.article", self.lang, number=article["number"]) if article["number"] else "")

    def basis(self, tree: Mapping[str, Any]) -> str:
        """Article, first day, rounding and standing of a step, in one line; empty for a fact of the case."""
        parts = [self.article(tree["article"])] if tree["article"] else []
        if tree["since"]:
            parts.append(self.labels.text("word.since", self.lang, day=date.fromisoformat(tree["since"])))
        if tree["rounding"]:
            parts.append(self.labels.text(f"rounding.{tree['rounding']}", self.lang))
        if tree["standing"]:
            parts.append(self.standing(tree["standing"]))
        return " · ".join(parts)

    def standing(self, standing: str) -> str:
        """How something was read."""
        return self.labels.text(f"standing.{standing}", self.lang)

    def expected(self, expected: object) -> str:
        """What may be given: the unit in words, or the names to type with what they mean; a series is a list of them."""
        unit = str(expected).removesuffix(SERIES)
        if unit != expected:
            return f"{self.expected(unit)} ({self.own('series')})"
        if self.labels.has(f"expected.{expected}", self.lang):
            return self.labels.text(f"expected.{expected}", self.lang)
        for choices in self.book.inputs.choices.values() if self.book is not None else ():
            if " | ".join(choices.names) == expected and self.lang != "en":
                return " | ".join(f"{name} ({choices.titles[name][self.lang]})" for name in choices.names)
        return str(expected)

    def refusal(self, refusal: Refusal) -> str:
        """The field, why it is refused and what was expected, the article this rests on, and near names where there are some."""
        sentence = self._sentence(refusal)
        if refusal.field:
            sentence = f"{refusal.field}: {sentence}"
        article = basis_of(refusal, self.book)
        if article is not None:
            sentence = f"{sentence} [{self.article(article)}]"
        near = refusal.params.get("near")
        if isinstance(near, list):
            sentence += " " + self.own("near", names=", ".join(near)) if near else ""
            sentence += " " + self.own("list")
        return sentence

    def _sentence(self, refusal: Refusal) -> str:
        key, lang = f"refusal.{refusal.code}", self.lang
        check = refusal.code.removeprefix("check.")
        if self.book is not None and lang == "en" and check in self.book.rules and not self.labels.has(key, lang):
            return sentence_of(self.book.rules[check][0]) + "."
        if not self.labels.has(key, lang):
            lang = "fr"
        params = {**refusal.params, **({"expected": self.expected(refusal.params["expected"])} if "expected" in refusal.params else {})}
        try:
            return self.labels.text(key, lang, **params)
        except LabelError:
            # A sentence the book forgot must not hide the refusal: its code is stable and can be looked up.
            return refusal.code


def basis_of(refusal: Refusal, book: Book | None) -> dict[str, Any] | None:
    """The article of a refusal as `{source, title, number}`; None where it rests on form, or names no text of the book."""
    if refusal.basis is None or book is None:
        return None
    try:
        return book.sources.reference(refusal.basis, "").to_json()
    except BookError:
        return None


def refusal_json(refusal: Refusal, book: Book | None) -> dict[str, Any]:
    """`{code, field, expected, message{ar, fr, en}, basis, article, near}` of a refusal."""
    params = refusal.params
    return {
        "code": refusal.code,
        "field": refusal.field,
        "expected": params.get("expected"),
        "message": {lang: Words(book, lang).refusal(refusal) for lang in LANGS},
        "basis": refusal.basis,
        "article": basis_of(refusal, book),
        "near": params.get("near", []),
    }


def shown_value(value: object, unit: str, lang: str) -> str:
    """A value as a person reads it, from what machines read: money with its currency, a rate in percent, a day in words, else as it is."""
    kind = {"centimes": "money", "ppm": "rate", "factor": "factor"}.get(unit)
    if value is None:
        return own("not_in_force", lang)
    if kind:
        return KINDS[kind](whole(str(value), unit), lang)
    return KINDS["date"](date.fromisoformat(str(value)), lang) if unit == "day" else str(value)
