"""Lay receipts and credits on dues: for each one entry, one settlement, its matches by due and by share."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from mizan.funds.contributions.allocation import Allocation
from mizan.funds.contributions.books import ActOf, book_together
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.open_shares import Remaining
from mizan.funds.contributions.postings import Borne, Leg, merged, received, to_credit
from mizan.funds.contributions.sql import columns, next_ids, run
from mizan.kernel.funds import Branch

_INSERT = """
WITH settlement AS (
    INSERT INTO contributions_settlement (id, receipt_id, employer_id, debtor, method, switches, amount, credit, entry_id, booked_on,
                                          settled_by_id, settled_at)
    SELECT s.id, s.receipt_id, s.employer_id, s.debtor, s.method, s.switches, s.amount, s.credit, s.entry_id, %s, %s, %s
      FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[])
           AS s(id, receipt_id, employer_id, debtor, method, switches, amount, credit, entry_id)
), matches AS (
    INSERT INTO contributions_match (id, settlement_id, due_id, employer_id, amount, booked_on)
    SELECT m.id, m.settlement_id, m.due_id, m.employer_id, m.amount, %s
      FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS m(id, settlement_id, due_id, employer_id, amount)
), credit AS (
    INSERT INTO contributions_credit_movement (id, employer_id, debtor, amount, cause, settlement_id, entry_id, booked_on, recorded_at)
    SELECT nextval('contributions_credit_movement_id_seq'), c.employer_id, c.debtor, c.amount, c.cause, c.settlement_id, c.entry_id, %s, %s
      FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[])
           AS c(employer_id, debtor, amount, cause, settlement_id, entry_id)
)
INSERT INTO contributions_match_share (match_id, rank, due_id, employer_id, branch, fund, amount, month, booked_on)
SELECT s.match_id, s.rank, s.due_id, s.employer_id, s.branch, s.fund, s.amount, s.month, %s
  FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::date[])
       AS s(match_id, rank, due_id, employer_id, branch, fund, amount, month)
"""
_SETTLEMENT, _MATCH, _CREDIT, _SHARE = 9, 5, 6, 8
"""Columns of each kind of row."""
Rows = list[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Laying:
    """What is laid: a receipt (`receipt_id`), or a credit or credit note of an employer, with the credit movement it makes."""

    act: ActOf
    method: str
    switches: str
    source: str
    """The account it comes out of: "suspense" for a receipt, "employer_credit" for a credit."""
    amount: int
    """The receipt's amount; for a use of credit, what is laid; nothing for a credit note."""
    employer_id: int | None
    receipt_id: int | None = None
    debtor: str = "EMPLOYER"
    credit_movement: int = 0
    cause: str = "overpaid"
    entry_id: int | None = None
    """The entry that says it already, should laying it move nothing between accounts."""


class Laid(NamedTuple):
    """A laying with where it goes: its allocation, and the shares the allocation was made on."""

    laying: Laying
    allocation: Allocation
    shares: Sequence[Remaining]

    def parts(self) -> list[tuple[Remaining, int]]:
        """Each share with what is laid on it."""
        by_share = {(share.due_id, share.rank): share for share in self.shares}
        return [(by_share[part.due_id, part.rank], part.amount) for part in self.allocation.parts]


def lay(laying: Laying, allocation: Allocation, shares: Sequence[Remaining], *, by: int, at: datetime) -> int:
    """Book and write a settlement; returns its id. `shares` are those the allocation was made on."""
    return lay_together([Laid(laying, allocation, shares)], by=by, at=at)[0]


def lay_together(layings: Sequence[Laid], *, by: int, at: datetime) -> list[int]:
    """Book and write settlements of one transaction in a few statements, each with its own entry; returns their ids in order."""
    if not layings:
        return []
    entries = _entries(layings, by=by, at=at)
    ids = next_ids("contributions_settlement", len(layings))
    settlements: Rows = []
    credit_rows: Rows = []
    matches: list[tuple[int, int, int, int]] = []
    laid: list[tuple[int, Remaining, int]] = []
    for number, entry, one in zip(ids, entries, layings, strict=True):
        what = one.laying
        settlements.append(
            (number, what.receipt_id, what.employer_id, what.debtor, what.method, what.switches, what.amount, one.allocation.credit, entry)
        )
        if what.credit_movement:
            credit_rows.append((what.employer_id, what.debtor, what.credit_movement, what.cause, number, entry))
        amounts: defaultdict[tuple[int, int], int] = defaultdict(int)
        for share, amount in one.parts():
            amounts[share.due_id, share.employer_id] += amount
            laid.append((number, share, amount))
        matches += [(number, *key, amount) for key, amount in amounts.items()]
    match_ids = next_ids("contributions_match", len(matches)) if matches else []
    by_due = {(match[0], match[1], match[2]): match_id for match_id, match in zip(match_ids, matches, strict=True)}
    shares: Rows = [
        (by_due[number, s.due_id, s.employer_id], s.rank, s.due_id, s.employer_id, s.branch, s.fund, amount, s.month)
        for number, s, amount in laid
    ]
    day = accounting_day(at)
    run(
        _INSERT,
        [
            day, by, at, *_columns(settlements, _SETTLEMENT),
            day, *_columns([(match_id, *match) for match_id, match in zip(match_ids, matches, strict=True)], _MATCH),
            day, at, *_columns(credit_rows, _CREDIT),
            day, *_columns(shares, _SHARE),
        ],
    )  # fmt: skip
    return ids


def _entries(layings: Sequence[Laid], *, by: int, at: datetime) -> list[int]:
    """The entry of each laying, in order: posted now, unless one says it already and laying it moves nothing between accounts."""
    legs = [_legs(one) for one in layings]
    waiting = [place for place, found in enumerate(legs) if found or layings[place].laying.entry_id is None]
    booked = book_together([(layings[place].laying.act, legs[place]) for place in waiting], by=by, at=at)
    posted = dict(zip(waiting, booked, strict=True))
    return [posted.get(place) or one.laying.entry_id or 0 for place, one in enumerate(layings)]


def _legs(one: Laid) -> list[Leg]:
    laying = one.laying
    legs: list[Leg] = received([Borne(laying.debtor, Branch(share.branch), amount) for share, amount in one.parts()], source=laying.source)
    if laying.source == "suspense" and one.allocation.credit:
        legs = merged(legs, to_credit(one.allocation.credit, debtor=laying.debtor))
    return legs


def _columns(records: Rows, width: int) -> list[str]:
    return columns(records) or ["{}"] * width
