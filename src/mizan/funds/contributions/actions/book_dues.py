"""Write dues that the books already hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.drafts import DueDraft, deadline_of
from mizan.funds.contributions.sql import Writes, columns, next_ids
from mizan.kernel.periods import Period, month_of

_INSERT = """
WITH fresh AS (
    INSERT INTO contributions_due (id, code, kind, sequence, debtor, funds, base, rate_ppm, amount, law_version, trace, employer_id,
                                  period_key, period_start, period_end, month, due_on, filing_id, case_id, entry_id, booked_on, recorded_at)
    SELECT d.id, d.code, d.kind, d.sequence, d.debtor, string_to_array(d.funds, ','), d.base, d.rate_ppm, d.amount, d.law_version,
           t.trace, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s
      FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::smallint[], %s::text[], %s::text[], %s::bigint[], %s::int[], %s::bigint[],
                  %s::text[]) WITH ORDINALITY
           AS d(id, code, kind, sequence, debtor, funds, base, rate_ppm, amount, law_version, place)
      JOIN jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS t(trace, place) USING (place)
)
INSERT INTO contributions_due_share (due_id, rank, employer_id, branch, payer, fund, rate_ppm, amount)
SELECT s.due_id, s.rank, %s, s.branch, s.payer, s.fund, s.rate_ppm, s.amount
  FROM unnest(%s::bigint[], %s::smallint[], %s::text[], %s::text[], %s::text[], %s::int[], %s::bigint[])
       AS s(due_id, rank, branch, payer, fund, rate_ppm, amount)
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where dues come from: the employer and period, the declaration or the case, and the entry that booked them."""

    employer_id: int
    period: Period
    entry_id: int
    filing_id: int | None = None
    case_id: int | None = None


def book_dues(
    drafts: Sequence[DueDraft], origin: Origin, *, sequences: Mapping[tuple[str, str], int], at: datetime, writes: Writes | None = None
) -> list[int]:
    """Write dues and their shares in one statement; returns their ids in order.

    They are written at once, or with the other `writes` of the act. `sequences` holds, by code and kind, the number of a due that
    follows a reversed one; any other is the first of its key.
    """
    if not drafts:
        return []
    ids = next_ids("contributions_due", len(drafts))
    dues = [
        (i, d.code, d.kind, sequences.get((d.code, d.kind), 1), d.debtor, ",".join(d.funds), d.base, d.rate_ppm, d.amount, d.law_version)
        for i, d in zip(ids, drafts, strict=True)
    ]
    shares = [
        (i, s.rank, str(s.branch), str(s.payer), str(s.fund), s.rate_ppm, s.amount)
        for i, d in zip(ids, drafts, strict=True)
        for s in d.shares
    ]
    period = origin.period
    head = (
        origin.employer_id, period.key, period.start, period.end, month_of(period.last_day).start, deadline_of(period), origin.filing_id,
        origin.case_id, origin.entry_id, accounting_day(at), at,
    )  # fmt: skip
    # The traces travel as one JSON array: quoting them inside a text array costs more than the rest of the filing.
    traces = f"[{','.join(draft.trace for draft in drafts)}]"
    waiting = writes or Writes()
    waiting.add(_INSERT, [*head, *columns(dues), traces, origin.employer_id, *columns(shares)])
    if writes is None:
        waiting.flush()
    return ids
