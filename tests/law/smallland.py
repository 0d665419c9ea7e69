"""A small fictional law, written to a folder, to test the engine and to show how one is made."""

import sys
from pathlib import Path
from textwrap import dedent

import pytest

from mizan.law.engine.book import Book, load_book

LAND = Path(__file__).parents[2] / "docs" / "law" / "smallland"
"""The whole fictional law, that teaches the engine; the one below is shorter, and its files are changed by the tests."""

SOURCES = """
[small-act]
kind = "law"
number = "1"
date = "2000-01-01"
gazette = "n 1"
title = { ar = "القانون الصغير", fr = "La petite loi" }
"""

TITHE = """
description: "The tithe"
title: { ar: "العشر", fr: "La dîme" }
metadata: { unit: ppm }
values:
  2000-01-01: { value: 0.10, reference: small-act.art-1, standing: gazette, published_on: 2000-01-01 }
  2010-01-01: { value: 12.5%, reference: small-act.art-1-bis, standing: recall, published_on: unknown }
"""

HEAD = """
from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.engine.primitives import add_months, day_of, floor_share, rate_down, rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count, Day, Days, Flag, Months, Year
"""

RULES = '''
@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1), rounding=Rounding.HALF_UP)
def due(harvest: Centimes, tithe: RatePpm) -> Centimes:
    """What a field owes."""
    return rate_half_up(harvest, tithe)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def left(harvest: Centimes, due: Centimes, exempt: Flag) -> Centimes:
    """What the farmer keeps."""
    if exempt:
        return harvest
    kept = harvest - due
    return Centimes(max(kept, 0))
'''

FACTS = """
[harvest]
unit = "centimes"
title = { ar = "المحصول", fr = "Récolte" }

[exempt]
unit = "flag"
title = { ar = "معفى", fr = "Exonéré" }
"""

LABELS = {
    "ar": '[rule]\ndue = "{harvest:money} × {tithe:rate} = {value:money}"\nleft = "{harvest:money} {due:money} {exempt} = {value:money}"\n',
    "fr": '[rule]\ndue = "{harvest:money} × {tithe:rate} = {value:money}"\nleft = "{harvest:money} {due:money} {exempt} = {value:money}"\n',
}


def write(root: Path, **changed: str | None) -> Path:
    """The files of the law, some of them changed (`rules`, `tithe`, `sources`, `facts`, `fr`, `ar`, `switches`, `more`, `other`)."""
    package = root / f"smallland_{root.name.replace('-', '_')}"
    package.mkdir()
    (package / "__init__.py").write_text('"""A small law."""\n')
    files = {
        "sources.toml": changed.get("sources") or SOURCES,
        "tithe.yaml": changed.get("tithe") or TITHE,
        "facts.toml": changed.get("facts") or FACTS,
        "rules.py": HEAD + (changed.get("rules") or RULES),
        "labels.ar.toml": changed.get("ar") or LABELS["ar"],
        "labels.fr.toml": changed.get("fr") or LABELS["fr"],
    }
    if changed.get("switches"):
        files["switches.toml"] = str(changed["switches"])
    for name in ("more", "other"):
        if changed.get(name):
            files[f"{name}.py"] = HEAD + str(changed[name])
    for name, text in files.items():
        (package / name).write_text(dedent(text), encoding="utf-8")
    return package


def read(root: Path, monkeypatch: pytest.MonkeyPatch, **changed: str | None) -> Book:
    """The book of the law with some files changed."""
    package = write(root, **changed)
    monkeypatch.syspath_prepend(str(root))
    for name in [name for name in sys.modules if name.split(".")[0] == package.name]:
        monkeypatch.delitem(sys.modules, name)
    return load_book(package, package.name)
