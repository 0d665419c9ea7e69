"""The database before the night of the declarations: employers, insured persons, and every quarter's contributions declared and booked.

Loaded by whole columns as the server's administrator: none of it is measured. The books of what is loaded are one entry; its control
accounts equal the dues, so the nightly checks hold before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import psycopg
from _das_country import YEAR, Country, Ints

DIFFERS = 20
"""One employer in so many declared other bases in one quarter."""
MISSING_CENTIMES = 12_345_67

_EMPLOYERS = """
COPY people_employer (id, number, name_ar, name_fr, activity, construction, wilaya_code, agency_code, nif, rib, opened_on, workers_declared)
FROM STDIN
"""
_PERSONS = "COPY people_person (nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, sex) FROM STDIN"
_BASES = "COPY seed_base (employer_id, quarter, base) FROM STDIN"
_FILINGS = """
INSERT INTO contributions_filing (id, receipt_no, form, period_key, period_start, period_end, kind, outcome, content_hash, source, filed_at,
    filed_on, lines, taken, workers_total, hired, left_count, law_version, employer_id, filed_by_id)
SELECT 4 * (employer_id - 1) + quarter,
       'DAC-' || %(year)s || '-Q' || quarter || '-' || lpad((4 * (employer_id - 1) + quarter)::text, 9, '0'), 'DAC',
       %(year)s || '-Q' || quarter, starts, (starts + interval '3 months')::date, 'normal', 'accepted',
       md5(employer_id || '/' || quarter), 'keyed', %(at)s::timestamptz, %(day)s::date, 2, 2, 1, 0, 0, '1', employer_id, %(by)s
  FROM seed_base
"""
_LINES = """
INSERT INTO contributions_dac_line (code, base, employer_id, filing_id)
SELECT code, base, employer_id, 4 * (employer_id - 1) + quarter
  FROM seed_base CROSS JOIN (VALUES ('R22'), ('R98')) AS c(code) WHERE base > 0
"""
_DUES = """
INSERT INTO contributions_due (id, period_key, period_start, period_end, month, code, kind, sequence, debtor, funds, base, rate_ppm, amount,
    due_on, entry_id, booked_on, recorded_at, law_version, trace, employer_id, filing_id)
SELECT 2 * (4 * (employer_id - 1) + quarter) - first, %(year)s || '-Q' || quarter, starts, (starts + interval '3 months')::date,
       (starts + interval '2 months')::date, code, 'declared', 1, 'EMPLOYER', funds, base, rate, (2 * base * rate + 1000000) / 2000000,
       (starts + interval '4 months')::date, %(entry)s, %(day)s::date, %(at)s::timestamptz, '1', '{}', employer_id,
       4 * (employer_id - 1) + quarter
  FROM seed_base CROSS JOIN seed_code WHERE base > 0
"""
_SHARES = """
INSERT INTO contributions_due_share (due_id, rank, employer_id, branch, payer, fund, rate_ppm, amount)
SELECT d.id, r.rank, d.employer_id, r.branch, r.payer, r.fund, r.rate,
       d.amount * r.rate / d.rate_ppm
       + CASE WHEN r.rank = 0 THEN d.amount - (SELECT sum(d.amount * o.rate / d.rate_ppm) FROM seed_rate o WHERE o.code = d.code) ELSE 0 END
  FROM contributions_due d JOIN seed_rate r ON r.code = d.code
