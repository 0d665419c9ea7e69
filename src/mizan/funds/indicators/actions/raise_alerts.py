"""Raise the alerts that figures call for, and end those they no longer do; nobody's word does either."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import columns, run
from mizan.funds.indicators.alert_rules import rules
from mizan.funds.indicators.definitions import DEFINITIONS

LOOKED_BACK = 14
"""Months a rule may need: the last whole one measured and the same a year before, with room for months that are late."""
# Of each month what was last known; of these the months that are measured and whole.
_SURE = f"""
WITH last AS (
    SELECT DISTINCT ON (f.indicator, f.fund, f.month) f.id, f.indicator, f.fund, f.month, f.state, f.value, f.cut_off
      FROM indicators_figure f
     WHERE f.known_at <= %(at)s AND f.month > (%(at)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date - interval '{LOOKED_BACK} months'
     ORDER BY f.indicator, f.fund, f.month, f.id DESC),
sure AS (SELECT l.* FROM last l WHERE l.state = 'measured' AND l.cut_off >= (l.month + interval '1 month - 1 day')::date),
now AS (SELECT DISTINCT ON (s.indicator, s.fund) s.* FROM sure s ORDER BY s.indicator, s.fund, s.month DESC)"""  # noqa: S608
_END = f"""{_SURE}
INSERT INTO indicators_alert_end (alert_id, figure_id, against_id, at)
SELECT a.id, n.id, g.id, %(at)s FROM indicators_alert a JOIN now n ON n.indicator = a.indicator AND n.fund = a.fund AND n.id > a.figure_id
  LEFT JOIN sure g ON g.indicator = n.indicator AND g.fund = n.fund AND g.month = indicators_compared(a.rule, n.month)
 WHERE NOT EXISTS (SELECT 1 FROM indicators_alert_end e WHERE e.alert_id = a.id) AND indicators_breaks(a.rule, n.value, g.value) IS FALSE
"""  # noqa: S608 - built from constants of this file
_RAISE = f"""{_SURE}
INSERT INTO indicators_alert (indicator, fund, owner, rule, figure_id, against_id, at)
SELECT r.indicator, n.fund, r.owner, r.rule, n.id, g.id, %(at)s
  FROM unnest(%(indicators)s::text[], %(owners)s::text[], %(rules)s::text[]) AS w(indicator, owner, told)
 CROSS JOIN LATERAL (SELECT w.indicator, w.owner, w.told::jsonb AS rule) r
  JOIN now n ON n.indicator = r.indicator
  LEFT JOIN sure g ON g.indicator = n.indicator AND g.fund = n.fund AND g.month = indicators_compared(r.rule, n.month)
 WHERE indicators_breaks(r.rule, n.value, g.value)
   AND NOT EXISTS (SELECT 1 FROM indicators_alert a WHERE a.indicator = r.indicator AND a.fund = n.fund AND a.rule = r.rule
                      AND (a.figure_id >= n.id OR NOT EXISTS (SELECT 1 FROM indicators_alert_end e WHERE e.alert_id = a.id)))
 ORDER BY r.indicator, n.fund
"""  # noqa: S608 - built from constants of this file


@dataclass(frozen=True, slots=True)
class AlertsMoved:
    """How many alerts were raised, and how many ended."""

    raised: int
    ended: int


def raise_alerts(*, by: int, at: datetime) -> AlertsMoved:
    """Ask each rule of the last whole month measured, as known at `at`; in the batch role. The same figures asked again change nothing.

    An open alert is asked by the rule that raised it, even where its indicator has another by now; a figure that is late or failed, or with
    nothing to compare it with, ends nothing.
    """
    told = [(name, DEFINITIONS[name].owner, json.dumps(rule.record)) for name, rule in sorted(rules().items())]
    wanted = columns(told) if told else ([], [], [])
    values: Mapping[str, Any] = {"at": at, "indicators": wanted[0], "owners": wanted[1], "rules": wanted[2]}
    with transaction.atomic():
        run("SELECT pg_advisory_xact_lock(hashtextextended('indicators_alerts', 0))")
        ended, raised = (_written(statement, values) for statement in (_END, _RAISE))
        if raised or ended:
            record_act(
                verb="raise_alerts", subject=("alerts", at.date().isoformat()), by=by, at=at, detail={"raised": raised, "ended": ended}
            )
    return AlertsMoved(raised, ended)


def _written(statement: str, values: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
