"""The contribution declarations of a set: which of them meet nothing filed before, and all of those written at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mizan.formats.anomalies import Anomaly, Outcome
from mizan.formats.dac import DacReturn
from mizan.funds.contributions.actions.keep_filing import receipt_number
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.drafts import DueDraft
from mizan.funds.contributions.filed import keys_met
from mizan.funds.contributions.sets.filings import keep_anomalies
from mizan.funds.contributions.sql import columns, rows, run
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.periods import Period

_PLAIN = """
SELECT w.place, l.id IS NOT NULL
  FROM unnest(%s::int[], %s::bigint[], %s::date[], %s::date[], %s::text[], %s::text[]) AS w(place, employer, starts, ends, keys, year)
  LEFT JOIN LATERAL (SELECT f.id FROM contributions_filing f WHERE f.employer_id = w.employer AND f.form = 'DAC'
                        AND f.period_start < w.ends AND f.period_end > w.starts LIMIT 1) p ON true
  LEFT JOIN LATERAL (SELECT d.id FROM contributions_due d WHERE d.employer_id = w.employer
                        AND d.period_key = ANY (string_to_array(w.keys, ','))
                        AND d.kind IN ('declared', 'relief_cnac', 'relief_treasury', 'provisional', 'complementary') LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT f.id FROM contributions_filing f WHERE f.employer_id = w.employer AND f.form = 'DAS'
                        AND f.period_key = w.year LIMIT 1) y ON true
  LEFT JOIN LATERAL (SELECT c.employer_id AS id FROM contributions_credit_movement c WHERE c.employer_id = w.employer
                        AND c.debtor = 'EMPLOYER' GROUP BY c.employer_id HAVING sum(c.amount) <> 0) c ON true
  LEFT JOIN LATERAL (SELECT f.id FROM contributions_filing f WHERE f.employer_id = w.employer AND f.form = 'DAC'
                        AND f.kind <> 'nil' AND f.period_end > w.ends LIMIT 1) l ON true
 WHERE p.id IS NULL AND d.id IS NULL AND y.id IS NULL AND c.id IS NULL
"""
"""One search a declaration and question, by its employer's keys: the cost is that of the set, whatever the tables hold."""
_FILINGS = """
INSERT INTO contributions_filing (id, receipt_no, form, employer_id, period_key, period_start, period_end, kind, outcome, content_hash,
    source, filed_by_id, filed_at, filed_on, lines, taken, workers_total, hired, left_count, law_version)
SELECT f.id, f.receipt_no, 'DAC', f.employer_id, f.period_key, f.starts, f.ends, f.kind, f.outcome, f.content_hash, %s, %s, %s, %s,
       f.lines, f.lines, f.workers, f.hired, f.gone, f.law_version
  FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::date[], %s::date[], %s::text[], %s::text[], %s::text[], %s::int[],
              %s::int[], %s::int[], %s::int[], %s::text[])
       AS f(id, receipt_no, employer_id, period_key, starts, ends, kind, outcome, content_hash, lines, workers, hired, gone, law_version)
"""
_LINES = """
INSERT INTO contributions_dac_line (filing_id, employer_id, code, base)
SELECT l.* FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[]) AS l(filing_id, employer_id, code, base)
"""
_ABATEMENTS = """
INSERT INTO contributions_abatement (filing_id, employer_id, code, nss, name, birth_date, base, decision_no, starts_on, ends_on)
SELECT a.* FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::date[], %s::bigint[], %s::text[], %s::date[],
                       %s::date[]) AS a(filing_id, employer_id, code, nss, name, birth_date, base, decision_no, starts_on, ends_on)
"""
_MOVEMENTS = """
INSERT INTO contributions_movement (filing_id, employer_id, nss, name, sense, moved_on, note)
SELECT m.* FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::date[], %s::text[])
    AS m(filing_id, employer_id, nss, name, sense, moved_on, note)
"""


@dataclass(frozen=True, slots=True)
class DacFiling:
    """One declaration of a set, read and checked: its employer and period, what the check found and the dues the law makes of it."""

    dac: DacReturn
    employer: EmployerKnown
    period: Period
    outcome: Outcome
    anomalies: Sequence[Anomaly]
    content_hash: str
    drafts: tuple[DueDraft, ...]

    @property
    def law_version(self) -> str:
        """The version of the law its dues follow; empty when it makes none."""
        return self.drafts[0].law_version if self.drafts else ""


def plain_dacs(filings: Sequence[DacFiling]) -> dict[int, bool]:
    """Of these declarations, by rank, those that meet nothing: no declaration, due or wages of their days, no credit of their employer.

    The value says whether the employer has already declared workers for a later period. The caller holds the employers' locks.
    """
    asked = [
        (rank, one.employer.id, one.period.start, one.period.end, ",".join(keys_met(one.period)), str(one.period.start.year))
        for rank, one in enumerate(filings)
    ]
    return dict(rows(_PLAIN, columns(asked))) if asked else {}


def keep_dacs(filings: Sequence[tuple[int, DacFiling]], *, source: str, by: int, at: datetime) -> list[str]:
    """Write declarations (each with its id), their lines and annexes and what their check found; returns the receipt numbers."""
    numbers = [receipt_number("DAC", one.period.key, filing_id) for filing_id, one in filings]
    head = [
        (
            i, number, f.employer.id, f.period.key, f.period.start, f.period.end, f.dac.kind, f.outcome.value, f.content_hash,
            len(f.dac.lines), f.dac.workers_total, f.dac.hired, f.dac.left, f.law_version,
        )
        for number, (i, f) in zip(numbers, filings, strict=True)
    ]  # fmt: skip
    run(_FILINGS, [source, by, at, accounting_day(at), *columns(head)])
    for statement, annex in (
        (_LINES, [(i, f.employer.id, line.code, line.base) for i, f in filings for line in f.dac.lines]),
        (_ABATEMENTS, [(i, f.employer.id, *line) for i, f in filings for line in f.dac.abatements]),
        (_MOVEMENTS, [(i, f.employer.id, m.nss, m.name, m.sense, m.on, m.note) for i, f in filings for m in f.dac.movements]),
    ):
        if annex:
            run(statement, columns(annex))
    keep_anomalies((i, f.employer.id, f.anomalies) for i, f in filings)
    return numbers
