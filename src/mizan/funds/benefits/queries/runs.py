"""Questions on pay runs: which there are, what they pay, what changed and why, what was found, what differs now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mizan.funds.access.sql import Row, decoded, one, rows
from mizan.funds.benefits.pay_errors import pay_translated
from mizan.funds.benefits.types.runs import (
    FileKept,
    FindingKnown,
    RunChange,
    RunDifference,
    RunKnown,
    RunState,
    RunStepKnown,
    RunSums,
)
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import refused

_RUN = "SELECT id, fund, month, attempt, pay_on, recovery_ppm, prepared_by_id, prepared_at FROM benefits_run"


def runs_of(fund: Fund | None = None, *, most: int = 60) -> tuple[RunKnown, ...]:
    """The runs of a fund (of every fund that may be seen), the latest month first."""
    where, values = ("", []) if fund is None else (" WHERE fund = %s", [fund.value])
    return _runs(rows(f"{_RUN}{where} ORDER BY month DESC, fund, attempt DESC LIMIT %s", [*values, most]))


def run_of(run_id: int) -> RunKnown:
    """One run. Refused: ``run_unknown`` (there is none, or it may not be seen)."""
    found = _runs(rows(f"{_RUN} WHERE id = %s", [run_id]))
    if not found:
        raise refused("run_unknown", "run")
    return found[0]


def run_of_month(fund: Fund, month: date) -> RunKnown | None:
    """The run of a month that stands, if any."""
    return next(
        (run for run in _runs(rows(f"{_RUN} WHERE fund = %s AND month = %s", [fund.value, month])) if run.state != "cancelled"), None
    )


def attempts_of(fund: Fund, month: date) -> int:
    """How many runs of a month were begun."""
    found = one("SELECT count(*) FROM benefits_run WHERE fund = %s AND month = %s", [fund.value, month])
    return int(found[0]) if found else 0


def _runs(found: Iterable[Row]) -> tuple[RunKnown, ...]:
    kept = list(found)
    ids = [row[0] for row in kept]
    steps: dict[object, list[RunStepKnown]] = {}
    for run_id, kind, by_id, at, entry_id in rows(
        "SELECT run_id, kind, by_id, at, entry_id FROM benefits_run_step WHERE run_id = ANY (%s) ORDER BY id", [ids]
    ):
        steps.setdefault(run_id, []).append(RunStepKnown(RunState(kind), by_id, at, entry_id))
    files = {
        row[0]: FileKept(*row[1:])
        for row in rows(
            "SELECT run_id, profile, message_id, payer, payer_account, sha256, lines, total, at FROM benefits_payment_file"
            " WHERE run_id = ANY (%s)",
            [ids],
        )
    }
    return tuple(
        RunKnown(row[0], Fund(row[1]), row[2], row[3], row[4], row[5], row[6], row[7], tuple(steps.get(row[0], ())), files.get(row[0]))
        for row in kept
    )


def sums_of(run_id: int) -> tuple[RunSums, ...]:
    """The sums of a run, branch by branch."""
    with pay_translated():
        return tuple(RunSums(row[0], *map(int, row[1:])) for row in rows("SELECT * FROM benefits_run_totals(%s)", [run_id]))


def total_of(sums: Iterable[RunSums]) -> RunSums:
    """The sums of all branches together."""
    kept = list(sums)
    return RunSums("", *(sum(column) for column in zip(*(one[1:] for one in kept), strict=True))) if kept else RunSums("", *[0] * 13)


def changes_of(run_id: int) -> tuple[RunChange, ...]:
    """What changed since the run of the month before and why; the amounts add up to the difference of what both pay."""
    with pay_translated():
        found = rows("SELECT reason, awards, amount FROM benefits_run_changes(%s, access_account_id())", [run_id])
    return tuple(RunChange(reason, int(awards), int(amount)) for reason, awards, amount in found)


def differences_of(run_id: int, *, most: int = 100) -> tuple[RunDifference, ...]:
    """Where a run is no longer what is due; empty for a sound run."""
    with pay_translated():
        return tuple(RunDifference(*row) for row in rows("SELECT * FROM benefits_run_differences(%s, %s)", [run_id, most]))


_FINDING = """
SELECT f.id, f.run_id, f.award_id, f.control, f.stops, f.detail, COALESCE(s.kind, '') FROM benefits_finding f
  LEFT JOIN benefits_finding_step s ON s.finding_id = f.id WHERE f.run_id = %s"""


def findings_of(run_id: int, *, most: int = 1000) -> tuple[FindingKnown, ...]:
    """What the controls found, with what was answered."""
    return _findings(f"{_FINDING} ORDER BY f.stops DESC, f.control, f.id LIMIT %s", [run_id, most])


def findings_page(run_id: int, *, after: int, most: int) -> tuple[FindingKnown, ...]:
    """What the controls found, in the order in which it was kept, from after one of them."""
    return _findings(f"{_FINDING} AND f.id > %s ORDER BY f.id LIMIT %s", [run_id, after, most])


def finding_of(run_id: int, finding_id: int) -> FindingKnown | None:
    """One finding of a run."""
    return next(iter(_findings(f"{_FINDING} AND f.id = %s", [run_id, finding_id])), None)


def _findings(statement: str, values: list[int]) -> tuple[FindingKnown, ...]:
    return tuple(FindingKnown(row[0], row[1], row[2], row[3], row[4], decoded(row[5]), row[6]) for row in rows(statement, values))
