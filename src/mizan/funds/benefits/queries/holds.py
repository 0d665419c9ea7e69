"""Questions on holds and the notices that tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from mizan.funds.access.sql import decoded, one, one_row, rows
from mizan.funds.benefits.types.holds import HoldKnown, HoldStepKnown, NoticeKnown, WrittenTo
from mizan.kernel.funds import Fund

_HOLD = """
SELECT h.id, h.award_id, a.fund, a.kind, h.ground, h.reference, h.standing, h.longest_days, h.reason, h.starts_on, h.deadline,
       h.appeal_body, h.appeal_days, h.by_id, h.at,
       COALESCE((SELECT s.kind FROM benefits_hold_step s WHERE s.hold_id = h.id ORDER BY s.id DESC LIMIT 1), 'proposed'),
       (SELECT max(n.made_on) FROM benefits_notice n WHERE n.hold_id = h.id HAVING count(*) = 2),
       COALESCE((SELECT t.net_m FROM benefits_award_term t WHERE t.award_id = a.id AND t.known_until IS NULL AND t.starts_on <= h.deadline
                  AND (t.ends_on IS NULL OR t.ends_on > h.starts_on) ORDER BY t.starts_on DESC LIMIT 1), 0)
  FROM benefits_hold h JOIN benefits_award a ON a.id = h.award_id"""
_OVER = "SELECT 1 FROM benefits_hold_step s WHERE s.hold_id = h.id AND s.kind IN ('released', 'lapsed')"
_NOTICE = """
SELECT n.id, n.hold_id, n.adjustment_id, n.language, n.template, n.address, n.told, n.sha256, n.code, n.made_on, COALESCE(v.channel, ''),
       COALESCE(v.reference, ''), v.served_on
  FROM benefits_notice n LEFT JOIN benefits_notice_served v ON v.notice_id = n.id"""


def holds_of(award_id: int) -> tuple[HoldKnown, ...]:
    """The holds of an award, the latest first."""
    return _holds(f"{_HOLD} WHERE h.award_id = %s ORDER BY h.id DESC", [award_id])


def hold_of(hold_id: int) -> HoldKnown | None:
    """One hold."""
    return next(iter(_holds(f"{_HOLD} WHERE h.id = %s", [hold_id])), None)


def holds_of_fund(funds: Sequence[Fund], *, over: bool, most: int = 200) -> tuple[HoldKnown, ...]:
    """The holds of funds that are not over, the nearest deadline first; or those that are, the latest first."""
    order = "h.id DESC" if over else "h.deadline, h.id"
    return _holds(
        f"{_HOLD} WHERE a.fund = ANY (%s) AND {'' if over else 'NOT '}EXISTS ({_OVER}) ORDER BY {order} LIMIT %s",
        [[fund.value for fund in funds], most],
    )


def holds_past(at: datetime) -> tuple[int, ...]:
    """The holds whose deadline has passed at a moment and that nobody released."""
    found = rows(
        "SELECT h.id FROM benefits_hold h WHERE h.deadline < (%s::timestamptz AT TIME ZONE 'Africa/Algiers')::date"  # noqa: S608 - constants
        f" AND NOT EXISTS ({_OVER}) ORDER BY h.id",
        [at],
    )
    return tuple(row[0] for row in found)


def steps_of_hold(hold_id: int) -> tuple[HoldStepKnown, ...]:
    """The steps of a hold in their order; the number of a decision is empty where the asker may not see it."""
    found = rows(
        "SELECT s.kind, s.ground, COALESCE(d.number, ''), s.by_id, s.at FROM benefits_hold_step s"
        " LEFT JOIN benefits_decision d ON d.id = s.decision_id WHERE s.hold_id = %s ORDER BY s.id",
        [hold_id],
    )
    return tuple(HoldStepKnown(*row) for row in found)


def held_so_far(hold_id: int) -> int:
    """What waits by a hold and was not paid since: the net of the instalments it made wait, in centimes."""
    (amount,) = one_row(
        "SELECT COALESCE(sum(i.net_m), 0)::bigint FROM benefits_instalment i WHERE i.hold_id = %s"
        " AND NOT EXISTS (SELECT 1 FROM benefits_run_step c WHERE c.run_id = i.run_id AND c.kind = 'cancelled')"
        " AND NOT EXISTS (SELECT 1 FROM benefits_instalment_settled z JOIN benefits_instalment j ON j.id = z.instalment_id"
        " WHERE z.earlier_id = i.id AND NOT EXISTS (SELECT 1 FROM benefits_run_step c WHERE c.run_id = j.run_id AND c.kind = 'cancelled'))",
        [hold_id],
    )
    return int(amount)


def notices_of_hold(hold_id: int) -> tuple[NoticeKnown, ...]:
    """The notices of a hold, Arabic first."""
    return _notices(f"{_NOTICE} WHERE n.hold_id = %s ORDER BY n.language", [hold_id])


def notices_of_debt(adjustment_id: int) -> tuple[NoticeKnown, ...]:
    """The notices of a debt, Arabic first."""
    return _notices(f"{_NOTICE} WHERE n.adjustment_id = %s ORDER BY n.language", [adjustment_id])


def notices_made_on(day: date, *, language: str, funds: Sequence[Fund], most: int) -> tuple[NoticeKnown, ...]:
    """The notices made on a day in a language, of holds and debts on awards of these funds."""
    return _notices(
        f"{_NOTICE} LEFT JOIN benefits_hold h ON h.id = n.hold_id LEFT JOIN benefits_adjustment d ON d.id = n.adjustment_id"
        " JOIN benefits_award a ON a.id = COALESCE(h.award_id, d.award_id)"
        " WHERE n.made_on = %s AND n.language = %s AND a.fund = ANY (%s) ORDER BY n.id LIMIT %s",
        [day, language, [fund.value for fund in funds], most],
    )


def notice_of(notice_id: int) -> NoticeKnown | None:
    """One notice."""
    return next(iter(_notices(f"{_NOTICE} WHERE n.id = %s", [notice_id])), None)


def written_to(award_id: int) -> WrittenTo | None:
    """Whom a hold, a debt or a reversal of an award is about, for who keeps the fund's books or has the file open.

    Personal data: to be logged with ``record_read`` before it is shown.
    """
    found = one("SELECT * FROM benefits_written_to(%s)", [award_id])
    return None if found is None else WrittenTo(*found)


def decision_for_hold(hold_id: int, number: str) -> int | None:
    """The decision of a number, if it is about the award a hold waits on."""
    (found,) = one_row("SELECT benefits_decision_for_hold(%s, %s)", [hold_id, number])
    return None if found is None else int(found)


def net_on(award_id: int, day: date) -> int:
    """What an award is due for the month of a day, net in centimes, as held true now; 0 where nothing is."""
    found = one(
        "SELECT t.net_m FROM benefits_award_term t WHERE t.award_id = %s AND t.known_until IS NULL AND t.starts_on <= %s"
        " AND (t.ends_on IS NULL OR t.ends_on > %s)",
        [award_id, day, day],
    )
    return 0 if found is None else int(found[0])


def _holds(statement: str, values: list[Any]) -> tuple[HoldKnown, ...]:
    return tuple(HoldKnown._make((*row[:2], Fund(row[2]), *row[3:])) for row in rows(statement, values))


def _notices(statement: str, values: list[Any]) -> tuple[NoticeKnown, ...]:
    return tuple(NoticeKnown._make((*row[:6], decoded(row[6]), *row[7:])) for row in rows(statement, values))
