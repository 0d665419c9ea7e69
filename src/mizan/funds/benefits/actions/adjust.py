"""Post what a decision makes due for months gone by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from mizan.funds.access.sql import next_ids, run
from mizan.funds.benefits.postings import due_lines
from mizan.funds.benefits.types import Kind, Parts
from mizan.funds.contributions.days import accounting_day
from mizan.funds.ledger.actions import post
from mizan.funds.ledger.types import EntryDraft, Journal, Line
from mizan.kernel.funds import Fund

_ADJUSTMENT = """
INSERT INTO benefits_adjustment (id, award_id, decision_id, kind, amount, from_month, to_month, entry_id, made_at)
VALUES """
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s)"


class MonthsDue(NamedTuple):
    """What an award is due more (or, below zero, was due less) over months gone by; `to_month` is the last of them, as its first day."""

    award_id: int
    fund: Fund
    kind: Kind
    parts: Parts
    from_month: date
    to_month: date


def adjust(found: Sequence[MonthsDue], *, decision_id: int, law_version: str, verb: str, by: int, at: datetime) -> int | None:
    """Write arrears and debts with the one entry that posts them, in the caller's transaction; returns its id, None if nothing is due.

    A difference that leaves the net as it was is not adjusted: the next term tells it.
    """
    due = [one for one in found if one.parts.net]
    if not due:
        return None
    lines = _summed([line for one in due for line in due_lines(one.fund, one.kind, one.parts)])
    document = ("benefit_decision", str(decision_id), sha256(repr(due).encode()).hexdigest())
    entry = EntryDraft(
        Journal.BENEFIT, accounting_day(at), verb, f"{verb}:{decision_id}", lines, document, law_version, memo_key=f"benefit.{verb}"
    )  # fmt: skip
    entry_id = post(entry, by=by, at=at)
    kept: list[object] = []
    for adjustment_id, one in zip(next_ids("benefits_adjustment", len(due)), due, strict=True):
        kind, amount = ("arrears", one.parts.net) if one.parts.net > 0 else ("debt", -one.parts.net)
        kept += [adjustment_id, one.award_id, decision_id, kind, amount, one.from_month, one.to_month, entry_id, at]
    # One statement: the database holds all the adjustments of an entry against it together.
    run(_ADJUSTMENT + ", ".join([_ROW] * len(due)), kept)
    return entry_id


def _summed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """One line for each account."""
    found: dict[tuple[str, str, str, str], int] = {}
    for line in lines:
        found[line[:4]] = found.get(line[:4], 0) + line.amount
    return tuple(Line(*words, amount) for words, amount in found.items() if amount)
