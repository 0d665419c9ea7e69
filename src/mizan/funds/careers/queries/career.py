"""A person's career as it was known at a moment, over every number and file that was known to be theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from mizan.funds.access.sql import Row, array_of, many_rows, rows
from mizan.funds.careers import assembly
from mizan.funds.careers.assembly import Told
from mizan.funds.careers.switches import CareerSwitches, in_force
from mizan.funds.careers.types.career import Career, CreditKind, CreditKnown, Origin, Scheme, Source, SpellKnown
from mizan.funds.people.queries import files_numbered
from mizan.kernel.periods import Period, quarter

_KNOWN = "known_from <= %(at)s AND (known_until IS NULL OR known_until > %(at)s)"
_LINES = """
SELECT l.filing_id, l.line_no, l.employer_id, l.year, l.q1_duration, l.q1_unit, l.q1_amount, l.q2_duration, l.q2_unit, l.q2_amount,
       l.q3_duration, l.q3_unit, l.q3_amount, l.q4_duration, l.q4_unit, l.q4_amount, l.entered_on, l.left_on, d.recorded_at
  FROM careers_wage_line l JOIN careers_declaration d ON d.filing_id = l.filing_id
 WHERE l.nss = ANY (%(numbers)s::text[]) AND d.recorded_at <= %(at)s
   AND NOT EXISTS (SELECT 1 FROM careers_supersession s
                    WHERE s.filing_id = l.filing_id AND s.line_no = l.line_no AND s.recorded_at <= %(at)s)
 ORDER BY l.year, l.filing_id, l.line_no
"""
_EARNINGS = f"""
SELECT id, scheme, employer_id, employer_name, period_start, period_end, days, amount, source, known_from FROM careers_earning
 WHERE person_id = ANY (%(persons)s::bigint[]) AND {_KNOWN} ORDER BY period_start, id
"""  # noqa: S608 - built from constants of this file
_SPELL, _CREDIT, _DISPUTE = "spell", "credit", "dispute"
_BESIDE = f"""
SELECT '{_SPELL}', id, scheme, employer_id, employer_name, starts_on, ends_on, source, ref, known_from FROM careers_spell
 WHERE person_id = ANY (%(persons)s::bigint[]) AND {_KNOWN}
UNION ALL
SELECT '{_CREDIT}', id, scheme, NULL, kind, starts_on, ends_on, evidence, document_hash, known_from FROM careers_credit
 WHERE person_id = ANY (%(persons)s::bigint[]) AND {_KNOWN}
UNION ALL
SELECT '{_DISPUTE}', d.id, d.scheme, d.employer_id, '', d.month, NULL, '', '', d.opened_at FROM careers_dispute d
 WHERE d.person_id = ANY (%(persons)s::bigint[]) AND d.opened_at <= %(at)s
   AND NOT EXISTS (SELECT 1 FROM careers_dispute_answer a WHERE a.dispute_id = d.id AND a.answered_at <= %(at)s)
 ORDER BY 6, 2
"""  # noqa: S608 - built from constants of this file
"""What is kept beside wages and earnings: spells, credited periods, and disputes that wait, each by its first day."""
_NAMES = "SELECT id, name_fr FROM careers_employer_names(%s::bigint[])"
_WAITING = """
SELECT d.filing_id, d.employer_id, d.year FROM careers_declaration d
 WHERE NOT EXISTS (SELECT 1 FROM careers_declaration_taken t WHERE t.filing_id = d.filing_id AND t.consumer = %s) ORDER BY 1 LIMIT %s
