"""Tables as values: columns, rows and cells, so that every list looks, sorts, exports and folds on a phone in the same way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from mizan.doors import wording
from mizan.doors.shown import Lang
from mizan.kernel.money import format_decimal

Kind = Literal["text", "amount", "plain", "day", "moment", "period", "number", "code", "rate", "status"]
Tone = Literal["done", "info", "soon", "late", "quiet"]
Phone = Literal["", "brief-value", "brief-change", "brief-wide"]
"""A brief list shows, on a phone, the row's head with its `brief-value` beside it, under them its `brief-change`, the note first, then the
others; `brief-wide` is for wide screens."""
TALL = 25
_NUMERIC = frozenset({"amount", "plain", "number", "rate"})
_SAFE = _NUMERIC | {"day", "moment"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its kind says how it is written; `href` makes it open something; `note` is a second, smaller line.

    `idle` marks what says nothing the reader has to know (not covered, measured as expected): a brief list leaves it out on a phone.
    """

    kind: Kind
    value: object
    href: str = ""
    note: str = ""
    tone: Tone = "quiet"
    idle: bool = False

    @property
    def weight(self) -> str:
        """What the cell weighs when rows are sorted: whole numbers and ISO days as they are."""
        if isinstance(self.value, date | datetime):
            return self.value.isoformat()
        return "" if self.value is None else str(self.value)

    @property
    def numeric(self) -> bool:
        """Whether figures of the column stand under each other."""
        return self.kind in _NUMERIC

    def exported(self) -> str:
        """The value for a spreadsheet: amounts with a decimal point, ISO days, plain text."""
        if self.kind in ("amount", "plain") and isinstance(self.value, int):
            return format_decimal(self.value)
        return self.weight if self.kind in _SAFE else _harmless(self.weight)


def _harmless(text: str) -> str:
    """Spreadsheets run text that begins like a formula, a minus included; a leading apostrophe keeps it text."""
    return f"'{text}" if text.startswith(_FORMULA) else text


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, whether its figures are aligned as numbers, and its place in a row of a brief list on a phone (see Table)."""

    label: str
    numeric: bool = False
    phone: Phone = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; `mark` draws the eye (late, soon) without being the only sign."""

    cells: tuple[Cell, ...]
    mark: str = ""
    href: str = ""

    def labelled(self, columns: Sequence[Column]) -> Iterable[tuple[Column, Cell]]:
        """Each cell with its column, as a phone shows them."""
        return zip(columns, self.cells, strict=True)


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it is shown. `name` is the id in the page; `caption` says what the rows are.

    `look` is "brief" where a row is a few lines on a phone instead of a card, "broad" where many columns of amounts stand side by side.
    `captioned` is False where the caption is said just above, and kept for who does not see it.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[Cell, ...] = ()
    export: str = ""
    empty: str = ""
    sortable: bool = field(default=True)
    look: Literal["", "brief", "broad"] = ""
    captioned: bool = True

    @property
    def pairs(self) -> tuple[tuple[Row, tuple[tuple[Column, Cell], ...]], ...]:
        """Rows with their cells and column heads side by side, for the template."""
        return tuple((row, tuple(row.labelled(self.columns))) for row in self.rows)

    @property
    def foot_pairs(self) -> tuple[tuple[Column, Cell], ...]:
        """The closing row, cell by column."""
        return tuple(zip(self.columns, self.foot, strict=True)) if self.foot else ()

    @property
    def tall(self) -> bool:
        """Whether the list is long enough to scroll in its own box, under its head."""
        return len(self.rows) > TALL

    def as_csv(self) -> str:
        """The rows as CSV with a heading line (comma, CR LF), beginning with a byte order mark so that spreadsheets read Arabic."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([column.label for column in self.columns])
        for row in self.rows:
            writer.writerow([cell.exported() for cell in row.cells])
        return "\ufeff" + out.getvalue()


def columns(lang: Lang, prefix: str, *names: str) -> tuple[Column, ...]:
    """Columns named by labels `prefix.name`; a name ending in `#` is a column of figures."""
    return tuple(Column(wording.text(f"{prefix}.{name.rstrip('#')}", lang), name.endswith("#")) for name in names)


def text(value: object, *, href: str = "", note: str = "") -> Cell:
    """Words."""
    return Cell("text", "" if value is None else str(value), href, note)


def amount(value: int | None, *, href: str = "", note: str = "") -> Cell:
    """An amount in centimes, written without currency: the table's caption or head names it."""
    return Cell("plain", value, href, note)


def number(value: int | None, *, href: str = "", note: str = "") -> Cell:
    """A count."""
    return Cell("number", value, href, note)


def day(value: date | None, *, note: str = "") -> Cell:
    """A day."""
    return Cell("day", value, "", note)


def moment(value: datetime | None) -> Cell:
    """An instant."""
    return Cell("moment", value)


def code(value: object, *, href: str = "", note: str = "") -> Cell:
    """A number or reference that people copy."""
    return Cell("code", value, href, note)


def period(key: str | None, *, href: str = "", note: str = "") -> Cell:
    """A month, quarter or year by its key."""
    return Cell("period", key, href, note)


def rate(ppm: int | None) -> Cell:
    """A rate in parts per million."""
    return Cell("rate", ppm)


def status(words: str, tone: Tone) -> Cell:
    """A state in words, with its tone."""
    return Cell("status", words, tone=tone)
