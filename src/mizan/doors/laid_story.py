"""What a receipt or a credit was laid on, due by due. Read by the employer's and the fund's pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions.types import LaidKept


def laid_table(found: Sequence[LaidKept], visit: Visit, due: Callable[[int], str]) -> Table:
    """Each due with what was laid on it; the foot adds up what still counts."""
    lang = visit.lang
    rows = []
    for one in found:
        href = due(one.due_id)
        cells = (
            tables.period(one.period_key, href=href),
            tables.code(one.code, note=wording.text(f"due_kind.{one.kind}", lang)),
            tables.day(one.booked_on),
            tables.day(one.reversed_on),
            tables.amount(one.amount, href=f"{href}#matches"),
        )
        rows.append(Row(cells, "late" if one.reversed_on else ""))
    blank = tables.text("")
    live = sum(one.amount for one in found if one.reversed_on is None)
    foot = (tables.text(wording.text("due.laid.live", lang)), blank, blank, blank, tables.amount(live))
    heads = columns(lang, "due.laid", "period", "code", "day", "reversed_on", "amount#")
    caption, empty = wording.text("due.laid.caption", lang), wording.text("due.laid.none", lang)
    return Table("laid", caption, heads, tuple(rows), foot if rows else (), empty=empty, sortable=False)
