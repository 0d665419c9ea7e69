"""Keep where each instruction stood at the end of each day; nightly, as batch."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import columns, rows, run
from mizan.funds.contributions.days import accounting_day
from mizan.funds.steering.figures import Source, live_source
from mizan.funds.steering.keeping import DayJudged, Register, end_of
from mizan.funds.steering.switches import RULE

_KEEP = """
INSERT INTO steering_status (root_id, day, terms_id, fund, status, why, about, used, rule, known_at, at)
SELECT s.root_id, s.day, s.terms_id, s.fund, s.status, s.why, s.about, s.used, %s, s.known_at, %s
  FROM unnest(%s::bigint[], %s::date[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::jsonb[], %s::jsonb[], %s::timestamptz[])
       s(root_id, day, terms_id, fund, status, why, about, used, known_at)
"""
_LAST = "SELECT root_id, max(day) FROM steering_status GROUP BY root_id"


def keep_statuses(*, by: int, at: datetime, source: Source = live_source) -> int:
    """Keep every day that is over and not kept yet, from the day each instruction was confirmed; returns how many.

    A day is judged by what was known at its end, so a night that was missed is made good by the next and gives the same days.
    """
    with transaction.atomic():
        run("SELECT pg_advisory_xact_lock(hashtextextended('steering_status', 0))")
        until = accounting_day(at)
        last: dict[int, date] = dict(rows(_LAST))
        register = Register(end_of(until - timedelta(days=1)), source)
        found: list[DayJudged] = []
        for number, versions in register.versions.items():
            day = last[number] + timedelta(days=1) if number in last else accounting_day(versions[0].at)
            while day < until:
                if (judged := register.judged(number, day)) is not None:
                    found.append(judged)
                day += timedelta(days=1)
        if found:
            run(_KEEP, [RULE, at, *columns([_row(one) for one in found])])
            record_act(verb="keep_statuses", subject=("steering", "statuses"), by=by, at=at, detail={"days": len(found)})
    return len(found)


def _row(one: DayJudged) -> tuple[object, ...]:
    return (
        one.terms.number, one.day, one.terms.id, one.terms.fund.value if one.terms.fund else "", one.judged.status.value,
        one.judged.why.value, json.dumps(list(one.judged.about)), json.dumps(one.used), one.known_at,
    )  # fmt: skip
