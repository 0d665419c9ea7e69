"""Take the lines of a set out of staging."""

from __future__ import annotations

from django.db import connection

_COLUMNS = """filing_id, line_no, employer_id, year, nss, surname, given_name, birth_date, q1_duration, q1_unit, q1_amount, q2_duration,
    q2_unit, q2_amount, q3_duration, q3_unit, q3_amount, q4_duration, q4_unit, q4_amount, total, entered_on, left_on, shares"""
_TAKE = f"INSERT INTO careers_wage_line ({_COLUMNS}) SELECT {_COLUMNS} FROM {{table}}"  # noqa: S608 - constants


def take_staged(table: str) -> int:
    """Keep every line staged in `table` (a constant of the caller's code); returns how many. Batch role only."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE.format(table=table))
        return int(cursor.rowcount)
