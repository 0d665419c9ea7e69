"""One entry in the ledger for one act of this app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.postings import Leg
from mizan.funds.ledger.actions.post import post
from mizan.funds.ledger.actions.post_together import post_together
from mizan.funds.ledger.actions.reverse import reverse
from mizan.funds.ledger.types import EntryDraft, Journal, Line
from mizan.funds.self_employed.payers import payer_kind


@dataclass(frozen=True, slots=True)
class ActOf:
    """What an entry says of its act: the verb, its key (the same key is the same act), whose account it concerns and its document.

    The account is an employer's or a self-employed person's: its number says which (`payers`).
    What an employer's own filing moves (releases and uses of its credit included) goes to the journals an employer may reach.
    """

    journal: Journal
    verb: str
    key: str
    employer_id: int | None = None
    document: tuple[str, int | None, str] = ("", None, "")
    law_version: str = ""
    memo: Mapping[str, object] = field(default_factory=dict)


def draft_of(act: ActOf, legs: Sequence[Leg], *, at: datetime) -> EntryDraft:
    """The entry of an act, ready to post; its sentence is in the labels under `ledger.<verb>`."""
    kind, number, content_hash = act.document
    return EntryDraft(
        journal=act.journal,
        booked_on=accounting_day(at),
        verb=act.verb,
        act_key=act.key,
        lines=tuple(Line(*leg) for leg in legs),
        document=(kind, "" if number is None else str(number), content_hash),
        law_version=act.law_version,
        party=None if act.employer_id is None else (payer_kind(act.employer_id), act.employer_id),
        memo_key=f"ledger.{act.verb}",
        memo=act.memo,
    )


def book(act: ActOf, legs: Sequence[Leg], *, by: int, at: datetime) -> int:
    """Post an act; returns the entry's id."""
    return post(draft_of(act, legs, at=at), by=by, at=at)


def book_together(acts: Sequence[tuple[ActOf, Sequence[Leg]]], *, by: int, at: datetime) -> list[int]:
    """Post acts of one transaction, each as its own entry; returns their ids in order."""
    if len(acts) == 1:
        return [book(*acts[0], by=by, at=at)]
    return post_together([draft_of(act, legs, at=at) for act, legs in acts], by=by, at=at)


def reverse_entry(entry_id: int, *, key: str, reason: str, by: int, at: datetime) -> int:
    """Post the mirror of an entry; returns the reversal's id."""
    return reverse(entry_id, booked_on=accounting_day(at), act_key=key, reason=reason, by=by, at=at)
