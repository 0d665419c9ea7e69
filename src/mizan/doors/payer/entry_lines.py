"""What an entry posts, or would, as the pages that pay show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from mizan.doors import tables, wording
from mizan.doors.shown import Lang
from mizan.doors.tables import Row, Table, columns


class EntryLine(Protocol):
    """A line of an entry."""

    @property
    def fund(self) -> str:
        """Whose books."""

    @property
    def nature(self) -> str:
        """Which account of them."""

    @property
    def amount(self) -> int:
        """Centimes: debits above zero, credits below."""


def lines_table(name: str, caption: str, lines: Iterable[EntryLine], lang: Lang) -> Table:
    """Debits above zero, credits below; each fund's lines sum to zero."""
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"fund.{line.fund}", lang)),
                tables.text(wording.text(f"controller.nature.{line.nature}", lang)),
                tables.amount(line.amount if line.amount > 0 else None),
                tables.amount(-line.amount if line.amount < 0 else None),
            )
        )
        for line in lines
    )
    return Table(name, caption, columns(lang, "payer.reversal", "fund", "account", "debit#", "credit#"), rows, sortable=False)
