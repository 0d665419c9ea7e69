"""The filings of a set: what each employer filed before, and all of them written at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly
from mizan.formats.das.sets import PairScan
from mizan.funds.contributions.actions.keep_filing import PORTION, anomaly_row, receipt_number
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.filed import Prior
from mizan.funds.contributions.sql import Row, array_of, columns, rows, run

_PRIOR = """
SELECT f.employer_id, f.id, f.period_key, f.kind, f.content_hash, f.receipt_no, f.outcome, f.lines, f.taken, false
  FROM contributions_filing f WHERE f.form = 'DAS' AND f.employer_id = ANY (%s::bigint[]) AND f.period_key = ANY (%s::text[]) ORDER BY f.id
"""
_FILINGS = """
INSERT INTO contributions_filing (id, receipt_no, form, employer_id, period_key, period_start, period_end, kind, outcome, content_hash,
    source, filed_by_id, filed_at, filed_on, lines, taken, q1_base, q2_base, q3_base, q4_base, law_version)
SELECT f.id, f.receipt_no, 'DAS', f.employer_id, f.year, make_date(f.year, 1, 1), make_date(f.year + 1, 1, 1), f.kind, f.outcome,
       f.content_hash, %s, %s, %s, %s, f.lines, f.taken, f.q1_base, f.q2_base, f.q3_base, f.q4_base, f.law_version
  FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[], %s::int[], %s::int[], %s::bigint[],
              %s::bigint[], %s::bigint[], %s::bigint[], %s::text[])
       AS f(id, receipt_no, employer_id, year, kind, outcome, content_hash, lines, taken, q1_base, q2_base, q3_base, q4_base, law_version)
"""
_ANOMALIES = """
INSERT INTO contributions_anomaly (filing_id, employer_id, line, field, code, severity, message_ar, message_fr, basis, found, expected)
SELECT a.* FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::text[], %s::text[], %s::text[],
                       %s::text[]) AS a(filing_id, employer_id, line, field, code, severity, message_ar, message_fr, basis, found, expected)
"""
_WAITING = """
INSERT INTO contributions_waiting_line (filing_id, employer_id, line_no, text)
SELECT w.* FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::text[]) AS w(filing_id, employer_id, line_no, text)
"""


class SetEmployer(NamedTuple):
    """What a set needs of an employer; read in one pass, since a set names thousands."""

    id: int
    closed_on: date | None


def employers_named(numbers: Iterable[str]) -> dict[str, SetEmployer]:
    """The employers with these numbers, by number; unknown ones are missing. Batch role only."""
    found = rows("SELECT number, id, closed_on FROM people_employer WHERE number = ANY (%s::text[])", [array_of(numbers)])
    return {row[0]: SetEmployer(row[1], row[2]) for row in found}


class SetFiling(NamedTuple):
    """One filing of a set: whose, of which pair, and the contributory wages of its taken lines by quarter (centimes)."""

    filing_id: int
    employer_id: int
    year: int
    scan: PairScan
    bases: tuple[int, int, int, int]
    law_version: str

    @property
    def kind(self) -> str:
        """N, C or R."""
        return self.scan.header.kind if self.scan.header is not None else ""

    @property
    def receipt_no(self) -> str:
        """The number on its receipt."""
        return receipt_number("DAS", str(self.year), self.filing_id)


def priors_of(employer_ids: Sequence[int], years: Sequence[int]) -> dict[tuple[int, int], list[Prior]]:
    """By employer and year, the yearly declarations already filed."""
    found: dict[tuple[int, int], list[Prior]] = {}
    for row in rows(_PRIOR, [array_of(employer_ids), array_of(str(year) for year in years)]):
        found.setdefault((row[0], int(row[2])), []).append(Prior(*row[1:]))
    return found


def keep_filings(filings: Sequence[SetFiling], *, source: str, by: int, at: datetime) -> None:
    """Write the filings of a set with what their check found."""
    if not filings:
        return
    run(_FILINGS, [source, by, at, accounting_day(at), *map(array_of, zip(*map(_row, filings), strict=True))])
    keep_anomalies((f.filing_id, f.employer_id, f.scan.anomalies) for f in filings)
    waiting = [(f.filing_id, f.employer_id, line.line_no, line.text.replace("\0", " ")) for f in filings for line in f.scan.waiting]
    if waiting:
        run(_WAITING, columns(waiting))


def keep_anomalies(found: Iterable[tuple[int, int, Iterable[Anomaly]]]) -> None:
    """Write what the check found in many filings: the filing, its employer, its anomalies; never held whole."""
    rows_ = ((filing_id, employer_id, *anomaly_row(one)) for filing_id, employer_id, anomalies in found for one in anomalies)
    while portion := list(islice(rows_, PORTION)):
        run(_ANOMALIES, columns(portion))


def _row(filing: SetFiling) -> Row:
    scan = filing.scan
    return (
        filing.filing_id, filing.receipt_no, filing.employer_id, filing.year, filing.kind, scan.outcome.value, scan.content_hash,
        scan.lines, scan.taken, *filing.bases, filing.law_version,
    )  # fmt: skip
