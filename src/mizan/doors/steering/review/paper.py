"""The words of a review by place of the sheet of paper."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mizan.doors import shown, wording
from mizan.doors.shown import Lang
from mizan.doors.steering.review.told import sections, title_words
from mizan.doors.steering.review.types import Piece, Section, Telling, Waterfall
from mizan.doors.tables import Cell, Row, Table
from mizan.formats.review import set_on_paper
from mizan.funds.contributions.days import accounting_day
from mizan.funds.steering.types.reviews import ReviewKept

WIDTH = 10_000
"""Bars are placed to a ten-thousandth of the width."""


def paper_of(review: ReviewKept, lang: Lang) -> bytes:
    """The PDF of a review. The same review gives the same bytes."""
    return set_on_paper(words_of(review, lang))


def words_of(review: ReviewKept, lang: Lang) -> dict[str, Any]:
    """Every word of the document, in a form that JSON keeps."""
    telling = Telling(review, lang, _closed)
    known = datetime.fromisoformat(review.content["known_at"])
    day = accounting_day(known)
    return {
        "lang": lang, "year": day.year, "month": day.month, "day": day.day, "title": title_words(telling),
        "lead": wording.text("review.lead", lang, known=shown.moment(known, lang), day=date.fromisoformat(review.content["cut_off"])),
        "foot": wording.text("review.foot", lang), "hash": review.sha256, "page": wording.text("letter.page", lang),
        "unit": wording.text("review.unit", lang), "room": wording.text("review.minutes.room", lang),
        "sections": [_section(one, lang) for one in sections(telling)],
    }  # fmt: skip


def _closed(name: str, **parameters: object) -> str:
    """Nothing opens on paper."""
    return ""


def _section(section: Section, lang: Lang) -> dict[str, Any]:
    return {
        "name": section.name, "heading": section.heading, "said": list(section.said), "after": list(section.after),
        "pieces": [_piece(one, lang) for one in section.pieces],
    }  # fmt: skip


def _piece(piece: Piece, lang: Lang) -> dict[str, Any]:
    return {"lead": piece.lead, "picture": _picture(piece.picture) if piece.picture else None, "table": _table(piece.table, lang)}


def _picture(picture: Waterfall) -> dict[str, Any]:
    """Bars as shares of the width, in whole ten-thousandths of it."""
    lowest, highest = min(0, *(bar.low for bar in picture.bars)), max(0, *(bar.high for bar in picture.bars))
    whole = max(highest - lowest, 1)
    bars = [
        {
            "name": bar.name, "kind": bar.kind, "start": (bar.low - lowest) * WIDTH // whole,
            "length": (bar.high - lowest) * WIDTH // whole - (bar.low - lowest) * WIDTH // whole, "amount": bar.words.rpartition(": ")[2],
        }
        for bar in picture.bars
    ]  # fmt: skip
    return {"title": picture.title, "alt": picture.description, "zero": -lowest * WIDTH // whole, "bars": bars}


def _table(table: Table, lang: Lang) -> dict[str, Any]:
    rows = [_row(row, lang) for row in table.rows]
    return {
        "caption": table.caption, "empty": table.empty, "heads": [{"text": head.label, "number": head.numeric} for head in table.columns],
        "rows": rows, "foot": [_cell(cell, lang) for cell in table.foot],
    }  # fmt: skip


def _row(row: Row, lang: Lang) -> dict[str, Any]:
    return {"whole": row.mark == "fund", "cells": [_cell(cell, lang) for cell in row.cells]}


def _cell(cell: Cell, lang: Lang) -> dict[str, Any]:
    return {"text": cell_words(cell, lang), "number": cell.numeric or cell.kind == "code", "note": cell.note}


def cell_words(cell: Cell, lang: Lang) -> str:
    """A cell as a page writes it, without its links."""
    value = cell.value
    if value is None:
        return "—" if cell.numeric else ""
    if cell.kind in ("amount", "plain") and isinstance(value, int):
        return shown.amount(value, lang) if cell.kind == "amount" else shown.plain(value)
    if cell.kind == "number" and isinstance(value, int):
        return shown.number(value)
    if cell.kind == "rate" and isinstance(value, int):
        return shown.rate(value, lang)
    if isinstance(value, datetime):
        return shown.moment(value, lang)
    return shown.day(value, lang) if isinstance(value, date) else str(value)
