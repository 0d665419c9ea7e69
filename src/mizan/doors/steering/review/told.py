"""The sections of a review, in the order a meeting reads them. Nothing is computed here: what was kept is put in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mizan.doors import shown, tables, wording
from mizan.doors.shown import Lang
from mizan.doors.steering.instructions.desk import TONES as STATUS_TONES
from mizan.doors.steering.review.bridges import bridges_section
from mizan.doors.steering.review.decisions import decisions_section, minutes_section
from mizan.doors.steering.review.types import Piece, Section, Telling
from mizan.doors.steering.table.figures import nothing_words, rounding_of, value_cell, value_words
from mizan.doors.tables import Cell, Row, Table, Tone, columns
from mizan.formats.indicators import catalogue
from mizan.funds.controls.catalogue import controls
from mizan.funds.indicators.types import State
from mizan.funds.steering.types.statuses import Status, Why
from mizan.kernel.rounding import PPM, Rounding, divide

STATE_TONES: Mapping[str, Tone] = {
    State.MEASURED.value: "done", State.NOTHING_COUNTED.value: "quiet", State.LATE.value: "soon", State.FAILED.value: "late",
}  # fmt: skip
HUNDREDTH_OF_PERCENT = 100


def sections(telling: Telling) -> tuple[Section, ...]:
    """All of a review."""
    return (
        _indicators(telling), bridges_section(telling), _controls(telling), _collection(telling), _instructions(telling),
        decisions_section(telling), minutes_section(telling),
    )  # fmt: skip


def heading(telling: Telling, name: str) -> str:
    """The heading of a section."""
    return wording.text(f"review.section.{name}", telling.lang)


def _indicators(telling: Telling) -> Section:
    lang = telling.lang
    figures = telling.review.content["figures"]
    covered = [one for one in figures if one["state"] != State.NOT_COVERED.value]
    missing = [catalogue()[one["indicator"]].name[lang] for one in figures if one["state"] == State.NOT_COVERED.value]
    heads = columns(lang, "indicators.column", "name", "value#", "before#", "year_ago#", "budget", "promise", "state")
    table = Table(
        "figures", wording.text("review.caption.figures", lang), heads, tuple(_figure(telling, one) for one in covered), sortable=False,
        empty=wording.text("indicators.every.empty", lang),
    )  # fmt: skip
    said = (wording.text("review.not_covered", lang, names=wording.text("common.comma", lang).join(missing)),) if missing else ()
    return Section("figures", heading(telling, "figures"), (), (Piece(table),), said)


def _figure(telling: Telling, one: Mapping[str, Any]) -> Row:
    lang, name, unit = telling.lang, one["indicator"], one["unit"]
    how = rounding_of(name)

    def told(value: int | None, note: str = "") -> Cell:
        return value_cell(value, unit, lang, rounding=how, note=note)

    said = [
        told(one[kind]["value"], one[kind]["document"]) if kind in one else tables.text(wording.text("review.not_adopted", lang))
        for kind in ("budget", "promise")
    ]
    fund = telling.review.fund.value if telling.review.fund else ""
    month = one["cut_off"][:7]
    href = telling.opens("indicators:indicator", indicator_id=name)
    state = _state(one, lang)
    return Row(
        (
            tables.text(catalogue()[name].name[lang], href=f"{href}?fund={fund}&month={month}" if href else ""),
            told(one["value"]), told(one["before"]), told(one["year_ago"]), *said,
            tables.status(state, "soon" if one["reason"] else STATE_TONES[one["state"]]),
        ),
        "late" if one["state"] == State.FAILED.value else "",
    )  # fmt: skip


def _state(one: Mapping[str, Any], lang: Lang) -> str:
    """How far a figure may be trusted, as the table of indicators says it."""
    if one["value"] is None and one["state"] in (State.MEASURED.value, State.NOTHING_COUNTED.value):
        return nothing_words(one["indicator"], lang)
    return wording.text("indicators.restated_mark" if one["reason"] else f"indicators.state.{one['state']}", lang)


def _controls(telling: Telling) -> Section:
    lang = telling.lang
    rows = []
    for one in telling.review.content["controls"]:
        precision = divide(one["confirmed"] * PPM, one["concluded"], Rounding.DOWN) if one["concluded"] else None
        told = None if precision is None else divide(precision, HUNDREDTH_OF_PERCENT, Rounding.DOWN) * HUNDREDTH_OF_PERCENT
        rows.append(
            Row(
                (
                    tables.text(control_words(telling, one["control"])), tables.number(one["waiting"]), tables.amount(one["stake"]),
                    tables.number(one["concluded"]), tables.number(one["confirmed"]), tables.rate(told), tables.amount(one["recovered"]),
                )
            )
        )  # fmt: skip
    heads = columns(lang, "review.control", "name", "waiting#", "stake#", "concluded#", "confirmed#", "precision#", "recovered#")
    worth = Table(
        "controls",
        wording.text("review.caption.controls", lang),
        heads,
        tuple(rows),
        sortable=False,
        empty=wording.text("review.no_finding", lang),
    )
    return Section("controls", heading(telling, "controls"), (wording.text("review.controls_mean", lang),), (Piece(worth),))


def control_words(telling: Telling, control: str) -> str:
    """A control in words; its id for one the book no longer holds."""
    found = controls().get(control)
    return found.name[telling.lang] if found is not None else control


def _collection(telling: Telling) -> Section:
    lang, found = telling.lang, telling.review.content["collection"]
    rows = [
        Row((tables.text(wording.text(f"review.collection.{name}", lang)), tables.amount(found[name])))
        for name in ("due", "received", "arrears")
    ]
    rows += [
        Row((tables.text(wording.text(f"indicators.part.{age.replace(':', '_')}", lang)), tables.amount(amount)))
        for age, amount in found["ages"]
    ]
    heads = columns(lang, "review.column", "what", "amount#")
    table = Table("collection", wording.text("review.caption.collection", lang), heads, tuple(rows), sortable=False)
    late = found["late_declarations"]
    said = (wording.text("review.collection.late", lang, count=late),) if late is not None else ()
    return Section("collection", heading(telling, "collection"), said, (Piece(table),))


def _instructions(telling: Telling) -> Section:
    lang = telling.lang
    rows = [_instruction(telling, one) for one in telling.review.content["instructions"]]
    heads = columns(lang, "review.instruction", "number", "text", "owner", "deadline", "status", "since", "figures")
    table = Table(
        "instructions", wording.text("review.caption.instructions", lang), heads, tuple(rows), sortable=False,
        empty=wording.text("instructions.none", lang),
    )  # fmt: skip
    return Section("instructions", heading(telling, "instructions"), (wording.text("review.instructions_mean", lang),), (Piece(table),))


def _instruction(telling: Telling, one: Mapping[str, Any]) -> Row:
    lang = telling.lang
    text = (one["ar"] or one["fr"]) if lang == "ar" else (one["fr"] or one["ar"])
    fund = wording.text(f"fund.{one['fund']}", lang) if one["fund"] else wording.text("instructions.together", lang)
    if one["status"] is None:
        status = tables.status(wording.text("instructions.no_day", lang), "quiet")
    else:
        names = wording.text("common.comma", lang).join(catalogue()[each].name[lang] for each in one["about"])
        why = wording.text(f"instructions.why.{Why(one['why']).value}", lang, about=names)
        tone = STATUS_TONES[Status(one["status"])]
        status = Cell("status", wording.text(f"instructions.status.{one['status']}", lang), note=why, tone=tone)
    semicolon = wording.text("common.semicolon", lang)
    figures = semicolon.join(_aim(telling, aim) for aim in one["aims"])
    return Row(
        (
            tables.text(one["number"], href=telling.opens("instructions:one", instruction_id=one["number"])), tables.text(text),
            tables.text(one["owner"], note=fund), tables.day(date.fromisoformat(one["deadline"]) if one["deadline"] else None), status,
            tables.day(date.fromisoformat(one["since"]) if one["since"] else None), tables.text(figures),
        )
    )  # fmt: skip


def _aim(telling: Telling, aim: Mapping[str, Any]) -> str:
    lang, known = telling.lang, catalogue()[aim["indicator"]]
    how = rounding_of(aim["indicator"])
    values = {name: value_words(aim[name], known.unit, lang, how) for name in ("baseline", "now", "target")}
    return wording.text("review.aim", lang, name=known.name[lang], **values)


def title_words(telling: Telling) -> str:
    """What the review is of."""
    fund = telling.review.fund
    name = wording.text(f"fund.{fund.value}", telling.lang) if fund else wording.text("indicators.together", telling.lang)
    return wording.text("review.of_fund", telling.lang, fund=name, period=shown.period(telling.review.period, telling.lang))
