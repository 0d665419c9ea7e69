"""A recomputation's own rows: begun (or gone on with), and kept a block at a time; batch role."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from mizan.funds.access.sql import columns, one_row, run
from mizan.funds.benefits.types.recomputations import Compared, Scope
from mizan.kernel.funds import Fund

_KEEP = """
SELECT benefits_keep_block(%s, %s, %s, %s, %s::bigint[], %s::text[], %s::date[], %s::bigint[], %s::bigint[], %s::text[], %s::jsonb[], %s)
"""


def begin_recomputation(fund: Fund, scope: Scope, *, parts: int = 1, by: int, at: datetime) -> int:
    """The recomputation to work on; returns its id. One begun within a day and not ended goes on, with its own cut-off; else one begins.

    A share is the one after the last of as many parts that was done: as many nights as there are parts look at every award.
    """
    return int(one_row("SELECT benefits_begin_recomputation(%s, %s, %s, %s, %s)", [fund.value, scope.value, parts, at, by])[0])


def keep_block(recomputation_id: int, number: int, found: Sequence[Compared], *, up_to: int, is_last: bool, at: datetime) -> None:
    """Keep what was found of a block of awards, and that it is done, in the caller's transaction.

    Raises the database's errors: a block that does not come next, an award of another fund.
    """
    rows = [
        (
            one.award_id, one.verdict.value, one.on_day, one.kept, one.given, "" if one.why is None else one.why.value,
            None if one.detail is None else json.dumps(dict(one.detail), ensure_ascii=False),
        )
        for one in found
    ]  # fmt: skip
    run(_KEEP, [recomputation_id, number, up_to, is_last, *(columns(rows) if rows else ["{}"] * 7), at])
