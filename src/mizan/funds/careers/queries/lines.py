"""Questions about lines of declarations. As ``web`` row-level security narrows each answer to what the account may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from mizan.funds.careers.types import Quarter, WageLineKept

_LINE = """
SELECT l.filing_id, l.line_no, l.employer_id, l.year, l.nss, l.surname, l.given_name, l.birth_date, l.q1_duration, l.q1_unit, l.q1_amount,
       l.q2_duration, l.q2_unit, l.q2_amount, l.q3_duration, l.q3_unit, l.q3_amount, l.q4_duration, l.q4_unit, l.q4_amount, l.total,
       l.entered_on, l.left_on, l.shares, s.by_filing_id
  FROM careers_wage_line l LEFT JOIN careers_supersession s ON s.filing_id = l.filing_id AND s.line_no = l.line_no
"""
_BASES = """
SELECT count(*), COALESCE(sum(l.q1_amount), 0)::bigint, COALESCE(sum(l.q2_amount), 0)::bigint, COALESCE(sum(l.q3_amount), 0)::bigint,
       COALESCE(sum(l.q4_amount), 0)::bigint
  FROM careers_wage_line l
 WHERE l.filing_id = ANY (%s::bigint[])
   AND NOT EXISTS (SELECT 1 FROM careers_supersession s WHERE s.filing_id = l.filing_id AND s.line_no = l.line_no)
"""


def lines_of_filings(
    filing_ids: Sequence[int], *, live: bool = False, offset: int = 0, limit: int | None = None
) -> tuple[WageLineKept, ...]:
    """The lines of filings, by filing and line; with `live`, only those no later filing superseded."""
    statement = _LINE + "WHERE l.filing_id = ANY (%s::bigint[])"
    if live:
        statement += " AND s.by_filing_id IS NULL"
    return _lines(statement + " ORDER BY l.filing_id, l.line_no OFFSET %s LIMIT %s", [list(filing_ids), offset, limit])


def line_on(filing_id: int, line_no: int) -> WageLineKept | None:
    """One line, if the asker may see it."""
    found = _lines(_LINE + "WHERE l.filing_id = %s AND l.line_no = %s", [filing_id, line_no])
    return found[0] if found else None


def career_of(nss: str) -> tuple[WageLineKept, ...]:
    """All lines of a person, oldest year first, superseded ones included: personal data, to be logged before it is shown."""
    return _lines(_LINE + "WHERE l.nss = %s ORDER BY l.year, l.filing_id, l.line_no", [nss])


def quarter_bases(filing_ids: Sequence[int]) -> tuple[int, int, int, int]:
    """The contributory wages of filings by quarter, superseded lines left out."""
    with connection.cursor() as cursor:
        cursor.execute(_BASES, [list(filing_ids)])
        _, first, second, third, fourth = cursor.fetchone()
    return first, second, third, fourth


def line_count(filing_ids: Sequence[int], *, live: bool = False) -> int:
    """How many lines filings hold; with `live`, those no later filing superseded."""
    live_only = " AND NOT EXISTS (SELECT 1 FROM careers_supersession s WHERE s.filing_id = l.filing_id AND s.line_no = l.line_no)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM careers_wage_line l WHERE l.filing_id = ANY (%s::bigint[])" + (live_only if live else ""),  # noqa: S608 - built from constants of this file
            [list(filing_ids)],
        )
        return int(cursor.fetchone()[0])


def _lines(statement: str, values: list[Any]) -> tuple[WageLineKept, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(_kept(row) for row in cursor.fetchall())


def _kept(row: tuple[Any, ...]) -> WageLineKept:
    quarters = (_quarter(row[8:11]), _quarter(row[11:14]), _quarter(row[14:17]), _quarter(row[17:20]))
    return WageLineKept(*(*row[:8], quarters, row[20], row[21], row[22], tuple(row[23]), row[24]))


def _quarter(values: tuple[int, str, int]) -> Quarter:
    duration, unit, amount = values
    return Quarter(duration, unit.strip(), amount)
