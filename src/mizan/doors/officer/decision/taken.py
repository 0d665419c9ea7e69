"""What a decision took over from a former system, as its page shows it: the lines of the file instead of the steps of the law."""

from __future__ import annotations

from datetime import date

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.tables import Row, Table, columns
from mizan.funds.benefits.types import DecisionKnown
from mizan.kernel.money import parse_amount

MONEY = ("pension", "fund_adds", "state_adds", "supplement")


def taken_facts(found: DecisionKnown, lang: Lang) -> tuple[tuple[str, str, object, str], ...]:
    """The file, and the first month paid here: name, kind, value, address."""
    month = shown.period(found.record["first_month"][:7], lang)
    return ("taken_first_month", "text", month, ""), ("taken_file", "code", found.record["file"][:16], "")


def taken_table(visit: Visit, found: DecisionKnown, persons: dict[int, str]) -> Table:
    """Each award as the file told it, in centimes a month, with its place in the file."""
    rows = tuple(
        Row(
            (
                tables.code(one["ref"], note=persons.get(one["person"], "")),
                tables.number(one["line"]),
                tables.day(date.fromisoformat(one["since"])),
                *(tables.amount(parse_amount(one[name])) for name in MONEY),
            )
        )
        for one in found.record["awards"]
    )
    heads = columns(visit.lang, "officer.decision", "taken_ref", "taken_line#", "taken_since", *(f"taken_{name}#" for name in MONEY))
    return Table("taken", wording.text("officer.decision.taken_title", visit.lang), heads, rows, sortable=False)
