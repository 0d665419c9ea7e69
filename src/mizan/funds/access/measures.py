"""What a measure is: one grouped question in the app that owns the tables, told as the items it counts.

A measure is SQL for its items: `fund`, `wilaya` (or null), `part`, `internal`, `amount` (whole number), `kind` and `id` of the posting
or file each comes from. Its rows are the items added up by the first four; what is behind a figure is the items themselves, so that they
always sum to it. `internal` marks what one fund owes another: counted for the fund, left out of the funds together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mizan.funds.access.sql import Row, rows, run


@dataclass(frozen=True, slots=True)
class Window:
    """The days counted: flows from `since` until before `until`, stocks at the end of `day`, as known at `known`."""

    since: date
    until: date
    day: date
    known: datetime


@dataclass(frozen=True, slots=True)
class Measure:
    """A question by name. `items` is SQL over the values of a window and those of `also`.

    `control` gives `fund, amount` from another source.
    Where there is one, the measure's own sum by fund has to equal it: otherwise the figures made of it are failed.
    """

    name: str
    items: str
    control: str = ""
    second: str = ""
    """A further whole number of each item, as SQL over `i`: added up beside the amount (what of it was paid; centimes times months)."""
    also: Callable[[Window], Mapping[str, object]] | None = None
    told: Callable[[Window], Sequence[MeasuredRow]] | None = None
    """Where the rows are no sum of items (the widest gap between groups of people): who tells them. `items` is then the question they come
    from, shown and not asked; there is nothing nominative to list."""
    walk: str = ""
    """For a measure of so many items that nobody waits for their sum: SQL for the same items, each found by the one before it.

    It ends with the order they come in, by columns of `i`, after ORDER BY; what the account asks for (`funds`) narrows it too.
    """

    def values(self, window: Window) -> dict[str, object]:
        """What the SQL is asked with."""
        asked: dict[str, object] = {"since": window.since, "until": window.until, "day": window.day, "known": window.known}
        return asked | dict(self.also(window) if self.also else {})


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """The items of a measure added up: how much, and how many items."""

    fund: str
    wilaya: int | None
    part: str
    internal: bool
    amount: int
    items: int
    second: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One posting, due, declaration or file that a measure counts."""

    fund: str
    wilaya: int | None
    part: str
    internal: bool
    amount: int
    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Some items of a measure; the sum and the number of all of them."""

    items: tuple[Item, ...]
    total: int
    count: int


@dataclass(frozen=True, slots=True)
class Whose:
    """Of which funds, whether together (what one owes another is then left out), and whether the second number counts."""

    funds: tuple[str, ...]
    together: bool = False
    second: bool = False

    def values(self) -> dict[str, object]:
        """What the SQL is asked with."""
        return {"funds": list(self.funds), "together": self.together}


GROUPED = """
SELECT i.fund, i.wilaya, i.part, i.internal, sum(i.amount), count(*), sum({second}) FROM ({items}) i
 GROUP BY 1, 2, 3, 4
"""
"""In no order: a few hundred rows are sorted afterwards, where an order asked for here would sort the millions of items they come from."""
_ITEMS = """
SELECT i.fund, i.wilaya, i.part, i.internal, sum({amount}) AS amount, i.kind, i.id FROM ({items}) i
 WHERE i.fund = ANY (%(funds)s::text[]) AND (NOT i.internal OR NOT %(together)s)
 GROUP BY i.fund, i.wilaya, i.part, i.internal, i.kind, i.id HAVING sum({amount}) <> 0
"""
_LINES = """
SELECT i.fund, i.wilaya, i.part, i.internal, {amount} AS amount, i.kind, i.id FROM ({items}) i
 WHERE i.fund = ANY (%(funds)s::text[]) AND (NOT i.internal OR NOT %(together)s)
"""
_BEHIND = """
WITH o AS MATERIALIZED ({items})
SELECT o.*, (SELECT sum(amount) FROM o), (SELECT count(*) FROM o) FROM o
 ORDER BY abs(o.amount) DESC, o.id, o.part, o.fund, o.internal LIMIT %(limit)s OFFSET %(offset)s
"""


def measured(measure: Measure, window: Window) -> tuple[MeasuredRow, ...]:
    """The rows of a measure, by fund, wilaya and part; for a role that sees every row (batch, audit)."""
    if measure.told is not None:
        return tuple(measure.told(window))
    statement = GROUPED.format(items=measure.items, second=measure.second or "0")
    found = [
        MeasuredRow(row[0], row[1], row[2], row[3], int(row[4]), row[5], int(row[6])) for row in rows(statement, measure.values(window))
    ]
    return tuple(sorted(found, key=lambda one: (one.fund, one.wilaya is not None, one.wilaya, one.part, one.internal)))


def controlled(measure: Measure, window: Window) -> dict[str, int]:
    """What another source says a measure's sum is, by fund; nothing where there is no control."""
    return {row[0]: int(row[1]) for row in rows(measure.control, measure.values(window))} if measure.control else {}


def items_of(measure: Measure, window: Window, whose: Whose, *, limit: int = 100, offset: int = 0, lines: bool = False) -> Listed:
    """The items of a measure, the largest first, with the sum and number of all. Only rows the asker may see; beyond the last, nothing.

    What stands several times of the same item is told once, and not at all where it comes to nothing; with `lines`, each time it stands.
    """
    if measure.told is not None:
        return Listed((), 0, 0)
    items = (_LINES if lines else _ITEMS).format(items=measure.items, amount=_amount(measure, second=whose.second))
    found = _asked(_BEHIND.format(items=items), measure, window, whose, limit, offset)
    return Listed(tuple(_item(row) for row in found), int(found[0][7]), found[0][8]) if found else Listed((), 0, 0)


def walked(measure: Measure, window: Window, whose: Whose, *, limit: int, offset: int) -> tuple[Item, ...]:
    """Some items of a measure that is walked, each time they stand; only rows the asker may see."""
    items, _, order = measure.walk.rpartition("ORDER BY")
    lines = _LINES.format(items=items, amount=_amount(measure, second=whose.second))
    found = _asked(f"{lines} ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s", measure, window, whose, limit, offset)
    return tuple(_item(row) for row in found)


def _asked(statement: str, measure: Measure, window: Window, whose: Whose, limit: int, offset: int) -> list[Row]:
    # Planned for the funds and days asked for, each time: a plan for any of them reads what the others would need. And compiling a
    # question takes longer than answering it.
    run("SET LOCAL plan_cache_mode = force_custom_plan")
    run("SET LOCAL jit = off")
    return rows(statement, measure.values(window) | whose.values() | {"limit": limit, "offset": offset})


def _item(row: Row) -> Item:
    return Item(row[0], row[1], row[2], row[3], int(row[4]), row[5], row[6])


def _amount(measure: Measure, *, second: bool) -> str:
    return f"({measure.second})" if second else "i.amount"
