"""Lay a receipt or a credit on dues: one entry, one settlement, its matches by due and by share."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mizan.funds.contributions.allocation import Allocation
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.open_shares import Remaining
from mizan.funds.contributions.postings import Borne, Leg, merged, received, to_credit
from mizan.funds.contributions.sql import columns, next_ids, run
from mizan.kernel.funds import Branch

_INSERT = """
WITH settlement AS (
    INSERT INTO contributions_settlement (id, receipt_id, employer_id, debtor, method, switches, amount, credit, entry_id, booked_on,
                                          settled_by_id, settled_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
), matches AS (
    INSERT INTO contributions_match (id, settlement_id, due_id, employer_id, amount, booked_on)
    SELECT m.id, %s, m.due_id, m.employer_id, m.amount, %s
      FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS m(id, due_id, employer_id, amount)
), credit AS (
    INSERT INTO contributions_credit_movement (id, employer_id, debtor, amount, cause, settlement_id, entry_id, booked_on, recorded_at)
    SELECT nextval('contributions_credit_movement_id_seq'), c.employer_id, c.debtor, c.amount, c.cause, %s, %s, %s, %s
      FROM (VALUES (%s::bigint, %s, %s::bigint, %s)) AS c(employer_id, debtor, amount, cause) WHERE c.amount <> 0
)
INSERT INTO contributions_match_share (match_id, rank, due_id, employer_id, branch, fund, amount, month, booked_on)
SELECT s.match_id, s.rank, s.due_id, s.employer_id, s.branch, s.fund, s.amount, s.month, %s
  FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::date[])
       AS s(match_id, rank, due_id, employer_id, branch, fund, amount, month)
"""


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


def lay(laying: Laying, allocation: Allocation, shares: Sequence[Remaining], *, by: int, at: datetime) -> int:
    """Book and write a settlement; returns its id. `shares` are those the allocation was made on."""
    by_share = {(share.due_id, share.rank): share for share in shares}
    parts = [(by_share[part.due_id, part.rank], part.amount) for part in allocation.parts]
    legs: list[Leg] = received([Borne(laying.debtor, Branch(share.branch), amount) for share, amount in parts], source=laying.source)
    if laying.source == "suspense" and allocation.credit:
        legs = merged(legs, to_credit(allocation.credit, debtor=laying.debtor))
    entry = laying.entry_id if laying.entry_id is not None and not legs else book(laying.act, legs, by=by, at=at)
    amounts: defaultdict[tuple[int, int], int] = defaultdict(int)
    for share, amount in parts:
        amounts[share.due_id, share.employer_id] += amount
    settlement = next_ids("contributions_settlement", 1)[0]
    match_ids = dict(zip(amounts, next_ids("contributions_match", len(amounts)), strict=True))
    matches = [(match_ids[key], *key, amount) for key, amount in amounts.items()]
    laid = [(match_ids[s.due_id, s.employer_id], s.rank, s.due_id, s.employer_id, s.branch, s.fund, amount, s.month) for s, amount in parts]
    day = accounting_day(at)
    run(
        _INSERT,
        [
            settlement, laying.receipt_id, laying.employer_id, laying.debtor, laying.method, laying.switches, laying.amount,
            allocation.credit, entry, day, by, at,
            settlement, day, *(columns(matches) or ["{}"] * 4),
            settlement, entry, day, at, laying.employer_id, laying.debtor, laying.credit_movement, laying.cause,
            day, *(columns(laid) or ["{}"] * 8),
        ],
    )  # fmt: skip
    return settlement