"""


def career_on(person_id: int, *, known_at: datetime, switches: CareerSwitches | None = None) -> Career:
    """The career of a person as it was known at a moment; personal data, whose file is opened first.

    Every month names its sources. A later regularisation, correction or import changes no answer about an earlier moment.
    """
    reading = switches or in_force()
    persons, numbers = files_numbered(person_id, at=known_at)
    asked = {"persons": array_of(persons), "numbers": array_of(numbers), "at": known_at}
    beside = rows(_BESIDE, asked)
    spells = tuple(SpellKnown(row[1], Scheme(row[2]), *row[3:]) for row in beside if row[0] == _SPELL)
    credits_ = tuple(_credit(row) for row in beside if row[0] == _CREDIT)
    disputed = frozenset((Scheme(row[2]), row[3], row[5]) for row in beside if row[0] == _DISPUTE)
    # Declarations name people by their number: nothing was declared for who has none.
    told = [*_lines(many_rows(_LINES, asked) if numbers else ()), *_earnings(many_rows(_EARNINGS, asked), spells)]
    named = _named(told)
    months = assembly.worked_months(named, disputed=disputed)
    if credits_:
        months += assembly.credited_months(credits_)
        months.sort(key=lambda one: (one.month, one.scheme, one.credited is not None, one.employer_id or 0, one.employer_name))
    counts = {scheme: assembly.counts_of(months, scheme, reading.quarters) for scheme in Scheme}
    both = assembly.overlapping(months, reading.quarters)
    return Career(
        person_id, known_at, tuple(months), spells, credits_, assembly.gaps(months), counts, both, reading.version
    )  # fmt: skip


def employers_numbered(numbers: Iterable[str]) -> dict[str, int]:
    """The ids of the employers that bear these numbers, by number: for officers, whose fund may not collect, and the batch role."""
    return dict(rows("SELECT number, id FROM careers_employers(%s::text[])", [sorted(set(numbers))]))


def declarations_waiting(consumer: str, *, limit: int = 1000) -> tuple[tuple[int, int, int], ...]:
    """The declarations (filing, employer, year) whose lines a consumer has not acted on yet, oldest first. Batch role."""
    return tuple((row[0], row[1], row[2]) for row in rows(_WAITING, [consumer, limit]))


def totals(*, at: datetime) -> tuple[tuple[str, str, int, int, int], ...]:
    """What careers hold by scheme, source and year as known at a moment: how many rows, how many centimes; nobody named."""
    return tuple((row[0], row[1], row[2], row[3], int(row[4])) for row in rows("SELECT * FROM careers_totals(%s)", [at]))


def _credit(row: Row) -> CreditKnown:
    return CreditKnown(row[1], Scheme(row[2]), CreditKind(row[4]), *row[5:])


def _lines(found: Sequence[Row]) -> Iterator[Told]:
    """Each quarter of each line that says something."""
    for row in found:
        filing, line_no, employer, year = row[:4]
        within, source = assembly.work_span(row[16], row[17]), Source(Origin.DAS, f"{filing}/{line_no}", row[18])
        for index in range(4):
            duration, unit, amount = row[4 + 3 * index : 7 + 3 * index]
            if duration or amount:
                days = assembly.days_of(duration, unit)
                yield Told(Scheme.CNR, employer, "", quarter(year, index + 1), days, amount, source, within)


def _earnings(found: Sequence[Row], spells: Sequence[SpellKnown]) -> Iterator[Told]:
    """Rows of a history, a yearly base or a correction; the spells at their employer say which months of them were worked."""
    schemes, origins = {one.value: one for one in Scheme}, {one.value: one for one in Origin}
    for number, scheme, employer, name, start, end, days, amount, source, known_from in found:
        within = _within(spells, (scheme, employer, name), start, end) if spells else None
        origin = Source(origins[source], str(number), known_from)
        yield Told(schemes[scheme], employer, name, Period(start, end), days, amount, origin, within)


def _within(spells: Sequence[SpellKnown], where: tuple[str, int | None, str], start: date, end: date) -> Period | None:
    """From the first day of work at an employer in a stretch to the last; None where no spell says."""
    within = [
        Period(max(one.starts_on, start), min(one.ends_on or end, end))
        for one in spells
        if (one.scheme, one.employer_id, one.employer_name) == where and one.starts_on < end and (one.ends_on or date.max) > start
    ]
    return Period(min(one.start for one in within), max(one.end for one in within)) if within else None


def _named(told: Sequence[Told]) -> list[Told]:
    """With the names of employers, as far as the asker may know them."""
    wanted = sorted({one.employer_id for one in told if one.employer_id is not None and not one.employer_name})
    names: dict[int, str] = dict(rows(_NAMES, [wanted])) if wanted else {}
    return [one if one.employer_id is None else one._replace(employer_name=names.get(one.employer_id, one.employer_name)) for one in told]
