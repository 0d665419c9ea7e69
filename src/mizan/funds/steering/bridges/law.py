"""What the law of another day would have asked of the same: asked of the statute book, never typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from mizan.funds.contributions.queries.moved import Bounds, FallenRow
from mizan.funds.contributions.yearly import CODE as YEARLY
from mizan.kernel.funds import Fund
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.contributions import assess_line
from mizan.law.algeria.self_employed import yearly_bounds, yearly_contribution

ANY_BASE = Centimes(100_000_000_000)
"""Rates do not depend on the base; this one is large enough for every share to be there."""


def rate_then(row: FallenRow, on: date) -> int:
    """The rate of a row's code, branch and payer under the law of a day; its own where that law gives none for it."""
    return _rates(row.code, row.debtor, on).get((row.branch, row.payer), row.rate_ppm)


def bounds_on(on: date) -> Bounds | None:
    """The least and greatest yearly base of the self-employed on a day; None where the law gives none."""
    try:
        found = yearly_bounds(on)
    except Refused:
        return None
    return Bounds(int(found.floor), int(found.ceiling))


@lru_cache(maxsize=4096)
def _rates(code: str, debtor: str, on: date) -> Mapping[tuple[str, str], int]:
    if code == YEARLY:
        yearly = yearly_contribution(ANY_BASE, on=on)
        parts = () if isinstance(yearly, Refusal) else yearly.parts
        return {(part.branch.value, "insured"): int(part.rate_ppm) for part in parts}
    line = assess_line(code, ANY_BASE, on=on, construction=True)
    if isinstance(line, Refusal):
        return {}
    if debtor in (Fund.CNAC.value, Fund.TRESOR.value):
        shares = tuple(share for relief in line.reliefs if relief.debtor.value == debtor for share in relief.shares)
    else:
        shares = line.shares
    return {(share.branch.value, share.payer.value): int(share.rate_ppm) for share in shares}
