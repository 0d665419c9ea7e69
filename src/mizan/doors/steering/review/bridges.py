"""What changed and why: each bridge as a waterfall with the table that is its twin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mizan.doors import shown, tables, wording
from mizan.doors.shown import Lang
from mizan.doors.steering.review.types import Bar, Piece, Section, Telling, Waterfall
from mizan.doors.steering.scale import money_scale
from mizan.doors.tables import Row, Table, columns
from mizan.funds.steering.bridges.types import Cause, Of


def bridges_section(telling: Telling) -> Section:
    """Receipts, spending and result, against the period before and against the year before."""
    pieces = []
    for against, found in telling.review.content["bridges"].items():
        lead = wording.text(
            f"review.against.{against}",
            telling.lang,
            before=shown.period(found["from"], telling.lang),
            after=shown.period(telling.review.period, telling.lang),
        )
        for number, bridge in enumerate(found["bridges"]):
            pieces.append(
                Piece(_table(telling, against, bridge), _waterfall(telling, against, found["from"], bridge), "" if number else lead)
            )
    said = [wording.text("review.bridge.means", telling.lang)]
    said += [
        wording.text("review.bridge.differs", telling.lang, of=wording.text(f"review.of.{name}", telling.lang))
        for name in telling.review.content["differs"]
    ]
    return Section("bridges", wording.text("review.section.bridges", telling.lang), tuple(said), tuple(pieces))


def cause_words(cause: str, lang: Lang) -> str:
    """A cause in words."""
    return wording.text(f"review.cause.{cause}", lang)


def signed(amount: int, lang: Lang) -> str:
    """An amount that adds or takes away, with its sign."""
    return f"{'+' if amount > 0 else ''}{shown.amount(amount, lang)}"


def _title(bridge: Mapping[str, Any], lang: Lang) -> str:
    change = bridge["after"] - bridge["before"]
    of = wording.text(f"review.of.{bridge['of']}", lang)
    if not change:
        return wording.text("review.bridge.same", lang, of=of, amount=bridge["after"])
    cause = max(
        (Cause(name) for name, _ in bridge["causes"]), key=lambda one: dict(bridge["causes"])[one.value] * (1 if change > 0 else -1)
    )
    words = {"of": of, "amount": abs(change), "cause": cause_words(cause.value, lang)}
    return wording.text(f"review.bridge.{'up' if change > 0 else 'down'}", lang, **words)


def bars_of(bridge: Mapping[str, Any], first: str, last: str, lang: Lang) -> Iterator[Bar]:
    """The two totals and the causes between them: each begins where the one before ended. What moves nothing has no bar, but for totals."""

    def total(name: str, amount: int) -> Bar:
        return Bar(name, min(amount, 0), max(amount, 0), "total", f"{name}: {shown.amount(amount, lang)}")

    yield total(first, bridge["before"])
    reached = bridge["before"]
    for cause, amount in bridge["causes"]:
        if amount or cause != Cause.ROUNDING.value:
            ends = reached + amount
            name = cause_words(cause, lang)
            yield Bar(name, min(reached, ends), max(reached, ends), "up" if amount >= 0 else "down", f"{name}: {signed(amount, lang)}")
            reached = ends
    yield total(last, bridge["after"])


def _waterfall(telling: Telling, against: str, start: str, bridge: Mapping[str, Any]) -> Waterfall:
    lang = telling.lang
    bars = tuple(bars_of(bridge, shown.period(start, lang), shown.period(telling.review.period, lang), lang))
    scale, counted = money_scale(max(max(abs(bar.low), abs(bar.high)) for bar in bars), lang)
    note = f"{counted} {wording.text('common.figure.direction', lang)}"
    described = wording.text("common.semicolon", lang).join(bar.words for bar in bars)
    return Waterfall(f"{against}-{bridge['of']}", _title(bridge, lang), note, described, scale, bars)


def _table(telling: Telling, against: str, bridge: Mapping[str, Any]) -> Table:
    lang = telling.lang
    rows: list[Row] = []
    for cause, amount in bridge["causes"]:
        steps = [step for step in bridge["steps"] if step[0] == cause and (step[2] or step[3] or step[4])]
        if not steps and (amount == 0 and cause == Cause.ROUNDING.value):
            continue
        if len(steps) != 1:
            # A cause of one part is that part.
            rows.append(_row(cause_words(cause, lang), wording.text("review.column.whole", lang), None, None, amount, mark="fund"))
        for _, part, moved, before, after in steps:
            href = (
                telling.opens("review:rows", part=part) + f"{telling.query}&of={bridge['of']}&against={against}" if _opens(bridge) else ""
            )
            rows.append(_row(cause_words(cause, lang), part_words(bridge["of"], part, lang), before, after, moved, href=href))
    total = (
        tables.text(wording.text("common.total", lang)), tables.text(""), tables.amount(bridge["before"]), tables.amount(bridge["after"]),
        tables.amount(bridge["after"] - bridge["before"]),
    )  # fmt: skip
    heads = columns(lang, "review.column", "cause", "part", "before#", "after#", "moved#")
    caption = wording.text(f"review.caption.{bridge['of']}", lang)
    return Table(f"{against}-{bridge['of']}-steps", caption, heads, tuple(rows), total, sortable=False)


def _opens(bridge: Mapping[str, Any]) -> bool:
    """The bridge of the result is made of the two others, which open."""
    return bool(bridge["of"] != Of.RESULT.value)


def part_words(of: str, part: str, lang: Lang) -> str:
    """A part of a cause in words."""
    return wording.text(f"review.of.{part}", lang) if of == Of.RESULT.value else wording.text(f"review.part.{part}", lang)


def _row(cause: str, part: str, before: int | None, after: int | None, moved: int, *, mark: str = "", href: str = "") -> Row:
    return Row((tables.text(cause), tables.text(part), tables.amount(before), tables.amount(after), tables.amount(moved, href=href)), mark)
