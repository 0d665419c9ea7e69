"""A pay run's own rows: begun, filled from what is due, and moved by its steps. Each is refused by the database where it may not be."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from mizan.funds.access.sql import array_of, one_row, run
from mizan.funds.benefits.pay_errors import pay_translated
from mizan.funds.benefits.types.runs import RunState
from mizan.kernel.funds import Fund


def begin_run(fund: Fund, month: date, *, attempt: int, pay_on: date, recovery_ppm: int, by: int, at: datetime) -> int:
    """A run of a fund for a month (its first day); returns its id. Refused: ``run_stands``, ``account_pays_nobody``."""
    with pay_translated():
        (run_id,) = one_row(
            "INSERT INTO benefits_run (fund, month, attempt, pay_on, recovery_ppm, prepared_by_id, prepared_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
            [fund.value, month, attempt, pay_on, recovery_ppm, by, at],
        )
    return int(run_id)


def fill_run(run_id: int, part: str, *, by: int) -> int:
    """One part of a run from what is due: "instalments", then "adjustments" and "findings"; returns how many rows were made."""
    statements = {
        "instalments": "SELECT benefits_prepare_instalments(%s, %s)",
        "adjustments": "SELECT benefits_prepare_adjustments(%s, %s)",
        "findings": "SELECT benefits_prepare_findings(%s, %s)",
    }
    with pay_translated():
        (made,) = one_row(statements[part], [run_id, by])
    return int(made)


def find_above(run_id: int, found: Sequence[tuple[int, int, int]], *, by: int) -> int:
    """Keep as findings the awards (id, net given, net expected) whose deductions the law's own recomputation does not give.

    With them go the awards of the run that are known to differ from their careers, as last computed, where nobody has answered that.
    """
    awards, given, expected = (array_of(column) for column in zip(*found, strict=True)) if found else ("{}", "{}", "{}")
    with pay_translated():
        (made,) = one_row(
            "SELECT benefits_find_above(%s, %s::bigint[], %s::bigint[], %s::bigint[], %s)", [run_id, awards, given, expected, by]
        )
    return int(made)


def step_run(
    run_id: int, kind: RunState, *, by: int, at: datetime, detail: Mapping[str, object] | None = None, entry_id: int | None = None
) -> None:
    """One step of a run.

    Refused: ``run_not_so`` (not in this order), ``run_needs_other_people``, ``run_changed``, ``account_pays_nobody``.
    """
    with pay_translated():
        run(
            "INSERT INTO benefits_run_step (run_id, kind, by_id, at, detail, entry_id) VALUES (%s, %s, %s, %s, %s::jsonb, %s)",
            [run_id, kind.value, by, at, json.dumps(dict(detail or {})), entry_id],
        )
