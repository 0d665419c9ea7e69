"""How a receipt is laid on what an employer owes. Pure: numbers in, numbers out; nothing here knows a database.

The order is stated once: the period named in the payment's reference, else the oldest due; inside a period the worker's share, then
the employer's, then surcharges; inside one of these a partial amount is split over the branches in proportion to what remains, shares
rounded down, the centimes left over one each by rank; what exceeds everything due is the employer's credit.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from mizan.funds.contributions.switches import DEFAULT, SettlementOrder, SettlementSwitches
from mizan.kernel.rounding import split_by_rank

TIER_WORKER, TIER_EMPLOYER, TIER_SURCHARGE = 0, 1, 2


class OpenShare(NamedTuple):
    """What remains of one share of one due. `rank` names the share in its due; `place` orders the shares of one tier."""

    due_id: int
    rank: int
    group: str
    """The key of the period the due is for."""
    due_on: date
    tier: int
    place: int
    remaining: int


class Part(NamedTuple):
    """Centimes laid on one share."""

    due_id: int
    rank: int
    amount: int


class Allocation(NamedTuple):
    """Where a receipt goes: its parts and what is left as credit; together exactly the receipt."""

    parts: tuple[Part, ...]
    credit: int


def tier_of(payer: str, kind: str) -> int:
    """The tier of a share: the worker's share, the employer's and works fund's, or a surcharge (an increase of article 15)."""
    if kind == "increase":
        return TIER_SURCHARGE
    return TIER_WORKER if payer == "worker" else TIER_EMPLOYER


def allocate(
    amount: int, shares: Iterable[OpenShare], *, references: Sequence[str] = (), switches: SettlementSwitches = DEFAULT
) -> Allocation:
    """Lay `amount` centimes (positive) on `shares` in the stated order; `references` are the period keys the payer named.

    No share receives more than what remains of it, and the parts and the credit add up to `amount`. A share with nothing remaining,
    or less than nothing, receives nothing.
    """
    if amount <= 0:
        raise ValueError("only a positive amount can be allocated")
    parts: list[Part] = []
    left = amount
    for pool in _pools(shares, references, switches):
        if not left:
            break
        weights = [share.remaining for share in pool]
        laid = min(left, sum(weights))
        parts.extend(Part(share.due_id, share.rank, part) for share, part in zip(pool, split_by_rank(laid, weights), strict=True) if part)
        left -= laid
    return Allocation(tuple(parts), left)


def _pools(shares: Iterable[OpenShare], references: Sequence[str], switches: SettlementSwitches) -> Iterable[list[OpenShare]]:
    """The shares in the order they are served; the shares of one pool are served together, in proportion."""
    named = {key: place for place, key in reversed(list(enumerate(references)))}
    waiting = [share for share in shares if share.remaining > 0]
    if named and not switches.rest_to_oldest:
        waiting = [share for share in waiting if share.group in named]
    oldest: dict[str, date] = {}
    for share in waiting:
        oldest[share.group] = min(share.due_on, oldest.get(share.group, share.due_on))
    by_tier = switches.order is SettlementOrder.WORKER_EMPLOYER_SURCHARGES

    def served(share: OpenShare) -> tuple[int, date, str, int]:
        return (named.get(share.group, len(named)), oldest[share.group], share.group, share.tier if by_tier else 0)

    ordered = sorted(waiting, key=lambda share: (served(share), share.place, share.due_id, share.rank))
    for _, pool in groupby(ordered, key=served):
        yield list(pool)
