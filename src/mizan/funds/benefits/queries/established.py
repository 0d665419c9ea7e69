"""What the funds' books said of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from mizan.funds.access.sql import array_of, rows
from mizan.funds.benefits.kinds.types import Fact
from mizan.kernel.money import format_decimal

_LAST = """
SELECT DISTINCT ON (claim_id, fact) claim_id, fact, late, oldest, before FROM benefits_established
 WHERE claim_id = ANY (%s::bigint[]) AND at <= %s ORDER BY claim_id, fact, id DESC
"""


def established_of(claim_id: int, *, at: datetime) -> dict[str, Fact]:
    """The facts the books had said of a claim by a moment, by the name of the law's topic."""
    return established_of_many([claim_id], at=at).get(claim_id, {})


def established_of_many(claim_ids: Iterable[int], *, at: datetime) -> dict[int, dict[str, Fact]]:
    """`established_of` for many claims; those of which nothing was said are missing."""
    found: dict[int, dict[str, Fact]] = defaultdict(dict)
    for claim_id, fact, late, oldest, before in rows(_LAST, [array_of(claim_ids), at]):
        found[claim_id][fact] = Fact("true" if late else "false", _source(late, oldest, before))
    return dict(found)


def _source(late: int, oldest: str, before: date) -> str:
    told = f"{format_decimal(late)} DA remain, since {oldest}" if late else "nothing remains"
    return f"contributions: of what CASNOS was owed before {before.isoformat()}, {told}"
