"""Write a career history."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.formats.career_history.reader import HEAD, PERIOD, SPELL
from mizan.formats.career_history.types import HistoryHead, PeriodLine, SpellLine
from mizan.formats.tables import write_table
from mizan.kernel.money import format_decimal


def write(head: HistoryHead, spells: Iterable[SpellLine], periods: Iterable[PeriodLine]) -> bytes:
    """The history as a table that `read` reads back to the same rows."""
    rows: list[tuple[str, ...]] = [(HEAD, head.reference, head.issuer, head.issued_on.isoformat())]
    rows += [(SPELL, *one[1:5], one.starts_on.isoformat(), one.ends_on.isoformat() if one.ends_on else "") for one in spells]
    rows += [(PERIOD, *one[1:5], one.period.key, str(one.days), format_decimal(one.amount)) for one in periods]
    return write_table(rows)
