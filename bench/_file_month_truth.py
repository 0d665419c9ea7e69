"""What the benchmark's database must hold, computed again from the seed with exact integers, and how many rows differ from it."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
import psycopg
from _das_country import YEAR, Country, Ints, draw
from _das_ground import assessed_bases, differences

RATES = (115_000, 15_000, 12_500, 110_000, 67_500, 5_000, 2_500, 2_500, 10_000, 5_000)
"""The ten lines of the general regime in 2025, in parts per million: written here again, on purpose."""
DUES = {"R22": 345_000, "R98": 5_000}

_LINES = """
COPY (SELECT l.employer_id, l.line_no::bigint, l.nss::bigint, l.q1_amount, l.q2_amount, l.q3_amount, l.q4_amount,
             l.q1_duration::bigint, l.q2_duration::bigint, l.q3_duration::bigint, l.q4_duration::bigint, l.total,
             l.shares[1], l.shares[2], l.shares[3], l.shares[4], l.shares[5], l.shares[6], l.shares[7], l.shares[8], l.shares[9],
             l.shares[10]
        FROM careers_wage_line l ORDER BY l.employer_id, l.line_no) TO STDOUT (FORMAT binary)
"""
_COLUMNS = 22
_ROW = np.dtype([("fields", ">i2"), ("cells", [("width", ">i4"), ("value", ">i8")], (_COLUMNS,))])
_COMPLEMENTS = """
SELECT d.employer_id, d.period_key, d.code, d.base, d.amount,
       (SELECT sum(s.amount)::bigint FROM contributions_due_share s WHERE s.due_id = d.id),
       (SELECT sum(p.amount)::bigint FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
         WHERE p.entry_id = d.entry_id AND a.fund = 'CNAS' AND a.nature = 'receivable')
  FROM contributions_due d WHERE d.kind = 'complementary'
"""


def half_up(base: Ints | int, rate: int) -> Any:
    """The amount of a base at a rate, rounded half away from zero."""
    sign = np.sign(base)
    return sign * ((2 * np.abs(base) * rate + 1_000_000) // 2_000_000)


def wrong(admin: psycopg.Connection[Any], n: int) -> int:
    """How many lines, filings, cases, dues and entries differ from the exact answer."""
    country = draw(n)
    return _wrong_lines(admin, country) + _wrong_filings(admin, country) + _wrong_dues(admin, country)


def _wrong_lines(admin: psycopg.Connection[Any], country: Country) -> int:
    lines = country.lines
    with admin.cursor() as cursor, cursor.copy(_LINES) as copy:
        data = b"".join(bytes(block) for block in copy)
    head = struct.calcsize("!11sii")
    found = np.frombuffer(data, dtype=_ROW, count=(len(data) - head - 2) // _ROW.itemsize, offset=head)["cells"]["value"].astype(np.int64)
    shares = np.stack([sum(half_up(lines.amount[:, quarter], rate) for quarter in range(4)) for rate in RATES], axis=1)
    expected = np.column_stack(
        (lines.employer + 1, lines.line_no, lines.nss.astype(np.int64), lines.amount, lines.duration, lines.amount.sum(axis=1), shares)
    )
    if len(found) != len(expected):
        return max(len(found), len(expected))
    return int((found != expected).any(axis=1).sum())


def _wrong_filings(admin: psycopg.Connection[Any], country: Country) -> int:
    bases, expected = country.quarter_bases, set()
    for employer in range(country.employers):
        expected.add((employer + 1, int(country.workers[employer]), "accepted", *map(int, bases[employer])))
    found = admin.execute(
        "SELECT employer_id, taken, outcome, q1_base, q2_base, q3_base, q4_base FROM contributions_filing WHERE form = 'DAS'"
    ).fetchall()
    return len(expected.symmetric_difference(found)) + len(found) - len(set(found))


def _wrong_dues(admin: psycopg.Connection[Any], country: Country) -> int:
    """Each difference: a closed case, two dues exact to the centime with their shares, and one entry that holds both."""
    assessed = assessed_bases(country)
    cases, dues = set(), set()
    for employer, quarter, _ in differences(country):
        key = f"{YEAR}-Q{quarter + 1}"
        das, before = int(country.quarter_bases[employer, quarter]), int(assessed[employer, quarter])
        cases.add((employer + 1, key, das, before, "confirmed"))
        amounts = {code: int(half_up(das - before, rate)) for code, rate in DUES.items()}
        entry = sum(amounts.values())
        dues |= {(employer + 1, key, code, das - before, amount, amount, entry) for code, amount in amounts.items()}
    found_cases = admin.execute(
        """SELECT c.employer_id, c.quarter_key, c.das_base, c.assessed_base,
                  (SELECT s.step FROM contributions_case_step s WHERE s.case_id = c.id)
             FROM contributions_reconciliation_case c"""
    ).fetchall()
    found_dues = admin.execute(_COMPLEMENTS).fetchall()
    return len(cases.symmetric_difference(found_cases)) + len(dues.symmetric_difference(found_dues))
