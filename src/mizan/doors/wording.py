"""The sentences of every page: one set of labels, gathered from the files that lie beside what they describe."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from mizan.doors.shown import Lang, spaced
from mizan.law.labels import Labels

_HOMES = ("mizan.doors", "mizan.flows", "mizan.formats", "mizan.funds", "mizan.law", "mizan.kernel")


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for each in sorted(folder.iterdir(), key=lambda item: item.name):
        if each.is_dir() and each.name != "__pycache__":
            found += _files(each)
        elif each.name in ("labels.ar.toml", "labels.fr.toml"):
            found.append(each)
    return found


@cache
def labels() -> Labels:
    """Every label of the house, read once: those of the doors, and of the law, formats, funds and flows they speak about."""
    return Labels.load([file for home in _HOMES for file in _files(resources.files(home))])


def text(key: str, lang: Lang, /, **params: object) -> str:
    """The sentence of a key in a language, with its values set in; a missing key raises LabelError (a test walks every template)."""
    return spaced(labels().text(key, lang, **params))


def has(key: str, lang: Lang) -> bool:
    """Whether a sentence exists, for codes that come from data."""
    return labels().has(key, lang)
