"""Reviews kept. As ``web``, those of the funds one steers."""

from __future__ import annotations

import json

from mizan.funds.access.sql import Row, rows
from mizan.funds.steering.types.reviews import ReviewKept
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, parse_period

_REVIEW = "SELECT r.id, r.fund, r.period, r.content, r.sha256, r.inputs, r.at FROM steering_review r"


def review_of(fund: Fund | None, period: Period) -> ReviewKept | None:
    """The last review kept of a fund and a period."""
    found = rows(f"{_REVIEW} WHERE r.fund = %s AND r.period = %s ORDER BY r.id DESC LIMIT 1", [fund.value if fund else "", period.key])
    return _review(found[0]) if found else None


def review_by(sha256: str) -> ReviewKept | None:
    """The review of a hash, as the document itself names it."""
    found = rows(f"{_REVIEW} WHERE r.sha256 = %s", [sha256])
    return _review(found[0]) if found else None


def reviewed_periods() -> tuple[tuple[Fund | None, Period], ...]:
    """The funds and periods the account may read reviews of, the newest period first."""
    found = rows("SELECT DISTINCT r.fund, r.period, r.ends FROM steering_review r ORDER BY r.ends DESC, r.period, r.fund")
    return tuple((Fund(name) if name else None, parse_period(key)) for name, key, _ in found)


def _review(row: Row) -> ReviewKept:
    identity, fund, key, content, sha256, inputs, at = row
    return ReviewKept(identity, Fund(fund) if fund else None, parse_period(key), json.loads(content), sha256, inputs, at)
