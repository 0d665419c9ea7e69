"""A catalogue of labels: files `labels.ar.toml`, `labels.fr.toml` (any name ending in `.LANG.toml`), nested tables as dotted keys."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from mizan.law.labels.patterns import LabelError, Pattern, plural_of, read_pattern

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The six CLDR plural categories; a table made only of these, `other` among them, is one label with plural forms."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label in one language: a pattern, or a pattern by plural category chosen by the value named `by`."""

    forms: Mapping[str, Pattern]
    by: str

    def pattern(self, lang: str, params: Mapping[str, object]) -> Pattern:
        """The form for these values."""
        if len(self.forms) == 1:
            return self.forms["other"]
        count = params.get(self.by)
        if not isinstance(count, int):
            raise LabelError(f"the plural needs a whole number {self.by}=")
        return self.forms.get(plural_of(lang, count), self.forms["other"])


def _leaves(table: Mapping[str, object], prefix: str, where: str) -> Iterator[tuple[str, Label]]:
    for name, value in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, str):
            yield key, Label({"other": read_pattern(value, f"{where}: {key}")}, "count")
        elif not isinstance(value, dict):
            raise LabelError(f"{where}: {key} is neither text nor a table")
        elif "other" in value and value.keys() <= PLURALS | {"by"} and all(isinstance(form, str) for form in value.values()):
            forms = {form: read_pattern(text, f"{where}: {key}.{form}") for form, text in value.items() if form != "by"}
            yield key, Label(forms, value.get("by", "count"))
        else:
            yield from _leaves(value, key, where)


def _files(paths: Iterable[Traversable | Path]) -> Iterator[tuple[str, Traversable | Path]]:
    for path in paths:
        if path.is_dir():
            found = sorted((f for f in path.iterdir() if f.name.startswith("labels.") and f.name.endswith(".toml")), key=lambda f: f.name)
            yield from _files(found)
        else:
            stem, _, lang = path.name.removesuffix(".toml").rpartition(".")
            if not stem or not path.name.endswith(".toml"):
                raise LabelError(f"{path}: the name must end in .LANG.toml")
            yield lang, path


class Labels:
    """Every label of some files, by language and dotted key. Immutable once loaded."""

    def __init__(self, by_lang: Mapping[str, Mapping[str, Label]]) -> None:
        self._by_lang = by_lang

    @classmethod
    def load(cls, paths: Iterable[Traversable | Path], over: "Labels | None" = None) -> "Labels":
        """Reads files named `*.LANG.toml`, or directories holding `labels.LANG.toml`; what they say wins over the labels `over`.

        Raises LabelError naming the file and key for a pattern that can not be read or a key written twice.
        """
        by_lang: dict[str, dict[str, Label]] = {}
        for lang, path in _files(paths):
            labels = by_lang.setdefault(lang, {})
            try:
                table = tomllib.loads(path.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise LabelError(f"{path}: {error}") from error
            for key, label in _leaves(table, "", str(path)):
                if key in labels:
                    raise LabelError(f"{path}: {key} is already a label in {lang}")
                labels[key] = label
        if over is not None:
            by_lang = {lang: {**over._by_lang.get(lang, {}), **by_lang.get(lang, {})} for lang in over._by_lang.keys() | by_lang.keys()}
        return cls(by_lang)

    def text(self, key: str, lang: str, /, **params: object) -> str:
        """The sentence of `key` in `lang`.

        Whole numbers choose the plural and are grouped; `{a:money}` takes centimes, `{r:rate}` parts per million, `{d:date}` a date.
        Raises LabelError when the key does not exist in that language or a value it shows is missing.
        """
        label = self._by_lang.get(lang, {}).get(key)
        if label is None:
            raise LabelError(f"no label {key!r} in {lang!r}")
        try:
            return label.pattern(lang, params).render(lang, params)
        except LabelError as error:
            raise LabelError(f"{key} ({lang}): {error}") from error

    def has(self, key: str, lang: str) -> bool:
        """Whether `key` is written in `lang`."""
        return key in self._by_lang.get(lang, {})

    def langs(self) -> frozenset[str]:
        """The languages loaded."""
        return frozenset(self._by_lang)

    def keys(self, lang: str) -> frozenset[str]:
        """Every key written in `lang`."""
        return frozenset(self._by_lang.get(lang, {}))

    def placeholders(self, key: str, lang: str) -> frozenset[str]:
        """The names of the values a label shows or is chosen by, over all its plural forms."""
        label = self._by_lang[lang][key]
        shown = frozenset().union(*(pattern.places for pattern in label.forms.values()))
        return shown | {label.by} if len(label.forms) > 1 else shown

    def parts(self, key: str, lang: str) -> tuple[str | tuple[str, str], ...]:
        """The literal text and the places `(name, kind)` of a label in their order; its general form where it has plurals."""
        return self._by_lang[lang][key].forms["other"].parts

    def fingerprint(self, key: str, lang: str) -> str:
        """The pattern of a label as one text, so that a change of wording can be seen; empty when it is not written."""
        label = self._by_lang.get(lang, {}).get(key)
        # As JSON, since `repr` of a text follows the Unicode tables of the Python at work.
        return json.dumps(sorted((form, pattern.parts) for form, pattern in label.forms.items())) if label else ""

    def plural_forms(self, key: str, lang: str) -> frozenset[str]:
        """The plural categories a label writes (only `other` for a plain sentence)."""
        return frozenset(self._by_lang[lang][key].forms)
