"""The bridge of spending, and that of the result (docs/guarantees/review.md)."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.funds.benefits.queries.moved import ComparedRow
from mizan.funds.ledger.moved import SPENT_WHY
from mizan.funds.steering.bridges.receipts import compared, compared_steps
from mizan.funds.steering.bridges.stretch import Stretch, parts_of
from mizan.funds.steering.bridges.types import Bridge, Cause, Detail, Of, Step, moved

POSTED = (
    (Cause.VOLUME, "reliefs"), (Cause.TIMING, "arrears"), (Cause.EXCEPTIONAL, "reversed"), (Cause.EXCEPTIONAL, "reliefs_back"),
    (Cause.EXCEPTIONAL, "administration"), (Cause.EXCEPTIONAL, "care_in_kind"), (Cause.EXCEPTIONAL, "journals"),
)  # fmt: skip
"""What the postings of spending are, by why; runs are compared award by award instead."""


def spending_bridge(stretch: Stretch) -> Bridge:
    """From what a fund spent in a period to what it spent in another."""
    posted = [parts_of(SPENT_WHY, stretch, period) for period in (stretch.before, stretch.after)]
    rows = compared(stretch, stretch.funds)
    was, now = sum(row.earned_before for row in rows), sum(row.earned_after for row in rows)
    steps = [
        *compared_steps(rows, withheld=False),
        moved(Cause.TIMING, "run_months", posted[0].get("runs", 0) - was, posted[1].get("runs", 0) - now),
        *(moved(cause, part, posted[0].get(part, 0), posted[1].get(part, 0)) for cause, part in POSTED),
    ]
    before, after = (sum(side.values()) for side in posted)
    return Bridge(Of.SPENDING, before, after, tuple(steps), tuple(_details(rows)))


def result_bridge(receipts: Bridge, spending: Bridge) -> Bridge:
    """What came in less what went out, cause by cause: the steps of spending count against."""
    steps = []
    for cause in Cause:
        for bridge, sign in ((receipts, 1), (spending, -1)):
            amount = sum(step.amount for step in bridge.steps if step.cause is cause)
            steps.append(Step(cause, bridge.of.value, sign * amount))
    return Bridge(Of.RESULT, receipts.before - spending.before, receipts.after - spending.after, tuple(steps))


def _details(rows: Iterable[ComparedRow]) -> Iterable[Detail]:
    for row in rows:
        before, after = (0 if row.why == "new" else row.pairs), (0 if row.why == "ended" else row.pairs)
        yield Detail(row.kind, row.why, before, after, 0, 0, row.earned_before, row.earned_after)
