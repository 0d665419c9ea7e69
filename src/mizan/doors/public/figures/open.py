"""Which document a visitor reads, and its lines in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.steering.table.figures import nothing_words, rounding_of, value_cell
from mizan.doors.tables import Cell, Tone
from mizan.funds.indicators.types import Figure, State
from mizan.funds.publication.canonical import read_json
from mizan.funds.publication.equity import ALL
from mizan.funds.publication.queries import edition_of, periods_of
from mizan.funds.publication.types import Document, Edition, Kind, Line, Standing
from mizan.kernel.funds import Fund
from mizan.kernel.periods import parse_period

_TONES: Mapping[Standing, Tone] = {
    Standing.MEASURED: "done",
    Standing.NOTHING_COUNTED: "quiet",
    Standing.LATE: "soon",
    Standing.FAILED: "late",
    Standing.NOT_COVERED: "quiet",
    Standing.HIDDEN: "info",
}
_STATES = {
    Standing.LATE: State.LATE, Standing.FAILED: State.FAILED, Standing.NOT_COVERED: State.NOT_COVERED,
    Standing.NOTHING_COUNTED: State.NOTHING_COUNTED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A document with the edition it is, and the periods a visitor may choose, oldest first."""

    document: Document
    edition: Edition
    periods: tuple[str, ...]


def read(visit: Visit, kind: Kind) -> Read | None:
    """The document of the period asked for (`?month=2026-10`, `?year=2025`), else of the last one; None when nothing was published."""
    periods = periods_of(kind)
    asked = visit.request.GET.get("month" if kind is Kind.FIGURES else "year", "")
    period = asked if asked in periods else periods[-1] if periods else ""
    edition = edition_of(kind, period) if period else None
    return None if edition is None else Read(read_json(edition.content), edition, periods)


def name_in(document: Document, item: str, lang: Lang) -> str:
    """The name of an item, as the document says it."""
    return document.items.get(item, {}).get(lang, item)


def fund_name(fund: str, lang: Lang) -> str:
    """A fund's name, or that of the funds together."""
    return wording.text("indicators.together", lang) if fund == ALL else wording.text(f"fund.{fund}", lang)


def group_name(document: Document, place: str, lang: Lang) -> str:
    """A group of people by its name: a wilaya, a sex, a scheme, or all."""
    dimension, _, value = place.partition(":")
    if dimension == "wilaya" and value.isdigit() and int(value):
        return name_in(document, f"wilaya:{int(value):02d}", lang)
    value = "" if dimension == "wilaya" else value
    return wording.text(f"service.group.{dimension}_{value or 'none'}", lang)


def line_cell(line: Line | None, lang: Lang, *, href: str = "") -> Cell:
    """The value of a line; a dash where it is hidden or there is none."""
    if line is None or line.value is None:
        return tables.text("—", href=href)
    return value_cell(line.value, line.unit, lang, href=href, rounding=rounding_of(line.item))


def standing_cell(line: Line, lang: Lang) -> Cell:
    """How a line stands, and up to which day it counts."""
    cell = tables.status(standing_words(line, lang), _TONES[line.state])
    return replace(cell, note=_to_day(line, lang)) if line.value is not None and line.cut_off else cell


def standing_words(line: Line, lang: Lang) -> str:
    """How a line stands, in words."""
    if line.state is Standing.HIDDEN:
        return wording.text("public.figures.hidden", lang)
    if line.state in (Standing.MEASURED, Standing.NOTHING_COUNTED) and line.value is None:
        return nothing_words(line.item, lang)
    if line.reason:
        return wording.text("indicators.restated_mark", lang)
    return wording.text(f"indicators.state.{line.state.value}", lang)


def tone_of(line: Line) -> Tone:
    """The tone of how it stands."""
    return _TONES[line.state]


def figure_of(line: Line) -> Figure:
    """A line as the pictures of indicators take it."""
    fund = None if line.fund == ALL else Fund(line.fund)
    day = date.fromisoformat(line.cut_off)
    state = _STATES.get(line.state, State.MEASURED)
    month, never = parse_period(line.period), datetime.min.replace(tzinfo=UTC)
    return Figure(line.item, fund, month, line.unit, state, line.value, None, None, day, never, line.data_hash, line.was, line.reason)


def files_of(visit: Visit, read: Read) -> list[dict[str, str]]:
    """The files of a document: what each is called and its address."""
    stem = f"{read.document.kind.value}-{read.document.period}"
    return [
        {"text": f"{stem}.{ending}", "href": visit.address("public:figures-file", file_name=f"{stem}.{ending}")}
        for ending in ("json", "csv", "parquet")
    ]


def checks_of(visit: Visit, read: Read) -> dict[str, object]:
    """What it takes to check a document again: both hashes, when it was published, and the two commands."""
    name = f"{read.document.kind.value}-{read.document.period}.json"

    def fact(key: str, value: object, kind: str) -> dict[str, object]:
        return {"label": wording.text(f"public.figures.fact.{key}", visit.lang), "value": value, "kind": kind}

    return {
        "facts": [
            fact("published", read.edition.published_at, "moment"),
            fact("json", read.edition.sha256, "code"),
            fact("csv", read.edition.csv_sha256, "code"),
        ],
        "files": files_of(visit, read),
        "commands": [f"sha256sum {name}", f"mizan figures verify {name}"],
    }


def choices_of(read: Read, lang: Lang) -> list[dict[str, object]]:
    """The periods to choose from, the last first."""
    return [
        {"key": one, "text": shown.period(parse_period(one), lang), "current": one == read.document.period}
        for one in reversed(read.periods)
    ]


def _to_day(line: Line, lang: Lang) -> str:
    return wording.text("indicators.to_day", lang, day=date.fromisoformat(line.cut_off))
