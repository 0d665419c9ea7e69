"""The status of each day, as kept."""

from __future__ import annotations

from datetime import date

from mizan.funds.access.sql import Row, decoded, rows
from mizan.funds.steering.queries.instructions import instructions
from mizan.funds.steering.types.instructions import DayKept, Standing
from mizan.funds.steering.types.statuses import Status, Why

_DAY = "SELECT s.root_id, s.day, s.terms_id, s.status, s.why, s.about, s.used, s.rule, s.known_at, s.at FROM steering_status s"
_SINCE = """
SELECT DISTINCT ON (l.root_id) l.root_id, l.since
  FROM (SELECT root_id, day AS since, status, lag(status) OVER (PARTITION BY root_id ORDER BY day) AS former FROM steering_status) l
 WHERE l.former IS DISTINCT FROM l.status ORDER BY l.root_id, l.since DESC
"""


def days_of(number: int) -> tuple[DayKept, ...]:
    """The days of an instruction, the last first."""
    return tuple(_day(row) for row in rows(f"{_DAY} WHERE s.root_id = %s ORDER BY s.day DESC", [number]))


def all_days() -> tuple[DayKept, ...]:
    """Every day kept."""
    return tuple(_day(row) for row in rows(f"{_DAY} ORDER BY s.root_id, s.day"))


def last_days() -> dict[int, DayKept]:
    """The last day kept of each instruction, by its number."""
    found = rows(f"{_DAY} WHERE (s.root_id, s.day) IN (SELECT root_id, max(day) FROM steering_status GROUP BY root_id)")  # noqa: S608 - constants
    return {row[0]: _day(row) for row in found}


def standings() -> tuple[Standing, ...]:
    """Each instruction with its last day and since when it stands so."""
    last = last_days()
    since: dict[int, date] = dict(rows(_SINCE))
    return tuple(Standing(one, last.get(one.number), since.get(one.number)) for one in instructions())


def _day(row: Row) -> DayKept:
    number, day, terms, status, why, about, used, rule, known_at, at = row
    return DayKept(number, day, terms, Status(status), Why(why), tuple(decoded(about)), decoded(used), rule, known_at, at)
