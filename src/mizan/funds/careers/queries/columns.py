"""The careers of many persons as they were known at a moment, read in a few statements and assembled over columns; batch role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from mizan.funds.access.sql import array_of, rows
from mizan.funds.access.sql_columns import columns_of
from mizan.funds.careers.columns import (
    FOREVER,
    NEVER,
    CareerColumns,
    Flags,
    Ints,
    Worked,
    assembled,
    credit_months,
    days_declared,
    months_on,
    spread,
)
from mizan.funds.careers.switches import CareerSwitches, in_force

_KNOWN = "known_from <= %(at)s AND (known_until IS NULL OR known_until > %(at)s)"
_DAY = "({} - DATE '0001-01-01' + 1)"
_BITS = 10
"""A length in days, and days of thirty a month of a year, fit in ten bits each: a row is told in three numbers."""
_EARNINGS = f"""
SELECT person_id, amount, ((({_DAY.format("period_start")}::bigint << {_BITS} | (period_end - period_start)) << {_BITS} | days) << 2)
       | (scheme = 'CASNOS')::int | ((source = 'correction')::int << 1)
  FROM careers_earning WHERE person_id = ANY (%(persons)s::bigint[]) AND {_KNOWN}
"""  # noqa: S608 - built from constants of this file
_QUARTERS = ", ".join(f"l.q{k}_duration, ascii(l.q{k}_unit), l.q{k}_amount" for k in range(1, 5))
_LINES = f"""
SELECT n.person_id, l.year, {_QUARTERS},
       COALESCE({_DAY.format("l.entered_on")}, {NEVER}), COALESCE({_DAY.format("l.left_on")} + 1, {FOREVER}),
       (l.entered_on IS NOT NULL OR l.left_on IS NOT NULL)::int
  FROM unnest(%(persons)s::bigint[], %(numbers)s::text[]) n(person_id, nss)
  JOIN careers_wage_line l ON l.nss = n.nss
  JOIN careers_declaration d ON d.filing_id = l.filing_id AND d.recorded_at <= %(at)s
 WHERE NOT EXISTS (SELECT 1 FROM careers_supersession s
                    WHERE s.filing_id = l.filing_id AND s.line_no = l.line_no AND s.recorded_at <= %(at)s)
"""  # noqa: S608 - built from constants of this file
_CREDITS = f"""
SELECT person_id, (scheme = 'CASNOS')::int, {_DAY.format("starts_on")}, {_DAY.format("ends_on")}
  FROM careers_credit WHERE person_id = ANY (%(persons)s::bigint[]) AND {_KNOWN}
"""  # noqa: S608 - built from constants of this file
_SPELLS = f"SELECT DISTINCT person_id FROM careers_spell WHERE person_id = ANY (%(persons)s::bigint[]) AND {_KNOWN}"  # noqa: S608
LONGEST_MONTH, LONGEST_QUARTER = 31, 92


class CareersRead(NamedTuple):
    """Careers by place, and which of them must be assembled one by one instead (`odd`)."""

    careers: CareerColumns
    odd: Flags


def careers_on(persons: Ints, *, numbers: Mapping[int, str], known_at: datetime, switches: CareerSwitches | None = None) -> CareersRead:
    """The careers of persons (in order, each once), each the file of nobody else; `numbers` are their social-security numbers.

    A person is odd whose month was corrected, or whose periods of several months are told by spells: `career_on` assembles those.
    """
    reading = switches or in_force()
    listed = persons.tolist()
    asked = {"persons": array_of(listed), "at": known_at}
    odd = np.zeros(len(persons), np.bool_)
    worked = _earnings(columns_of(_EARNINGS, 3, asked), persons, odd, rows(_SPELLS, asked))
    numbered = [person for person in listed if person in numbers]
    if numbered:
        named = {"persons": array_of(numbered), "numbers": array_of([numbers[person] for person in numbered]), "at": known_at}
        worked += _lines(columns_of(_LINES, 17, named), persons, odd)
    free = columns_of(_CREDITS, 4, asked)
    credited = credit_months(np.searchsorted(persons, free[0]), free[1], free[2], free[3])
    return CareersRead(assembled(len(persons), reading.quarters, worked, credited), odd)


def _earnings(found: Ints, persons: Ints, odd: Flags, spells: Sequence[tuple[int]]) -> list[Worked]:
    """Months, quarters and years told; in periods of several months the days of work are those of spells, where there are any."""
    who, amount, told_in = found
    slot, scheme, rest = np.searchsorted(persons, who), told_in & 1, told_in >> 2
    few = (1 << _BITS) - 1
    days, length, start = rest & few, (rest >> _BITS) & few, rest >> 2 * _BITS
    odd[slot[(told_in & 2) != 0]] = True
    has_spell = np.zeros(len(persons), np.bool_)
    has_spell[np.searchsorted(persons, np.array([row[0] for row in spells], np.int64))] = True
    long = length > LONGEST_MONTH
    odd[slot[long & has_spell[slot]]] = True
    month = months_on(start)
    made = []
    for span, mine in ((1, ~long), (3, long & (length <= LONGEST_QUARTER)), (12, length > LONGEST_QUARTER)):
        told = Worked(slot[mine], scheme[mine], month[mine], days[mine], amount[mine])
        none = np.zeros(len(told.slot), np.int64)
        made.append(spread(told, span, none, none, none.astype(np.bool_)))
    return made


def _lines(found: Ints, persons: Ints, odd: Flags) -> list[Worked]:
    """Each quarter of each line."""
    slot, start, end, dated = np.searchsorted(persons, found[0]), found[14], found[15], found[16] != 0
    made = []
    for quarter in range(4):
        duration, unit, amount = found[2 + 3 * quarter], found[3 + 3 * quarter], found[4 + 3 * quarter]
        odd[slot[(duration < 0) | (amount < 0)]] = True
        told = Worked(slot, np.zeros_like(slot), found[1] * 12 + 3 * quarter, days_declared(duration, unit), amount)
        made.append(spread(told, 3, start, end, dated))
    return made
