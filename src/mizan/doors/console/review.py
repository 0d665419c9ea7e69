"""``mizan review``: keep the review of a fund and a period as known now, and write the meeting's document."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mizan.doors.clock import now
from mizan.doors.shown import as_lang
from mizan.kernel.funds import Fund
from mizan.kernel.periods import parse_period
from mizan.kernel.refusals import Refused

DONE, USAGE = 0, 2
ALL = "all"
"""The funds together."""


def review(arguments: argparse.Namespace) -> int:
    """Gather, keep and set on paper; prints where, how many bytes and the hash of what it says. 2 for a period that is none."""
    from mizan.doors.steering.review.paper import paper_of
    from mizan.funds.access.queries import system_account
    from mizan.funds.steering.actions import keep_review

    try:
        period = parse_period(arguments.period)
        kept = keep_review(None if arguments.fund == ALL else Fund(arguments.fund), period, by=system_account(), at=now())
    except (Refused, ValueError):
        print(f"{arguments.period} is no month (2026-10) or quarter (2026-Q3) that has begun", file=sys.stderr)
        return USAGE
    made = paper_of(kept, as_lang(arguments.lang))
    Path(arguments.out).write_bytes(made)
    print(f"{arguments.out}: {len(made)} bytes, {period.key}, content {kept.sha256}")
    return DONE
