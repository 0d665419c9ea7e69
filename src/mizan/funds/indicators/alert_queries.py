"""Questions on alerts: those that last, those of a fund or of who answers for them, one. As ``web``, those of the funds one sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from mizan.funds.access.sql import Row, decoded, one_row, rows
from mizan.funds.indicators.alerts import Alert, Rule, Than, Way
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month_of

MOST = 200
_ALERTS = """
SELECT a.id, a.indicator, a.fund, a.owner, a.rule, f.month, f.value, g.value, f.data_hash, a.at, e.month, e.value, e.at
  FROM indicators_alert a JOIN indicators_figure f ON f.id = a.figure_id LEFT JOIN indicators_figure g ON g.id = a.against_id
  LEFT JOIN LATERAL (SELECT n.month, n.value, x.at FROM indicators_alert_end x JOIN indicators_figure n ON n.id = x.figure_id
                      WHERE x.alert_id = a.id) e ON true
 WHERE {where} ORDER BY e.at DESC NULLS FIRST, a.at DESC, a.id DESC LIMIT %(most)s OFFSET %(skipped)s
"""
_SEEN = "SELECT alert_id, by_id, at FROM indicators_alert_seen WHERE alert_id = ANY (%s) ORDER BY at, by_id"


def alerts_of(
    *,
    funds: Collection[Fund | None] | None = None,
    indicator: str = "",
    owner: str = "",
    ended: bool = False,
    most: int = MOST,
    skipped: int = 0,
) -> tuple[Alert, ...]:
    """Alerts that last, or (`ended`) those that have ended, the latest first; of some funds (None among them: together) or an owner's."""
    narrowed = ["e.at IS NOT NULL" if ended else "e.at IS NULL"]
    values: dict[str, Any] = {"most": most, "skipped": skipped}
    if funds is not None:
        narrowed.append("a.fund = ANY (%(funds)s)")
        values["funds"] = [one.value if one else "" for one in funds]
    for column, value in (("indicator", indicator), ("owner", owner)):
        if value:
            narrowed.append(f"a.{column} = %({column})s")
            values[column] = value
    return _found(" AND ".join(narrowed), values)


def alert_of(alert_id: int) -> Alert | None:
    """One alert; None for one the account does not see."""
    return next(iter(_found("a.id = %(id)s", {"id": alert_id, "most": 1, "skipped": 0})), None)


def open_by_owner(funds: Collection[Fund | None]) -> Mapping[str, int]:
    """How many alerts of some funds last, by who answers for them."""
    found = rows(
        "SELECT a.owner, count(*) FROM indicators_alert a WHERE a.fund = ANY (%s)"
        " AND NOT EXISTS (SELECT 1 FROM indicators_alert_end e WHERE e.alert_id = a.id) GROUP BY 1 ORDER BY 1",
        [[one.value if one else "" for one in funds]],
    )
    return {owner: int(count) for owner, count in found}


def alerts_counted() -> tuple[int, int, int]:
    """How many alerts were ever raised, how many last, and how many somebody has seen; of those the account sees."""
    raised, lasting, seen = one_row(
        "SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM indicators_alert_end e WHERE e.alert_id = a.id)),"
        " count(*) FILTER (WHERE EXISTS (SELECT 1 FROM indicators_alert_seen s WHERE s.alert_id = a.id)) FROM indicators_alert a"
    )
    return int(raised), int(lasting), int(seen)


def _found(where: str, values: Mapping[str, Any]) -> tuple[Alert, ...]:
    found = rows(_ALERTS.format(where=where), values)
    seen: defaultdict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for alert_id, account, at in rows(_SEEN, [[row[0] for row in found]]) if found else ():
        seen[alert_id].append((account, at))
    return tuple(_alert(row, tuple(seen[row[0]])) for row in found)


def _alert(row: Row, seen: tuple[tuple[int, datetime], ...]) -> Alert:
    rule = decoded(row[4])
    return Alert(
        id=row[0],
        indicator=row[1],
        fund=Fund(row[2]) if row[2] else None,
        owner=row[3],
        rule=Rule(Way(rule["way"]), int(rule["at"]), Than(rule["than"])),
        month=month_of(row[5]),
        value=int(row[6]),
        against=None if row[7] is None else int(row[7]),
        data_hash=row[8],
        raised_at=row[9],
        ended_month=month_of(row[10]) if row[10] else None,
        ended_value=None if row[11] is None else int(row[11]),
        ended_at=row[12],
        seen=seen,
    )
