"""Keep the lines of a declaration that was taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from mizan.funds.access.sql import columns, run
from mizan.funds.careers.types import LineDraft

_COLUMNS = ", ".join(LineDraft._fields)
_TYPES = (
    "int[]", "text[]", "text[]", "text[]", "date[]", *("int[]", "text[]", "bigint[]") * 4, "bigint[]", "date[]", "date[]", "text[]",
)  # fmt: skip
_LINES = f"""
INSERT INTO careers_wage_line (filing_id, employer_id, year, {_COLUMNS})
SELECT %s, %s, %s, {_COLUMNS.replace("shares", "shares::bigint[]")}
  FROM unnest({", ".join(f"%s::{kind}" for kind in _TYPES)}) AS l({_COLUMNS})
"""  # noqa: S608 - built from constants of this file
_SUPERSEDE = """
INSERT INTO careers_supersession (filing_id, line_no, employer_id, by_filing_id, recorded_at)
SELECT l.filing_id, l.line_no, l.employer_id, %(by)s, %(at)s
  FROM careers_wage_line l
 WHERE l.filing_id = ANY (%(former)s::bigint[]) AND l.employer_id = %(employer)s
   AND l.nss IN (SELECT n.nss FROM careers_wage_line n WHERE n.filing_id = %(by)s)
   AND NOT EXISTS (SELECT 1 FROM careers_supersession s WHERE s.filing_id = l.filing_id AND s.line_no = l.line_no)
"""


_DECLARATIONS = """
INSERT INTO careers_declaration (filing_id, employer_id, year, kind, recorded_at)
SELECT d.*, %s FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::text[]) d
"""


def keep_declarations(declarations: Sequence[tuple[int, int, int, str]], *, at: datetime) -> None:
    """Say from which moment the lines of declarations (filing, employer, year, kind) are known, in the transaction that keeps them."""
    if declarations:
        run(_DECLARATIONS, [at, *columns(declarations)])


def keep_lines(filing_id: int, employer_id: int, year: int, lines: Sequence[LineDraft]) -> None:
    """Insert the taken lines of a filing in one statement."""
    if lines:
        columns = [list(column) for column in zip(*lines, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(_LINES, [filing_id, employer_id, year, *columns])


def supersede_lines(filing_id: int, employer_id: int, former: Sequence[int], *, at: datetime) -> int:
    """Let the lines of `filing_id` (a regularisation) stand for the lines of the same persons in the `former` filings.

    Returns how many lines were superseded; they stay readable.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SUPERSEDE, {"by": filing_id, "at": at, "former": list(former), "employer": employer_id})
        return int(cursor.rowcount)
