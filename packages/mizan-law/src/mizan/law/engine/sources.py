"""Where the law was read: each text once, and how far what we hold of it can be trusted."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from mizan.law.engine.errors import BookError


class Standing(StrEnum):
    """How far a rule or a value can be trusted, best first."""

    GAZETTE = "gazette"
    """Read in the text of the law or its gazette."""
    OFFICIAL = "official"
    """Read on a fund's own site."""
    SECONDARY = "secondary"
    """Read in the press, in academic or professional material, or in a third party's code."""
    DERIVED = "derived"
    """Own arithmetic or reading on sourced rules."""
    RECALL = "recall"
    """General knowledge; no source found."""
    UNVERIFIED = "unverified"
    """A source states it, but it is weak or contested."""


_SPAN = re.compile(r"(?P<first>[0-9]+)–(?P<last>[0-9]+)", re.ASCII)
_ORDER = {standing: place for place, standing in enumerate(Standing)}


def lowest(standings: set[Standing]) -> Standing:
    """The standing of a result: that of the weakest thing it used."""
    return max(standings, key=_ORDER.__getitem__, default=Standing.GAZETTE)


def highest(standings: set[Standing]) -> Standing | None:
    """The best of some: how well a text was read by whoever read it best; None of none."""
    return min(standings, key=_ORDER.__getitem__, default=None)


@dataclass(frozen=True, slots=True)
class Source:
    """A text, held once: its kind (law, ordinance, decree, press, fund, code, convention), number, date, gazette and titles."""

    key: str
    kind: str
    number: str
    dated: str
    gazette: str
    title: Mapping[str, str]
    address: str


class Reference(NamedTuple):
    """An article of a source; the article may be empty."""

    source: Source
    article: str

    @property
    def key(self) -> str:
        """The reference as it is written: `law-83-14.art-15`."""
        return ".art-".join(part for part in (self.source.key, self.article.replace(" ", "-")) if part)

    def covers(self, other: "Reference") -> bool:
        """Whether it names the article of another, alone or in a span: `art. 14–16` covers `art. 15`."""
        if self.source.key != other.source.key:
            return False
        span = _SPAN.fullmatch(self.article)
        if span is None or not other.article.isdigit():
            return self.article == other.article
        return int(span["first"]) <= int(other.article) <= int(span["last"])

    def to_json(self) -> dict[str, Any]:
        """`{source, title{ar, fr}, number}`: what a page needs to name the article."""
        return {"source": self.source.key, "title": dict(self.source.title), "number": self.article}


class Sources:
    """Every source of a book, by key; `law-83-14.art-15` names article 15 of the source `law-83-14`."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def reference(self, text: str, where: str) -> Reference:
        """The source and article named by `text`. Raises BookError naming `where` when the source is not held."""
        key, _, article = text.partition(".art-")
        if key not in self._sources:
            raise BookError(f"{where}: unknown source {key!r}")
        return Reference(self._sources[key], article.replace("-", " "))

    def all(self) -> tuple[Source, ...]:
        """Every source, by key."""
        return tuple(self._sources[key] for key in sorted(self._sources))


def load_sources(paths: Iterable[Path]) -> Sources:
    """Reads every `sources.toml` of a book.

    Raises BookError for a source without kind, number, date or a title in Arabic and French, or written twice.
    """
    sources: dict[str, Source] = {}
    for path in paths:
        for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if key in sources:
                raise BookError(f"{path}: [{key}] is written in another file too")
            title = entry.get("title", {})
            missing = [name for name in ("kind", "number", "date", "gazette") if not isinstance(entry.get(name), str)]
            if missing or not title.get("ar") or not title.get("fr"):
                raise BookError(f"{path}: [{key}] lacks {', '.join(missing) or 'a title in Arabic and French'}")
            address = entry.get("address", "")
            sources[key] = Source(key, entry["kind"], entry["number"], entry["date"], entry["gazette"], title, address)
    return Sources(sources)
