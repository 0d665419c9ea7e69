"""Credit notes: a negative assessment is set off branch by branch against what is open; only what had been paid becomes credit.

A credit is laid in the order of payments, worker's share first, so it moves between branches. Were a note turned into credit while its
quarter is unpaid, one branch would show as received what another had never received, and CNAS would transfer money nobody paid
(docs/adr/0009). Whatever takes payments back therefore takes up the notes first; they are laid again before any credit is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from mizan.funds.contributions.actions.free_credit import free_credit
from mizan.funds.contributions.actions.lay import Laying, lay
from mizan.funds.contributions.actions.release import laid_by, legs_of, write_release
from mizan.funds.contributions.allocation import Allocation, Part, allocate
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.crashpoints import point
from mizan.funds.contributions.open_shares import Remaining, remaining_of
from mizan.funds.contributions.references import periods_meant
from mizan.funds.contributions.sql import one_row, rows
from mizan.funds.contributions.switches import DEFAULT
from mizan.funds.ledger.types import Journal

_OPEN = """
SELECT d.employer_id, d.id, (SELECT count(*) FROM contributions_match m WHERE m.due_id = d.id) FROM contributions_due d
 WHERE {where} AND d.amount < 0 AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal v WHERE v.due_id = d.id)
   AND d.amount <> COALESCE((SELECT sum(m.amount) FROM contributions_match m WHERE m.due_id = d.id
         AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = m.id)), 0)
 ORDER BY d.employer_id, d.id
"""
_LAID = """
SELECT s.id, s.entry_id FROM contributions_settlement s WHERE s.employer_id = %s AND s.method = 'note'
   AND EXISTS (SELECT 1 FROM contributions_match m WHERE m.settlement_id = s.id
                AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = m.id)) ORDER BY s.id DESC
"""


def open_notes() -> list[tuple[int, int, int]]:
    """The credit notes not settled yet: employer, due, and how often it was settled before (with the due, a name for the act)."""
    return [(row[0], row[1], row[2]) for row in rows(_OPEN.format(where="true"))]


def lay_notes(employer_id: int, *, by: int, at: datetime) -> None:
    """Settle the employer's open credit notes, each period's in one act. The caller holds the employer's lock."""
    turns = {row[1]: row[2] for row in rows(_OPEN.format(where="d.employer_id = %s"), [employer_id])}
    if not turns:
        return
    shares = remaining_of(employer_id)
    left = {(share.due_id, share.rank): share for share in shares if share.amount > 0}
    notes: defaultdict[str, list[Remaining]] = defaultdict(list)
    for share in shares:
        if share.amount < 0:
            notes[share.period_key].append(share)
    for period_key, note in notes.items():
        found = _set_off(period_key, note, list(left.values()))
        due_id = min(share.due_id for share in note)
        act = ActOf(
            Journal.RECONCILIATION, "credit_difference", f"note:{due_id}:{turns[due_id]}", employer_id, ("due", due_id, ""),
            memo={"quarter": period_key},
        )  # fmt: skip
        # Set off in whole, a note moves nothing between accounts: the entry that assessed it says it all.
        (entry,) = one_row("SELECT entry_id FROM contributions_due WHERE id = %s", [due_id])
        laying = Laying(
            act,
            "note",
            DEFAULT.version,
            "employer_credit",
            0,
            employer_id,
            credit_movement=found.credit,
            cause="credit_note",
            entry_id=entry,
        )
        lay(laying, found, shares, by=by, at=at)
        point("notes.laid")
        for part in found.parts:
            if (key := (part.due_id, part.rank)) in left:
                left[key] = left[key]._replace(amount=left[key].amount - part.amount)


def _set_off(period_key: str, note: Sequence[Remaining], open_shares: Sequence[Remaining]) -> Allocation:
    """The note's own shares, what they are set off against in the same branch (its quarter first, else the oldest), and the rest."""
    by_branch: defaultdict[str, int] = defaultdict(int)
    for share in note:
        by_branch[share.branch] -= share.amount
    parts = [Part(share.due_id, share.rank, share.amount) for share in note]
    credit = 0
    for branch, amount in by_branch.items():
        waiting = (share.open_share() for share in open_shares if share.branch == branch)
        found = allocate(amount, waiting, references=periods_meant([period_key]), switches=DEFAULT)
        parts += found.parts
        credit += found.credit
    return Allocation(tuple(parts), credit)


def take_up_notes(employer_id: int, *, by: int, at: datetime) -> None:
    """Take back what the employer's credit notes settled: they are open again. The caller holds the employer's lock."""
    for settlement_id, entry_id in rows(_LAID, [employer_id]):
        laid = laid_by([settlement_id])
        given = -sum(share.amount for share in laid)
        if given > 0:
            free_credit(employer_id, given, key=f"note:{settlement_id}", by=by, at=at)
        legs = legs_of(laid)
        act = ActOf(Journal.RECONCILIATION, "release", f"release:note:{settlement_id}", employer_id, ("employer", employer_id, ""))
        entry = book(act, legs, by=by, at=at) if legs else entry_id
        write_release(laid, reason="credit_recalled", entry_id=entry, at=at)
        point("notes.taken_up")
