"""What the meeting is asked to decide, and where its minutes go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mizan.doors import tables, wording
from mizan.doors.steering.review.types import Piece, Section, Telling
from mizan.doors.steering.table.figures import rounding_of, value_words
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.formats.indicators import catalogue
from mizan.funds.controls.catalogue import controls


def decisions_section(telling: Telling) -> Section:
    """Each with what made it so and what it opens."""
    rows = [
        Row((tables.number(number), _asked(telling, one), tables.text(_why(telling, one))))
        for number, one in enumerate(telling.review.content["decisions"], 1)
    ]
    heads = columns(telling.lang, "review.decision", "number#", "about", "why")
    caption, empty = (wording.text(f"review.{name}", telling.lang) for name in ("caption.decisions", "no_decision"))
    table = Table("decisions", caption, heads, tuple(rows), sortable=False, empty=empty)
    said = (wording.text("review.decisions_mean", telling.lang),)
    return Section("decisions", wording.text("review.section.decisions", telling.lang), said, (Piece(table),))


def minutes_section(telling: Telling) -> Section:
    """How minutes become the next instructions."""
    said = tuple(wording.text(f"review.minutes.{name}", telling.lang) for name in ("how", "computed"))
    return Section("minutes", wording.text("review.section.minutes", telling.lang), said)


def _asked(telling: Telling, one: Mapping[str, Any]) -> Cell:
    lang = telling.lang
    if "indicator" in one:
        href = telling.opens("indicators:indicator", indicator_id=one["indicator"])
        fund = telling.review.fund.value if telling.review.fund else ""
        return tables.text(catalogue()[one["indicator"]].name[lang], href=f"{href}?fund={fund}" if href else "")
    if "number" in one:
        href = telling.opens("instructions:one", instruction_id=one["number"])
        return tables.text(wording.text("instructions.number", lang, number=one["number"]), href=href)
    if "of" in one:
        return tables.text(wording.text(f"review.of.{one['of']}", lang))
    control = controls().get(one["control"])
    name = control.name[lang] if control is not None else one["control"]
    return tables.text(name, href=telling.opens("controls:register"))


def _why(telling: Telling, one: Mapping[str, Any]) -> str:
    lang, words = telling.lang, dict[str, object]()
    if "indicator" in one:
        unit, how = catalogue()[one["indicator"]].unit, rounding_of(one["indicator"])
        words = {name: value_words(one[name], unit, lang, how) for name in ("value", "said", "was") if name in one}
    if "stake" in one:
        words = {"stake": one["stake"], "count": one["waiting"]}
    return wording.text(f"review.decide.{one['kind']}", lang, **words)
