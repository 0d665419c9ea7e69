"""How many people each benefit was paid to: counted once each, for tables of a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from mizan.funds.access.sql import rows
from mizan.kernel.funds import Fund

_RUNS = """
  FROM benefits_run r JOIN benefits_instalment i ON i.run_id = r.id JOIN benefits_award a ON a.id = i.award_id {more}
 WHERE r.month >= %(since)s AND r.month < %(until)s AND r.prepared_at <= %(known)s AND i.gross_m > 0
   AND EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'approved' AND s.at <= %(known)s)
   AND NOT EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'cancelled' AND s.at <= %(known)s)
"""
_PAID = f"SELECT r.fund::text, a.kind::text, count(DISTINCT a.person_id) {_RUNS.format(more='')} GROUP BY 1, 2 ORDER BY 1, 2"
_BY_SEX = (
    "SELECT r.fund::text, a.kind::text, p.sex::text, count(DISTINCT a.person_id) "
    f"{_RUNS.format(more='JOIN people_person p ON p.id = a.person_id')} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
)


def people_paid(*, since: date, until: date, known: datetime) -> Mapping[tuple[Fund, str], int]:
    """By fund and kind of benefit, the people with an instalment in the runs approved for the months from `since` until before `until`.

    Everybody's, in the batch or the audit role; counts only.
    """
    return {(Fund(fund), kind): int(count) for fund, kind, count in rows(_PAID, {"since": since, "until": until, "known": known})}


def people_paid_by_sex(*, since: date, until: date, known: datetime) -> Mapping[tuple[Fund, str, str], int]:
    """The same by sex too ("F", "M", or "" where the register does not say)."""
    found = rows(_BY_SEX, {"since": since, "until": until, "known": known})
    return {(Fund(fund), kind, sex): int(count) for fund, kind, sex, count in found}
