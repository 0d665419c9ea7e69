"""What makes the number of one employer in a branch: dues, receipts, or what remains of dues."""

from __future__ import annotations

from collections.abc import Sequence

from mizan.doors import tables, wording
from mizan.doors.controller.desk import WORKS
from mizan.doors.due_story import method_words, state_cell
from mizan.doors.pages import Visit
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.funds.contributions.types import DueBehind, MovementBehind, ReceivedBehind


def dues_table(visit: Visit, found: Sequence[DueBehind], origin: str, *, rest: bool) -> Table:
    """The dues with their part in the branch, newest first; with `rest` only those of which something remains, the largest rest first."""
    if rest:
        found = sorted((one for one in found if _rest(one)), key=lambda one: -_rest(one))
    rows = []
    for behind in found:
        due = behind.due
        href = visit.address("steering:due", due_id=due.id) + origin
        cells = (
            tables.period(due.period_key, href=href),
            tables.code(due.code, note=wording.text(f"due_kind.{due.kind}", visit.lang)),
            tables.amount(due.base, href=f"{href}#wages" if due.base else ""),
            tables.amount(due.amount, href=href),
            tables.amount(behind.due_in_branch, href=href),
            tables.amount(behind.received_in_branch, href=f"{href}#matches" if behind.received_in_branch else ""),
            tables.amount(_rest(behind), href=href if _rest(behind) else ""),
            tables.day(due.due_on),
            state_cell(due, visit),
        )
        rows.append(Row(cells))
    blank = tables.text("")
    sums = (
        sum(one.due_in_branch for one in found),
        sum(one.received_in_branch for one in found),
        sum(_rest(one) for one in found),
    )
    foot = (tables.text(wording.text("common.total", visit.lang)), *[blank] * 3, *map(tables.amount, sums), blank, blank)
    names = ("period", "code", "base#", "whole#", "part#", "received#", "rest#", "due_on", "state")
    caption = wording.text("steering.rests" if rest else "steering.dues", visit.lang)
    empty = wording.text("steering.no_rest", visit.lang)
    return Table("dues", caption, columns(visit.lang, "steering.column", *names), tuple(rows), foot, empty=empty)


def _rest(behind: DueBehind) -> int:
    """What remains to be received of a due for the branch."""
    return behind.due_in_branch - behind.received_in_branch


def received_table(visit: Visit, found: Sequence[ReceivedBehind], origin: str) -> Table:
    """What was received for the branch, newest first, each with its bank line and the due it was laid on."""
    rows = []
    for one in found:
        href = f"{visit.address('steering:due', due_id=one.due_id)}{origin}#matches"
        cells = (
            tables.day(one.booked_on),
            bank_line(visit, one),
            tables.period(one.period_key, href=href),
            tables.code(one.code),
            tables.amount(one.amount, href=href),
        )
        rows.append(Row(cells))
    blank = tables.text("")
    foot = (tables.text(wording.text("common.total", visit.lang)), blank, blank, blank, tables.amount(sum(one.amount for one in found)))
    heads = columns(visit.lang, "steering.column", "received_on", "bank_line", "period", "code", "part#")
    caption, empty = wording.text("steering.receipts", visit.lang), wording.text("due.match.none", visit.lang)
    return Table("receipts", caption, heads, tuple(rows), foot, empty=empty)


def bank_line(visit: Visit, one: ReceivedBehind | MovementBehind) -> Cell:
    """Statement, line and payer, opening the receipt for those who work on receipts; in words where the asker may not see the line."""
    how = method_words(one.method or "", visit.lang)
    if one.receipt_id is None:
        return tables.text(how)
    href = visit.address("controller:receipt", receipt_id=one.receipt_id) if visit.roles & frozenset(WORKS) else ""
    return tables.code(f"{one.statement_no} / {one.line_ref}", href=href, note=f"{one.payer_name} · {how}")