"""


def assessed_bases(country: Country) -> Ints:
    """What each employer declared by quarter: the wages, except for one employer in twenty, who forgot some or declared too much."""
    bases = country.quarter_bases.copy()
    for employer, quarter, change in differences(country):
        bases[employer, quarter] += change
    return bases


def differences(country: Country) -> list[tuple[int, int, int]]:
    """Who declared what else: employer, quarter (from 0) and the change of the base. One in five of them declared too much."""
    found = []
    for employer in range(0, country.employers, DIFFERS):
        quarter = employer // DIFFERS % 4
        too_much = employer // DIFFERS % 5 == 4
        # A quarter without wages can only be declared too high; nobody declares less than nothing.
        if too_much or country.quarter_bases[employer, quarter] <= MISSING_CENTIMES:
            found.append((employer, quarter, MISSING_CENTIMES))
        else:
            found.append((employer, quarter, -MISSING_CENTIMES))
    return found


def lay(admin: psycopg.Connection[Any], country: Country, *, by: int, at: str) -> Ints:
    """Load everything but the books; returns the bases declared, shape (employers, 4). Ids of employers count from 1."""
    _copy(admin, _EMPLOYERS, _employers(country))  # with its triggers: they register each employer as a payer
    admin.execute("SET session_replication_role = replica")
    _copy(admin, _PERSONS, _persons(country))
    bases = assessed_bases(country)
    admin.execute("CREATE TABLE seed_base (employer_id bigint, quarter int, base bigint, starts date)")
    _copy(
        admin,
        _BASES,
        ((employer + 1, quarter + 1, int(bases[employer, quarter])) for employer in range(country.employers) for quarter in range(4)),
    )
    admin.execute(f"UPDATE seed_base SET starts = make_date({YEAR}, 3 * quarter - 2, 1)")
    _rates(admin)
    for statement in (_FILINGS, _LINES, _DUES, _SHARES):
        admin.execute(statement, {"year": YEAR, "by": by, "at": at, "day": at[:10], "entry": 1})
    for table in ("people_employer", "contributions_filing", "contributions_due"):
        admin.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    admin.execute("DROP TABLE seed_base, seed_rate, seed_code")
    admin.execute("SET session_replication_role = origin")
    return bases


def _rates(admin: psycopg.Connection[Any]) -> None:
    from mizan.kernel.money import Centimes
    from mizan.law.algeria.contributions import assess_line

    admin.execute("CREATE TABLE seed_rate (code text, rank int, branch text, payer text, fund text, rate bigint)")
    admin.execute("CREATE TABLE seed_code (code text, first int, rate bigint, funds text[])")
    for first, code in ((1, "R22"), (0, "R98")):
        line = assess_line(code, Centimes(10**9), on=date(YEAR, 12, 31))
        assert not hasattr(line, "field")
        rows = [(code, share.rank, str(share.branch), str(share.payer), str(share.fund), share.rate_ppm) for share in line.shares]
        _copy(admin, "COPY seed_rate FROM STDIN", rows)
        funds = sorted({"CNAS", *(str(share.fund) for share in line.shares)})
        admin.execute("INSERT INTO seed_code VALUES (%s, %s, %s, %s)", (code, first, line.rate_ppm, funds))


def _employers(country: Country) -> Iterable[Sequence[object]]:
    for index, number in enumerate(country.numbers):
        text = number.decode()
        yield (
            index + 1,
            text,
            "مؤسسة",
            "ENTREPRISE",
            "",
            False,
            int(text[:2]),
            f"{text[:2]}000",
            "",
            "",
            date(2010, 1, 1),
            int(country.workers[index]),
        )


def _persons(country: Country) -> Iterable[Sequence[object]]:
    lines = country.lines
    for nss, surname, given, birth in zip(lines.nss, lines.surname, lines.given_name, lines.birth_date, strict=True):
        born = birth.decode()
        yield nss.decode(), "", "", "", surname.decode(), given.decode(), f"{born[4:]}-{born[2:4]}-{born[:2]}", ""


def _copy(admin: psycopg.Connection[Any], statement: str, rows: Iterable[Sequence[object]]) -> None:
    with admin.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def book_what_was_declared(bases: Ints, *, by: int, at: Any) -> int:
    """Post one entry whose control accounts are the dues loaded; in the batch role. Returns the entry's id."""
    from django.db import transaction

    from mizan.funds.contributions.books import ActOf, book
    from mizan.funds.contributions.postings import Borne, assessment
    from mizan.funds.ledger.types import Journal
    from mizan.kernel.funds import Branch
    from mizan.kernel.money import Centimes
    from mizan.law.algeria.contributions import assess_line

    borne = []
    for code in ("R22", "R98"):
        line = assess_line(code, Centimes(10**9), on=date(YEAR, 12, 31))
        assert not hasattr(line, "field")
        amounts = (2 * bases * line.rate_ppm + 1_000_000) // 2_000_000
        floors = [amounts * share.rate_ppm // line.rate_ppm for share in line.shares]
        floors[0] = amounts - np.sum(floors[1:], axis=0)
        borne += [Borne("EMPLOYER", Branch(str(share.branch)), int(part.sum())) for share, part in zip(line.shares, floors, strict=True)]
    with transaction.atomic():
        return book(ActOf(Journal.ASSESSMENT, "opening_declarations", "bench:declared"), assessment(borne), by=by, at=at)
