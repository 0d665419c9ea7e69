"""The log as it is read: events without a name, in no promised order; the cases they make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from mizan.funds.access.sql import Row, one_row, rows
from mizan.funds.procedures.log import Told, log_of
from mizan.funds.procedures.types import Activity, Event, Log
from mizan.kernel.funds import Fund

_EVENTS = """
SELECT case_id, fund, kind, agency_code, received_on, promised_on, at, rank, source_id, activity, actor, desk, facts
  FROM procedures_events(%s, %s, %s, %s, %s, %s)
"""


MOST = 10_000
"""Cases of which a path is told: of more, so many are drawn, the same each time, and the log says of how many."""
EVER = date(1900, 1, 1)


def funds_studied() -> tuple[Fund, ...]:
    """The funds whose procedures the account may study: a director its own, the minister and the auditor all; empty for anybody else."""
    return tuple(Fund(name) for name in one_row("SELECT procedures_funds()")[0])


def events(
    procedure: str = "", *, since: date, until: datetime, fund: Fund | None = None, waiting: bool = False, most: int = MOST
) -> tuple[Told, ...]:
    """What was done before `until` on the claims received since a day, of a kind ("": all) and a fund (None: all the account may study).

    `waiting`: only on those without an answer. Refused by the database: who studies no procedure.
    """
    found = rows(_EVENTS, ["" if fund is None else fund.value, procedure, since, until, waiting, most])
    return tuple(_told(row) for row in found)


def log_known(procedure: str = "", *, since: date, until: datetime, fund: Fund | None = None, most: int = MOST) -> Log:
    """The cases those events make; `of` says of how many claims they are, when they were drawn."""
    told = events(procedure, since=since, until=until, fund=fund, most=most)
    count = one_row("SELECT procedures_count(%s, %s, %s, %s)", ["" if fund is None else fund.value, procedure, since, until])[0]
    return log_of(told, fund=fund, since=since, until=until, of=int(count))


def log_waiting(*, until: datetime, fund: Fund | None = None, most: int = 1_000_000) -> Log:
    """The cases that wait for an answer at a moment, however long ago they were received: all of them."""
    return log_of(events(since=EVER, until=until, fund=fund, waiting=True, most=most), fund=fund, since=EVER, until=until)


def logged(*, since: date, until: datetime, fund: Fund | None = None) -> tuple[int, int]:
    """How many claims, steps and decisions there are, and how many of them the log of acts tells too: as many, or it is not whole."""
    row = one_row("SELECT done, logged FROM procedures_logged(%s, %s, %s)", ["" if fund is None else fund.value, since, until])
    return int(row[0]), int(row[1])


def numbers_of(case_ids: Iterable[int]) -> dict[int, str]:
    """The numbers of cases, for a director of their fund and an auditor; refused by the database to others."""
    return dict(rows("SELECT case_id, number FROM procedures_numbers(%s::bigint[])", [sorted(set(case_ids))]))


def _told(row: Row) -> Told:
    event = Event(row[6], row[7], row[8], Activity(row[9]), row[10], row[11], tuple(row[12] or ()))
    return Told(row[0], Fund(row[1]), row[2], row[3], row[4], row[5], event)
