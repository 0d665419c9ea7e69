"""What receipts are made of, and on what bases: the ground of the bridge of receipts in a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from mizan.funds.access.measures import Measure, Window
from mizan.funds.access.sql import rows
from mizan.funds.contributions.yearly import CODE as YEARLY

OF_LAW = "d.kind IN ('declared', 'relief_cnac', 'relief_treasury')"
"""What follows from a declaration and the law alone."""
_LIVE = """d.booked_on <= %(day)s
   AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id AND r.booked_on <= %(day)s)"""
_FALLEN = f"{OF_LAW} AND d.due_on >= %(since)s AND d.due_on < %(until)s AND {_LIVE}"
_LAID = """
    SELECT s.fund, s.due_id, s.amount, false AS back FROM contributions_match_share s
     WHERE s.booked_on >= %(since)s AND s.booked_on < %(until)s
    UNION ALL
    SELECT s.fund, s.due_id, -s.amount, true FROM contributions_match_reversal x JOIN contributions_match_share s ON s.match_id = x.match_id
     WHERE x.booked_on >= %(since)s AND x.booked_on < %(until)s
"""
_ITEM = "NULL::smallint AS wilaya, {part} AS part, d.debtor = 'CNAC' AS internal, {amount} AS amount, 'due'::text AS kind, d.id"

RECEIVED_WHY = Measure(
    "received_why",
    f"""
SELECT s.fund::text AS fund, {_ITEM.format(part="'fallen'::text", amount="s.amount")}
  FROM contributions_due d JOIN contributions_due_share s ON s.due_id = d.id WHERE {_FALLEN}
UNION ALL
SELECT s.fund::text, {_ITEM.format(part="'short'::text", amount="-s.amount")}
  FROM contributions_due d JOIN contributions_due_share s ON s.due_id = d.id WHERE {_FALLEN}
UNION ALL
SELECT m.fund::text, {
        _ITEM.format(
            part='''CASE WHEN m.back THEN 'back' WHEN d.kind = 'increase' THEN 'increase'
        WHEN d.kind NOT IN ('declared', 'relief_cnac', 'relief_treasury') THEN 'regularised'
        WHEN d.due_on < %(since)s THEN 'late' WHEN d.due_on >= %(until)s THEN 'early' ELSE 'short' END''',
            amount="m.amount",
        )
    }
  FROM ({_LAID}) m JOIN contributions_due d ON d.id = m.due_id
""",  # noqa: S608 - built from constants of this file
)
"""What was laid on dues, by why: what fell due in the window (`fallen`), less what of it was not received in it (`short`), what was
received of what had fallen due before (`late`) or falls due after (`early`), increases, regularisations, and what was taken back."""


class FallenRow(NamedTuple):
    """Shares that fell due in a window, of one rhythm, debtor, code, branch and payer: sums in centimes.

    `base`: of the shares, each once. `once`: bases counted once a due. `base_then`, `once_then`: the same bases within the bounds of
    another day, where the law has bounds. `on`: the last day whose law they follow.
    """

    group: str
    debtor: str
    code: str
    branch: str
    payer: str
    rate_ppm: int
    on: date
    shares: int
    base: int
    base_then: int
    once: int
    once_then: int
    amount: int


class GroupRow(NamedTuple):
    """How many distinct periods fell due of a rhythm and debtor, and for how many payers, counted once a period."""

    group: str
    periods: int
    payers: int


class Bounds(NamedTuple):
    """The least and greatest base of a year, in centimes."""

    floor: int
    ceiling: int


_GROUP = """CASE WHEN d.period_end - d.period_start < 45 THEN 'month'
            WHEN d.period_end - d.period_start < 200 THEN 'quarter' ELSE 'year' END
       || ':' || d.debtor"""
_OF = f"""
  FROM contributions_due d JOIN contributions_due_share s ON s.due_id = d.id
 WHERE s.fund = ANY (%(funds)s::text[]) AND (d.debtor <> 'CNAC' OR NOT %(together)s) AND {_FALLEN}
"""
_THEN = f"""CASE WHEN d.code = '{YEARLY}' AND %(floor)s::bigint IS NOT NULL
       THEN LEAST(GREATEST(COALESCE((d.trace->'facts'->>'declared_income_y')::bigint, d.base), %(floor)s), %(ceiling)s) ELSE d.base END"""
_ROWS = f"""
SELECT o.grouped, o.debtor, o.code, o.branch, o.payer, o.rate_ppm, max(o.law_day), count(*), sum(o.base), sum(o.base_then),
       COALESCE(sum(o.base) FILTER (WHERE o.first), 0), COALESCE(sum(o.base_then) FILTER (WHERE o.first), 0), sum(o.amount)
  FROM (SELECT {_GROUP} AS grouped, d.debtor, d.code, s.branch, s.payer, s.rate_ppm, (d.trace->>'on')::date AS law_day, d.base,
               {_THEN} AS base_then, s.amount, s.rank = min(s.rank) OVER (PARTITION BY d.id) AS first {_OF}) o
 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 - built from constants of this file
_GROUPS = f"""
SELECT o.grouped, count(DISTINCT o.period_key), count(DISTINCT (o.employer_id, o.period_key))
  FROM (SELECT {_GROUP} AS grouped, d.period_key, d.employer_id {_OF}) o GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - built from constants of this file


def _values(window: Window, funds: Sequence[str], *, together: bool) -> dict[str, object]:
    return {"since": window.since, "until": window.until, "day": window.day, "funds": list(funds), "together": together}


def fallen_rows(window: Window, funds: Sequence[str], *, together: bool, bounds: Bounds | None = None) -> tuple[FallenRow, ...]:
    """What fell due in a window for funds, live at its end; yearly bases also within the `bounds` of another year."""
    asked = _values(window, funds, together=together)
    asked |= {"floor": bounds.floor if bounds else None, "ceiling": bounds.ceiling if bounds else None}
    return tuple(FallenRow(*row[:7], *(int(value) for value in row[7:])) for row in rows(_ROWS, asked))


def fallen_groups(window: Window, funds: Sequence[str], *, together: bool) -> Mapping[str, GroupRow]:
    """The rhythms of what fell due, by name."""
    return {row[0]: GroupRow(*row) for row in rows(_GROUPS, _values(window, funds, together=together))}
