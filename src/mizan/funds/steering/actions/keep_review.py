"""Keep what the review of a fund and a period says; nightly and by command, as batch."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import one_row, run
from mizan.funds.contributions.days import accounting_day
from mizan.funds.steering.queries.reviews import review_by, review_of
from mizan.funds.steering.reviewing import Content, reviewed
from mizan.funds.steering.types.reviews import ReviewKept
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, months_of

LONGEST_MONTHS = 3
_KEEP = """
INSERT INTO steering_review (fund, period, starts, ends, content, sha256, inputs, by_id, at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""


def keep_review(fund: Fund | None, period: Period, *, by: int, at: datetime) -> ReviewKept:
    """Gather and keep the review of a fund (None: the funds together) and a month or quarter, as known at `at`; returns it.

    What says the same as the last one kept, but for the instant, is not kept again: that one is returned. Raises ValueError for a period
    that is neither or has not begun.
    """
    if len(months_of(period)) not in (1, LONGEST_MONTHS) or period.start > accounting_day(at):
        raise ValueError(f"{period.key} is no month or quarter that has begun")
    with transaction.atomic():
        run("SELECT pg_advisory_xact_lock(hashtextextended('steering_review', 0))")
        # Compiling a question takes longer than asking it of two periods.
        run("SET LOCAL jit = off")
        content = reviewed(fund, period, at=at)
        inputs = digest({key: value for key, value in content.items() if key != "known_at"})
        last = review_of(fund, period)
        if last is not None and last.inputs == inputs:
            return last
        text = written(content)
        name = digest(content)
        made = one_row(_KEEP, [fund.value if fund else "", period.key, period.start, period.end, text, name, inputs, by, at])[0]
        detail = {"fund": fund.value if fund else "", "period": period.key, "sha256": name}
        record_act(verb="keep_review", subject=("review", made), by=by, at=at, detail=detail)
    found = review_by(name)
    if found is None:
        raise LookupError(name)
    return found


def written(content: Content) -> str:
    """The content as it is kept: the same numbers are the same text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: Content) -> str:
    """The hash of a content."""
    return sha256(written(content).encode()).hexdigest()
