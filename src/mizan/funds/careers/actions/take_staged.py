"""Take the lines of a set out of staging."""

from __future__ import annotations

from django.db import connection

_TAKE = """
INSERT INTO careers_wage_line (filing_id, line_no, employer_id, year, nss, surname, given_name, birth_date, q1_duration, q1_unit, q1_amount,
    q2_duration, q2_unit, q2_amount, q3_duration, q3_unit, q3_amount, q4_duration, q4_unit, q4_amount, total, entered_on, left_on, shares)
SELECT filing_id, line_no, employer_id, year, nss, rtrim(surname), rtrim(given_name), NULLIF(birth_date, 'infinity'), q1_duration, q1_unit,
       q1_amount, q2_duration, q2_unit, q2_amount, q3_duration, q3_unit, q3_amount, q4_duration, q4_unit, q4_amount, total,
       NULLIF(entered_on, 'infinity'), NULLIF(left_on, 'infinity'), shares
  FROM {table}
"""


def take_staged(table: str) -> int:
    """Keep every line staged in `table` (a constant of the caller's code); returns how many. Batch role only."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE.format(table=table))
        return int(cursor.rowcount)
