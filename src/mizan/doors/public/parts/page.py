"""The page of parts: every component with its examples, in the language and direction of the page."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.http import HttpResponse
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from mizan.doors.pages import Visit, page
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell, Column, Row, Table
from mizan.doors.tags import render_part


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a part: its name and what the part makes of its values."""

    name: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part with its purpose (the first paragraph of its README) and its examples."""

    name: str
    purpose: str
    examples: tuple[Example, ...]


@cache
def _kept(name: str) -> tuple[str, dict[str, dict[str, dict[str, Any]]]]:
    folder = files("mizan.doors").joinpath("parts", name)
    purpose = folder.joinpath("README.md").read_text("utf-8").split("\n\n")[1].replace("\n", " ")
    return purpose, tomllib.loads(folder.joinpath("examples.toml").read_text("utf-8"))


def names() -> tuple[str, ...]:
    """The parts there are."""
    return tuple(sorted(each.name for each in files("mizan.doors").joinpath("parts").iterdir() if each.joinpath("part.html").is_file()))


def shelf(visit: Visit, name: str) -> Shelf:
    """A part with its examples rendered in the visit's language."""
    purpose, examples = _kept(name)
    shown = []
    for title, versions in examples.items():
        values = {**versions.get("both", {}), **versions.get(visit.lang, {})}
        if "table" in values:
            values["table"] = _table(values["table"], visit.lang)
        if "body" in values:
            values["body"] = mark_safe(values["body"])  # noqa: S308 - written by us, in the example file
        shown.append(Example(title, render_part(name, Context({"visit": visit, "lang": visit.lang, "request": visit.request}), values)))
    return Shelf(name, purpose, tuple(shown))


def _table(values: dict[str, Any], lang: Lang) -> Table:
    """A table out of an example's words: heads, kinds and rows of values."""
    kinds = values["kinds"]
    figures = {"plain", "amount", "number", "rate"}
    heads = tuple(Column(label, kind in figures) for label, kind in zip(values["heads"], kinds, strict=True))
    rows = []
    for row in values["rows"]:
        cells = tuple(Cell(kind, value) for kind, value in zip(kinds, row["cells"], strict=True))
        rows.append(Row(cells, row.get("mark", "")))
    return Table(values["name"], values["caption"], heads, tuple(rows), empty=values.get("empty", ""))


@page(public=True)
def parts(visit: Visit) -> HttpResponse:
    """Show every part."""
    return visit.page("public/parts/page.html", {"shelves": [shelf(visit, name) for name in names()]})
