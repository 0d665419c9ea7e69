"""Write dues that the books already hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.drafts import DueDraft, deadline_of
from mizan.funds.contributions.sql import Writes, columns, next_ids
from mizan.kernel.periods import Period, month_of

_INSERT = """
WITH fresh AS (
    INSERT INTO contributions_due (id, employer_id, period_key, period_start, period_end, month, due_on, filing_id,
        case_id, entry_id, code, kind,
                                   sequence, debtor, funds, base, rate_ppm, amount, law_version, trace, booked_on, recorded_at)
    SELECT d.id, d.employer_id, d.period_key, d.period_start, d.period_end, d.month, d.due_on, d.filing_id, d.case_id,
        d.entry_id, d.code, d.kind,
           d.sequence, d.debtor, string_to_array(d.funds, ','), d.base, d.rate_ppm, d.amount, d.law_version, t.trace, %s, %s
      FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::date[], %s::date[], %s::date[], %s::bigint[], %s::bigint[],
                  %s::bigint[], %s::text[], %s::text[], %s::smallint[], %s::text[], %s::text[], %s::bigint[], %s::int[], %s::bigint[],
                  %s::text[]) WITH ORDINALITY
           AS d(id, employer_id, period_key, period_start, period_end, month, due_on, filing_id, case_id, entry_id,
               code, kind, sequence, debtor,
                funds, base, rate_ppm, amount, law_version, place)
      JOIN jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS t(trace, place) USING (place)
)
INSERT INTO contributions_due_share (due_id, rank, employer_id, branch, payer, fund, rate_ppm, amount)
SELECT s.* FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::int[], %s::bigint[])
       AS s(due_id, rank, employer_id, branch, payer, fund, rate_ppm, amount)
"""
Sequences = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where dues come from: the payer and period, the declaration or the case, and the entry that booked them."""

    employer_id: int
    period: Period
    entry_id: int
    filing_id: int | None = None
    case_id: int | None = None
    due_on: date | None = None
    """The last day to pay where it does not follow from the period; the balance then shows the due in the month of that day."""


def book_dues(drafts: Sequence[DueDraft], origin: Origin, *, sequences: Sequences, at: datetime, writes: Writes | None = None) -> list[int]:
    """Write dues and their shares in one statement; returns their ids in order.

    They are written at once, or with the other `writes` of the act. `sequences` holds, by code and kind, the number of a due that
    follows a reversed one; any other is the first of its key.
    """
    return book_many([(drafts, origin, sequences)], at=at, writes=writes)


def book_many(groups: Sequence[tuple[Sequence[DueDraft], Origin, Sequences]], *, at: datetime, writes: Writes | None = None) -> list[int]:
    """Write the dues of many origins in one statement; returns their ids in order. See `book_dues`."""
    flat = [(draft, origin, sequences) for drafts, origin, sequences in groups for draft in drafts]
    if not flat:
        return []
    ids = next_ids("contributions_due", len(flat))
    dues = [
        (
            i, *_head(o), d.code, d.kind, sequences.get((d.code, d.kind), 1), d.debtor, ",".join(d.funds), d.base, d.rate_ppm, d.amount,
            d.law_version,
        )
        for i, (d, o, sequences) in zip(ids, flat, strict=True)
    ]  # fmt: skip
    shares = [
        (i, s.rank, o.employer_id, str(s.branch), str(s.payer), str(s.fund), s.rate_ppm, s.amount)
        for i, (d, o, _) in zip(ids, flat, strict=True)
        for s in d.shares
    ]
    # The traces travel as one JSON array: quoting them inside a text array costs more than the rest of the filing.
    traces = f"[{','.join(draft.trace for draft, _, _ in flat)}]"
    waiting = writes or Writes()
    waiting.add(_INSERT, [accounting_day(at), at, *columns(dues), traces, *columns(shares)])
    if writes is None:
        waiting.flush()
    return ids


def _head(origin: Origin) -> tuple[object, ...]:
    period = origin.period
    return (
        origin.employer_id, period.key, period.start, period.end, month_of(origin.due_on or period.last_day).start,
        origin.due_on or deadline_of(period), origin.filing_id,
        origin.case_id, origin.entry_id,
    )  # fmt: skip
