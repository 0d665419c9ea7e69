"""Run controls: what each finds is written once, what it no longer finds is told, and nothing is removed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import columns, decoded, one_row, rows, run
from mizan.funds.contributions.days import accounting_day
from mizan.funds.controls.actions.draw_sample import draw_sample
from mizan.funds.controls.catalogue import Control, control_named, controls
from mizan.funds.controls.switches import in_force
from mizan.funds.controls.types import Row, RunDone
from mizan.kernel.funds import Fund

_FIELDS = "fund, subject_kind, subject, starts_on, ends_on, award_id, person_id, accounts, stake, reasons, evidence"
_RUN = "INSERT INTO controls_run (control, cut_off, found, query_hash, by_id, at) VALUES (%s, %s, %s, %s, %s, %s) RETURNING id"
_FOUND = """
INSERT INTO controls_finding (control, fund, subject_kind, subject, starts_on, person_id, award_id, accounts, run_id, found_at)
SELECT %s, f.fund, f.kind, f.subject, f.starts_on, f.person_id, f.award_id, f.accounts::bigint[], %s, %s
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::date[], %s::bigint[], %s::bigint[], %s::text[])
    AS f(fund, kind, subject, starts_on, person_id, award_id, accounts)
ON CONFLICT (control, fund, subject_kind, subject, starts_on) DO NOTHING
"""
_SEEN = """
WITH now AS (
    SELECT f.id, n.ends_on, n.stake, n.reasons::jsonb AS reasons, n.evidence::jsonb AS evidence
      FROM unnest(%s::text[], %s::text[], %s::text[], %s::date[], %s::date[], %s::bigint[], %s::text[], %s::text[])
        AS n(fund, kind, subject, starts_on, ends_on, stake, reasons, evidence)
      JOIN controls_finding f ON f.control = %s
                             AND (f.fund, f.subject_kind, f.subject, f.starts_on) = (n.fund, n.kind, n.subject, n.starts_on)),
last AS (
    SELECT f.id, s.* FROM controls_finding f
      LEFT JOIN LATERAL (SELECT x.present, x.ends_on, x.stake, x.reasons, x.evidence FROM controls_seen x WHERE x.finding_id = f.id
                          ORDER BY x.run_id DESC LIMIT 1) s ON true
     WHERE f.control = %s AND f.starts_on >= COALESCE(%s::date, '-infinity'))
INSERT INTO controls_seen (finding_id, run_id, present, ends_on, stake, reasons, evidence)
SELECT l.id, %s, n.id IS NOT NULL, COALESCE(n.ends_on, l.ends_on), COALESCE(n.stake, l.stake), COALESCE(n.reasons, l.reasons),
       COALESCE(n.evidence, l.evidence)
  FROM last l LEFT JOIN now n ON n.id = l.id
 WHERE CASE WHEN n.id IS NULL THEN l.present
            ELSE (true, n.ends_on, n.stake, n.reasons, n.evidence)
                 IS DISTINCT FROM (l.present, l.ends_on, l.stake, l.reasons, l.evidence) END
"""
_COUNTS = "SELECT count(*) FILTER (WHERE NOT present) FROM controls_seen WHERE run_id = %s"


def run_controls(
    names: Iterable[str] = (), *, cut_off: datetime | None = None, seed: str = "", by: int, at: datetime
) -> tuple[RunDone, ...]:
    """Run controls (all of them unless some are named) on what was known at `cut_off`, now unless said; as batch, each in its transaction.

    A subject found before is the same finding; a run that sees nothing new writes nothing but its own line. `seed`
    is of the group drawn by chance (`draw_sample`). Refused: ``control_unknown``.
    """
    chosen = [control_named(name) for name in names] or list(controls().values())
    return tuple(_run(one, cut_off or at, seed, by=by, at=at) for one in chosen)


def found_by(control: Control, *, cut_off: datetime) -> tuple[Row, ...]:
    """The subjects a control's query gives, in a fixed order; as batch. Nothing is written."""
    values = {"cut_off": cut_off, **in_force().values}
    statement = f"SELECT {_FIELDS} FROM ({control.query}) q ORDER BY fund, subject_kind, subject, starts_on, stake"  # noqa: S608 - the book's own text
    found: dict[tuple[str, str, str, date], Row] = {}
    for row in rows(statement, values):
        # Of two rows on one subject from one day the heavier stays.
        found[row[0], row[1], row[2], row[3]] = Row._make(
            (Fund(row[0]), *row[1:7], tuple(row[7]), int(row[8]), decoded(row[9]), tuple(decoded(row[10]) or ()))
        )
    return tuple(found.values())


def _run(control: Control, cut_off: datetime, seed: str, *, by: int, at: datetime) -> RunDone:
    with transaction.atomic():
        # One run of a control at a time: the second sees what the first has written.
        one_row("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0)) IS NULL", [f"controls_run:{control.id}"])
        if control.drawn:
            draw_sample(cut_off=cut_off, seed=seed, by=by, at=at)
        found = found_by(control, cut_off=cut_off)
        (run_id,) = one_row(_RUN, [control.id, cut_off, len(found), control.query_hash, by, at])
        new = _keep(control.id, int(run_id), found, control.since(accounting_day(cut_off)), at)
        (gone,) = one_row(_COUNTS, [run_id])
        detail = {"run": run_id, "found": len(found), "new": new, "gone": gone}
        record_act(verb="run_control", subject=("control", control.id), by=by, at=at, detail=detail)
    return RunDone(control.id, int(run_id), len(found), new, int(gone))


def _keep(control: str, run_id: int, found: Sequence[Row], since: date | None, at: datetime) -> int:
    heads = [(one.fund.value, one.subject_kind, one.subject, one.starts_on) for one in found]
    made = 0
    if found:
        about = [(*head, one.person_id, one.award_id, _array(one.accounts)) for head, one in zip(heads, found, strict=True)]
        made = run(_FOUND, [control, run_id, at, *columns(about)])
    told = [(*head, one.ends_on, one.stake, _json(one.reasons), _json(one.evidence)) for head, one in zip(heads, found, strict=True)]
    run(_SEEN, [*(columns(told) if told else ["{}"] * 8), control, control, since, run_id])
    return made


def _array(accounts: Sequence[int]) -> str:
    return "{" + ",".join(str(one) for one in accounts) + "}"


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)
